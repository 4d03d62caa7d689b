/**
 * Checkpoints: Python's {@code torch.serialization}, and the safetensors format.
 *
 * <p>{@link dev.obor.Torch#save} and {@link dev.obor.Torch#load} write and read the files of
 * Python's {@code torch.save} and {@code torch.load}. Nothing in a file can run: a pickle is read
 * by an interpreter that knows the few functions that tensors and plain data need, and refuses all
 * others by their names.
 */
@NullMarked
package dev.obor.serialization;

import org.jspecify.annotations.NullMarked;
