/** Tests of the loader, with small files in the place of libraries. */
@NullMarked
package dev.obor.load;

import org.jspecify.annotations.NullMarked;
