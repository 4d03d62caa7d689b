package dev.obor;

/**
 * An approximate singular value decomposition: the tuple that Python's {@code torch.svd_lowrank}
 * and {@code torch.pca_lowrank} return.
 *
 * @param U m × q, with orthonormal columns
 * @param S the q singular values, the greatest first
 * @param V n × q, with orthonormal columns; for {@code pca_lowrank} the principal directions
 */
public record LowRankFactors(Tensor U, Tensor S, Tensor V) {}
