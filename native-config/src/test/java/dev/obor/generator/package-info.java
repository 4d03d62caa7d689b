/** Tests of the generator of the bindings. */
@NullMarked
package dev.obor.generator;

import org.jspecify.annotations.NullMarked;
