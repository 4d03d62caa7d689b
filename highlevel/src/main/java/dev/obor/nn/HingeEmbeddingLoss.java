package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Whether distances say what is alike: Python's {@code torch.nn.HingeEmbeddingLoss}.
 *
 * <p>The loss of an element is x where the target is 1, and {@code max(0, margin - x)} where it is
 * -1; the default reduction takes the mean.
 *
 * <p>Inputs: distances, and targets of the same shape. Output: a number, or with reduction {@code
 * none} of their shape.
 *
 * <pre>{@code
 * Tensor loss = new HingeEmbeddingLoss().call(distances, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class HingeEmbeddingLoss extends Module {
  /** How far what differs is to be away. */
  public final double margin;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#hingeEmbeddingLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    double margin = 1.0;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets how far what differs is to be away; default 1.0. */
    public Options margin(double value) {
      this.margin = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.HingeEmbeddingLoss()}. */
  public HingeEmbeddingLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.HingeEmbeddingLoss(reduction=…, …)}. */
  public HingeEmbeddingLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.margin = o.margin;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.hingeEmbeddingLoss(input, target, o -> o.margin(margin).reduction(reduction));
  }
}
