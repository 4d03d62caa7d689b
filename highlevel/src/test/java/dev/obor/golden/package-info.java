/** Fixtures that Python wrote. */
@NullMarked
package dev.obor.golden;

import org.jspecify.annotations.NullMarked;
