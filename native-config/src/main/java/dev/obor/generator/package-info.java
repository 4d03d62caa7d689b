/** Reads LibTorch's operator schemas and writes the bindings. */
@NullMarked
package dev.obor.generator;

import org.jspecify.annotations.NullMarked;
