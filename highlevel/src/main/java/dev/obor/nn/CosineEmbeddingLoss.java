package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Whether angles say what is alike: Python's {@code torch.nn.CosineEmbeddingLoss}.
 *
 * <p>With the cosine c of the angle between two vectors, the loss is {@code 1 - c} where the target
 * is 1, and {@code max(0, c - margin)} where it is -1; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of shape (N, D) or (D), and targets of shape (N) or (). Output: a number,
 * or with reduction {@code none} of the shape of the targets.
 *
 * <pre>{@code
 * Tensor loss = new CosineEmbeddingLoss().call(left, right, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CosineEmbeddingLoss extends Module {
  /** The cosine up to which nothing is lost, from -1 to 1. */
  public final double margin;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#cosineEmbeddingLoss(Tensor, Tensor,
   * Tensor, Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    double margin;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the cosine up to which nothing is lost, from -1 to 1; default 0.0. */
    public Options margin(double value) {
      this.margin = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.CosineEmbeddingLoss()}. */
  public CosineEmbeddingLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.CosineEmbeddingLoss(reduction=…, …)}. */
  public CosineEmbeddingLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.margin = o.margin;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return F.cosineEmbeddingLoss(
        input1, input2, target, o -> o.margin(margin).reduction(reduction));
  }
}
