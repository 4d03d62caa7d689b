package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The cosine of the angle between vectors: Python's {@code torch.nn.CosineSimilarity}, {@code x1 ·
 * x2 / max(‖x1‖ ‖x2‖, eps²)}.
 *
 * <p>Inputs: two tensors whose shapes fit by broadcasting. Output: their common shape without the
 * dimension of the vectors.
 *
 * <pre>{@code
 * new CosineSimilarity(1).call(Torch.randn(100, 128), Torch.randn(100, 128)).shape();  // [100]
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CosineSimilarity extends Module {
  /** The dimension of the vectors. */
  public final long dim;

  /** Keeps the divisor from zero. */
  public final double eps;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private long dim = 1;
    private double eps = 1e-8;

    Options() {}

    /** Sets the dimension of the vectors; default 1. */
    public Options dim(long value) {
      this.dim = value;
      return this;
    }

    /** Sets what keeps the divisor from zero; default 1e-8. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }
  }

  /** Makes the similarity along dimension 1: Python's {@code nn.CosineSimilarity()}. */
  public CosineSimilarity() {
    this(o -> {});
  }

  /** Makes the similarity along a dimension: Python's {@code nn.CosineSimilarity(dim)}. */
  public CosineSimilarity(long dim) {
    this(o -> o.dim(dim));
  }

  /** Makes the similarity with keyword arguments: {@code nn.CosineSimilarity(dim=…, eps=…)}. */
  public CosineSimilarity(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.dim = o.dim;
    this.eps = o.eps;
  }

  @Override
  public Tensor forward(Tensor x1, Tensor x2) {
    return F.cosineSimilarity(x1, x2, dim, eps);
  }
}
