package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Linalg;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of distributions with a covariance: one of three matrices says what it is.
 *
 * <p>A scale is the best of them to give, as the others are turned into one.
 */
public class CovarianceOptions extends DistributionOptions {
  private @Nullable Tensor covarianceMatrix;
  private @Nullable Tensor precisionMatrix;
  private @Nullable Tensor scaleTril;

  CovarianceOptions() {}

  static CovarianceOptions read(Consumer<? super CovarianceOptions> options) {
    CovarianceOptions o = new CovarianceOptions();
    options.accept(o);
    return o;
  }

  /** Sets the covariance, a positive definite matrix. */
  public CovarianceOptions covarianceMatrix(Tensor value) {
    this.covarianceMatrix = value;
    return this;
  }

  /** Sets the inverse of the covariance. */
  public CovarianceOptions precisionMatrix(Tensor value) {
    this.precisionMatrix = value;
    return this;
  }

  /** Sets the lower triangular factor L of the covariance L Lᵀ, with a positive diagonal. */
  public CovarianceOptions scaleTril(Tensor value) {
    this.scaleTril = value;
    return this;
  }

  @Override
  public CovarianceOptions validateArgs(boolean value) {
    super.validateArgs(value);
    return this;
  }

  /** Which matrix was given. */
  enum Kind {
    COVARIANCE("covariance_matrix"),
    PRECISION("precision_matrix"),
    SCALE("scale_tril");

    final String python;

    Kind(String python) {
      this.python = python;
    }
  }

  Kind kind() {
    int given =
        (covarianceMatrix == null ? 0 : 1)
            + (precisionMatrix == null ? 0 : 1)
            + (scaleTril == null ? 0 : 1);
    if (given != 1) {
      throw new ValueException(
          "Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.");
    }
    return scaleTril != null
        ? Kind.SCALE
        : covarianceMatrix != null ? Kind.COVARIANCE : Kind.PRECISION;
  }

  /** The matrix that was given. */
  Tensor matrix() {
    Tensor matrix =
        switch (kind()) {
          case SCALE -> scaleTril;
          case COVARIANCE -> covarianceMatrix;
          case PRECISION -> precisionMatrix;
        };
    return Objects.requireNonNull(matrix);
  }

  /** The lower triangular factor of the covariance. */
  Tensor factor() {
    Tensor matrix = matrix();
    return switch (kind()) {
      case SCALE -> matrix;
      case COVARIANCE -> Linalg.cholesky(matrix);
      case PRECISION -> Torch.scoped(() -> ofPrecision(matrix));
    };
  }

  private static Tensor ofPrecision(Tensor precision) {
    Tensor flipped = Linalg.cholesky(precision.flip(-2, -1));
    Tensor inverse = flipped.flip(-2, -1).transpose(-2, -1);
    Tensor unit =
        Torch.eye(precision.size(-1), o -> o.dtype(precision.dtype()).device(precision.device()));
    return Aten.linalg_solve_triangular(inverse, unit, false, true, false);
  }
}
