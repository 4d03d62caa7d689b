package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether an anchor is nearer to one thing than to another, by a distance of the caller's own:
 * Python's {@code torch.nn.TripletMarginWithDistanceLoss}.
 *
 * <p>With the distance d the loss of a triple is {@code max(0, d(a, positive) - d(a, negative) +
 * margin)}; the default reduction takes the mean.
 *
 * <p>Inputs: anchors, positives and negatives of a shape that the distance takes. Output: a number,
 * or with reduction {@code none} what the distance gives.
 *
 * <pre>{@code
 * var loss = new TripletMarginWithDistanceLoss(
 *     o -> o.distanceFunction((a, b) -> Torch.sub(1, F.cosineSimilarity(a, b))));
 * loss.call(anchor, positive, negative);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class TripletMarginWithDistanceLoss extends Module {
  /**
   * Gives the distance of two tensors; without it {@link PairwiseDistance}: Python's {@code
   * distance_function}.
   */
  public BinaryOperator<Tensor> distanceFunction;

  /** By how much the one distance is to be larger; positive. */
  public final double margin;

  /**
   * Whether the distance of positive and negative counts where it is smaller than that of anchor
   * and negative.
   */
  public final boolean swap;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#tripletMarginWithDistanceLoss(Tensor,
   * Tensor, Tensor, Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    @Nullable BinaryOperator<Tensor> distanceFunction;
    double margin = 1.0;
    boolean swap;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets gives the distance of two tensors; without it {@link PairwiseDistance}. */
    public Options distanceFunction(@Nullable BinaryOperator<Tensor> value) {
      this.distanceFunction = value;
      return this;
    }

    /** Sets by how much the one distance is to be larger; positive; default 1.0. */
    public Options margin(double value) {
      this.margin = value;
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

  /** Makes the loss with Python's defaults: {@code nn.TripletMarginWithDistanceLoss()}. */
  public TripletMarginWithDistanceLoss() {
    this(o -> {});
  }

  /**
   * Makes the loss with keyword arguments: {@code nn.TripletMarginWithDistanceLoss(reduction=…,
   * …)}.
   */
  public TripletMarginWithDistanceLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.distanceFunction =
        o.distanceFunction == null
            ? registerModule("distance_function", new PairwiseDistance())::call
            : o.distanceFunction;
    this.margin = o.margin;
    this.swap = o.swap;
    this.reduction = o.reduction();
    if (margin <= 0) {
      throw new ValueException(
          "TripletMarginWithDistanceLoss: expected margin to be greater than 0, got "
              + ModuleText.python(margin)
              + " instead");
    }
  }

  @Override
  public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    return F.tripletMarginWithDistanceLoss(
        anchor,
        positive,
        negative,
        o -> o.distanceFunction(distanceFunction).margin(margin).swap(swap).reduction(reduction));
  }
}
