/** Reads and writes numpy's files: {@code .npy} holds one array, {@code .npz} several by name. */
@NullMarked
package dev.obor.numpy;

import org.jspecify.annotations.NullMarked;
