/** Support for tests: nothing leaks, nothing is skipped. */
@NullMarked
package dev.obor.testing;

import org.jspecify.annotations.NullMarked;
