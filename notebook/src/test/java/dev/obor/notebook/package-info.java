/** Tests of what notebooks show. */
@NullMarked
package dev.obor.notebook;

import org.jspecify.annotations.NullMarked;
