package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;

/**
 * Whether an anchor is nearer to one vector than to another: Python's {@code
 * torch.nn.TripletMarginLoss}.
 *
 * <p>With the distance d of vectors in the norm p, the loss of a triple is {@code max(0, d(a,
 * positive) - d(a, negative) + margin)}; the default reduction takes the mean.
 *
 * <p>Inputs: anchors, positives and negatives of shape (N, D) or (D). Output: a number, or with
 * reduction {@code none} of shape (N) or ().
 *
 * <pre>{@code
 * Tensor loss = new TripletMarginLoss(o -> o.margin(0.5)).call(anchor, positive, negative);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class TripletMarginLoss extends Module {
  /** By how much the one distance is to be larger; positive. */
  public final double margin;

  /** The norm. */
  public final double p;

  /** Added to each difference. */
  public final double eps;

  /**
   * Whether the distance of positive and negative counts where it is smaller than that of anchor
   * and negative.
   */
  public final boolean swap;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#tripletMarginLoss(Tensor, Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    double margin = 1.0;
    double p = 2.0;
    double eps = 1e-6;
    boolean swap;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets by how much the one distance is to be larger; positive; default 1.0. */
    public Options margin(double value) {
      this.margin = value;
      return this;
    }

    /** Sets the norm; default 2.0. */
    public Options p(double value) {
      this.p = value;
      return this;
    }

    /** Sets added to each difference; default 1e-6. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }

    /**
     * Sets whether the distance of positive and negative counts where it is smaller than that of
     * anchor and negative; default false.
     */
    public Options swap(boolean value) {
      this.swap = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.TripletMarginLoss()}. */
  public TripletMarginLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.TripletMarginLoss(reduction=…, …)}. */
  public TripletMarginLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.margin = o.margin;
    this.p = o.p;
    this.eps = o.eps;
    this.swap = o.swap;
    this.reduction = o.reduction();
    if (margin <= 0) {
      throw new ValueException(
          "TripletMarginLoss: expected margin to be greater than 0, got "
              + ModuleText.python(margin)
              + " instead");
    }
  }

  @Override
  public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    return F.tripletMarginLoss(
        anchor,
        positive,
        negative,
        o -> o.margin(margin).p(p).eps(eps).swap(swap).reduction(reduction));
  }
}
