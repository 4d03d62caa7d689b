package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * A triangular factorization of a matrix: the tuple that Python's {@code torch.lu} returns.
 *
 * @param LU both factors in one matrix; {@link Torch#luUnpack(Tensor, Tensor)} takes them apart
 * @param pivots the exchanges of rows, counted from 1
 * @param infos for each matrix 0, or the position of the zero on the diagonal; null unless asked
 *     for
 */
public record LuFactors(Tensor LU, Tensor pivots, @Nullable Tensor infos) {}
