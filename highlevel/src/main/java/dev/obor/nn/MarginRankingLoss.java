package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * Whether two inputs are in the right order: Python's {@code torch.nn.MarginRankingLoss}.
 *
 * <p>The loss of an element is {@code max(0, -y (x1 - x2) + margin)}; the default reduction takes
 * the mean.
 *
 * <p>Inputs: two tensors of shape (N) or (), and targets of the same shape, 1 where the first is to
 * be larger and -1 where the second is. Output: a number, or with reduction {@code none} of their
 * shape.
 *
 * <pre>{@code
 * Tensor loss = new MarginRankingLoss().call(first, second, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MarginRankingLoss extends Module {
  /** By how much the one is to be larger. */
  public final double margin;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#marginRankingLoss(Tensor, Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    double margin;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets by how much the one is to be larger; default 0.0. */
    public Options margin(double value) {
      this.margin = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.MarginRankingLoss()}. */
  public MarginRankingLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.MarginRankingLoss(reduction=…, …)}. */
  public MarginRankingLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.margin = o.margin;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input1, Tensor input2, Tensor target) {
    return F.marginRankingLoss(input1, input2, target, o -> o.margin(margin).reduction(reduction));
  }
}
