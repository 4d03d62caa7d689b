@NullMarked
package dev.obor.benchmark;

import org.jspecify.annotations.NullMarked;
