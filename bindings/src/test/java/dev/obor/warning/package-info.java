/** Warnings as programs outside of Obor's own packages see them. */
@NullMarked
package dev.obor.warning;

import org.jspecify.annotations.NullMarked;
