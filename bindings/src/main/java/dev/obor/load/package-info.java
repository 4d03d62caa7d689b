/** Finds, lays out and loads the native libraries. Internal: only {@code dev.obor} uses it. */
@NullMarked
package dev.obor.load;

import org.jspecify.annotations.NullMarked;
