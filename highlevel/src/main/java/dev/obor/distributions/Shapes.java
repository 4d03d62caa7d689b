package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Linalg;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;

/** The constraints on vectors and matrices. */
final class Shapes {
  private Shapes() {}

  /** One on vectors. */
  abstract static class OfVectors extends Intervals.BuiltIn {
    @Override
    public int eventDim() {
      return 1;
    }
  }

  /** One on matrices. */
  abstract static class OfMatrices extends Intervals.BuiltIn {
    @Override
    public int eventDim() {
      return 2;
    }
  }

  static final class OneHot extends OfVectors {
    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      Tensor isBoolean = value.eq(0).logicalOr(value.eq(1));
      return isBoolean.all(-1).logicalAnd(value.sum(-1).eq(1));
    }
  }

  static final class Simplex extends OfVectors {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return value.ge(0).all(-1).logicalAnd(value.sum(-1).sub(1).abs().lt(1e-6));
    }
  }

  static final class Multinomial extends OfVectors {
    final Operand upperBound;

    Multinomial(Operand upperBound) {
      this.upperBound = upperBound;
    }

    @Override
    public boolean isDiscrete() {
      return true;
    }

    @Override
    protected Tensor computeCheck(Tensor value) {
      return value.ge(0).all(-1).logicalAnd(upperBound.atLeast(value.sum(-1)));
    }
  }

  static final class LowerTriangular extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return flat(value.tril().eq(value)).all(-1);
    }
  }

  private static Tensor flat(Tensor matrices) {
    return matrices.reshape(Sizes.append(Sizes.butLast(matrices.size(), 2), -1));
  }

  static final class LowerCholesky extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return lowerCholesky(value);
    }
  }

  private static Tensor lowerCholesky(Tensor value) {
    Tensor positive = value.diagonal(0, -2, -1).gt(0).all(-1);
    return flat(value.tril().eq(value)).all(-1).logicalAnd(positive);
  }

  static final class CorrCholesky extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      double tolerance = Formulas.eps(value) * value.size(-1) * 10;
      Tensor norm = Aten.linalg_norm(value.detach(), null, new long[] {-1}, false, null);
      Tensor unit = norm.sub(1).abs().le(tolerance).all(-1);
      return lowerCholesky(value).logicalAnd(unit);
    }
  }

  private static Tensor square(Tensor value) {
    Size shape = value.size();
    boolean square = value.size(-2) == value.size(-1);
    return Torch.full(
        Sizes.butLast(shape, 2), square ? 1 : 0, o -> o.dtype(DType.BOOL).device(value.device()));
  }

  static final class Square extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return square(value);
    }
  }

  private static boolean isSquare(Tensor value) {
    return value.size(-2) == value.size(-1);
  }

  private static Tensor symmetric(Tensor value) {
    return isSquare(value) ? value.isclose(value.mT(), 1e-5, 1e-6).all(-2).all(-1) : square(value);
  }

  static final class Symmetric extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      return symmetric(value);
    }
  }

  static final class PositiveSemidefinite extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      Tensor symmetric = symmetric(value);
      return Distribution.allTrue(symmetric) ? Linalg.eigvalsh(value).ge(0).all(-1) : symmetric;
    }
  }

  static final class PositiveDefinite extends OfMatrices {
    @Override
    protected Tensor computeCheck(Tensor value) {
      Tensor symmetric = symmetric(value);
      return Distribution.allTrue(symmetric)
          ? Aten.linalg_cholesky_ex(value, false, false)[1].eq(0)
          : symmetric;
    }
  }
}
