@NullMarked
package dev.obor.checkpoints;

import org.jspecify.annotations.NullMarked;
