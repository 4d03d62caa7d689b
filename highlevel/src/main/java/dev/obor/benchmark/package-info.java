/**
 * How long a piece of code takes: Python's {@code torch.utils.benchmark}.
 *
 * <p>{@link dev.obor.benchmark.Timer} runs it, {@link dev.obor.benchmark.Measurement} says what
 * came out.
 */
@NullMarked
package dev.obor.benchmark;

import org.jspecify.annotations.NullMarked;
