/** How much of Python's documented names Java has, and under which names. */
@NullMarked
package dev.obor.parity;

import org.jspecify.annotations.NullMarked;
