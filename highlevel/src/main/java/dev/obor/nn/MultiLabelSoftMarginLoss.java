package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of independent classes: Python's {@code torch.nn.MultiLabelSoftMarginLoss}.
 *
 * <p>The loss of a row is the mean over its classes of {@code -w (y log sigmoid(x) + (1 - y) log
 * sigmoid(-x))}; the default reduction takes the mean.
 *
 * <p>Inputs: scores of shape (N, C), and targets 0 and 1 of the same shape. Output: a number, or
 * with reduction {@code none} of shape (N).
 *
 * <pre>{@code
 * Tensor loss = new MultiLabelSoftMarginLoss().call(scores, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MultiLabelSoftMarginLoss extends Module {
  /** A weight for each class, of shape (C); null for none; a buffer, so part of the state dict. */
  public @Nullable Tensor weight;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#multilabelSoftMarginLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets a weight for each class, of shape (C); without it there is none. */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.MultiLabelSoftMarginLoss()}. */
  public MultiLabelSoftMarginLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.MultiLabelSoftMarginLoss(reduction=…, …)}. */
  public MultiLabelSoftMarginLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.weight = registerBuffer("weight", o.weight);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multilabelSoftMarginLoss(input, target, o -> o.weight(weight).reduction(reduction));
  }
}
