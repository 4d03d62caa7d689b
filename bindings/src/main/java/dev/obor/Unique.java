package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The distinct elements of a tensor, and what else was asked for: the tuple that Python's {@code
 * torch.unique} and {@code torch.unique_consecutive} return.
 *
 * @param output the distinct elements
 * @param inverseIndices for each element of the input its position in {@code output}; null unless
 *     {@code returnInverse(true)} was asked for
 * @param counts how often each distinct element comes; null unless {@code returnCounts(true)} was
 *     asked for
 */
public record Unique(Tensor output, @Nullable Tensor inverseIndices, @Nullable Tensor counts) {}
