@NullMarked
package dev.obor.serialization;

import org.jspecify.annotations.NullMarked;
