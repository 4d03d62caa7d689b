package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The distance of rows: Python's {@code torch.nn.PairwiseDistance}, {@code ‖x1 - x2 + eps‖} in the
 * norm p.
 *
 * <p>Inputs: two tensors of shape (N, D) or (D). Output: (N) or (), with {@code keepdim} (N, 1) or
 * (1).
 *
 * <pre>{@code
 * new PairwiseDistance().call(Torch.randn(100, 128), Torch.randn(100, 128)).shape();  // [100]
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class PairwiseDistance extends Module {
  /** The norm: Python's {@code norm}. */
  public final double norm;

  /** Added to each difference. */
  public final double eps;

  /** Whether the last dimension stays, with size 1. */
  public final boolean keepdim;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    double p = 2;
    double eps = 1e-6;
    boolean keepdim;

    Options() {}

    /** Sets the norm; default 2. */
    public Options p(double value) {
      this.p = value;
      return this;
    }

    /** Sets what is added to each difference; default 1e-6. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }

    /** Sets whether the last dimension stays, with size 1; default false. */
    public Options keepdim(boolean value) {
      this.keepdim = value;
      return this;
    }
  }

  /** Makes the Euclidean distance: Python's {@code nn.PairwiseDistance()}. */
  public PairwiseDistance() {
    this(o -> {});
  }

  /** Makes the distance in a norm: Python's {@code nn.PairwiseDistance(p)}. */
  public PairwiseDistance(double p) {
    this(o -> o.p(p));
  }

  /** Makes the distance with keyword arguments: {@code nn.PairwiseDistance(p=…, eps=…)}. */
  public PairwiseDistance(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.norm = o.p;
    this.eps = o.eps;
    this.keepdim = o.keepdim;
  }

  @Override
  public Tensor forward(Tensor x1, Tensor x2) {
    return F.pairwiseDistance(x1, x2, norm, eps, keepdim);
  }
}
