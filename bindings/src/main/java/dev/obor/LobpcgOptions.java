package dev.obor;

import org.jspecify.annotations.Nullable;

/** The optional arguments of {@link Torch#lobpcg(Tensor, java.util.function.Consumer)}. */
public final class LobpcgOptions {
  @Nullable Long k;
  @Nullable Tensor B;
  @Nullable Tensor X;
  @Nullable Long n;
  @Nullable Tensor iK;
  long niter = 1000;
  @Nullable Double tol;
  boolean largest = true;
  String method = "ortho";

  LobpcgOptions() {}

  /** Sets how many eigenpairs to find; without it, one, or as many as {@code X} has columns. */
  public LobpcgOptions k(long value) {
    this.k = value;
    return this;
  }

  /** Sets the matrix of the generalized problem {@code A x = e B x}; without it, the identity. */
  public LobpcgOptions B(Tensor value) {
    this.B = value;
    return this;
  }

  /** Sets where to begin, one vector a column; without it, at random. */
  public LobpcgOptions X(Tensor value) {
    this.X = value;
    return this;
  }

  /** Sets how many random vectors to begin with; without it, {@code k}. */
  public LobpcgOptions n(long value) {
    this.n = value;
    return this;
  }

  /** Sets the preconditioner, an approximate inverse of A; without it, the identity. */
  public LobpcgOptions iK(Tensor value) {
    this.iK = value;
    return this;
  }

  /** Sets the greatest number of iterations, -1 for no limit; without it, 1000. */
  public LobpcgOptions niter(long value) {
    this.niter = value;
    return this;
  }

  /** Sets the relative residual to stop at; without it, the root of the dtype's precision. */
  public LobpcgOptions tol(double value) {
    this.tol = value;
    return this;
  }

  /** Sets whether the largest eigenvalues are wanted, as they are without it, or the smallest. */
  public LobpcgOptions largest(boolean value) {
    this.largest = value;
    return this;
  }

  /** Sets the method: {@code ortho}, the robust one and the default, or {@code basic}. */
  public LobpcgOptions method(String value) {
    this.method = value;
    return this;
  }
}
