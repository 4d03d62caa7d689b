package dev.obor;

/**
 * Some eigenvalues of a matrix with their vectors: the tuple that Python's {@code torch.lobpcg}
 * returns.
 *
 * @param E the eigenvalues
 * @param X the eigenvectors, one a column
 */
public record Eigenpairs(Tensor E, Tensor X) {}
