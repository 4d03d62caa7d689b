package dev.obor.distributions;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.stream.LongStream;

/** Triangular matrices, and the vectors of their elements in the order of the rows. */
final class Triangles {
  private Triangles() {}

  /** The places of the elements on and below a diagonal in a flattened square matrix. */
  private static Tensor places(long n, long diagonal, Tensor like) {
    long[] places = LongStream.range(0, n * n).filter(i -> i % n < i / n + diagonal + 1).toArray();
    return Torch.tensor(places, o -> o.dtype(DType.INT64).device(like.device()));
  }

  /** The elements on and below a diagonal. */
  static Tensor toVector(Tensor matrices, long diagonal) {
    long n = matrices.size(-1);
    if (diagonal < -n || diagonal >= n) {
      throw new ValueException(
          "diag (" + diagonal + ") provided is outside [" + -n + ", " + (n - 1) + "].");
    }
    Size batch = Sizes.butLast(matrices.size(), 2);
    return matrices
        .reshape(Sizes.append(batch, n * n))
        .indexSelect(-1, places(n, diagonal, matrices));
  }

  /** Matrices with these elements on and below a diagonal, and zeros above it. */
  static Tensor fromVector(Tensor vectors, long diagonal) {
    long length = vectors.size(-1);
    long shift = 1 + 2 * diagonal;
    double exact =
        (-shift
                + Math.sqrt(
                    (double)
                        (shift * shift + 8 * length + 4 * Math.abs(diagonal) * (diagonal + 1))))
            / 2;
    long n = (long) Math.rint(exact);
    if (Math.abs(n - exact) > Formulas.eps(vectors)) {
      throw new ValueException(
          "The size of last dimension is "
              + length
              + " which cannot be expressed as the lower triangular part of a square D x D matrix.");
    }
    Size batch = Sizes.butLast(vectors.size(), 1);
    return Draws.full(Sizes.append(batch, n * n), 0, vectors)
        .indexCopy(-1, places(n, diagonal, vectors), vectors)
        .reshape(Sizes.append(batch, n, n));
  }
}
