/** Tensors, operators, random numbers and devices: Python's {@code torch} in Java. */
@NullMarked
package dev.obor;

import org.jspecify.annotations.NullMarked;
