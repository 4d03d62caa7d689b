package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The logistic loss of two classes: Python's {@code torch.nn.SoftMarginLoss}.
 *
 * <p>The loss of an element is {@code log(1 + exp(-y x))}; the default reduction takes the mean.
 *
 * <p>Inputs: scores, and targets 1 and -1 of the same shape. Output: a number, or with reduction
 * {@code none} of their shape.
 *
 * <pre>{@code
 * Tensor loss = new SoftMarginLoss().call(scores, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SoftMarginLoss extends Module {
  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#softMarginLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.SoftMarginLoss()}. */
  public SoftMarginLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.SoftMarginLoss(reduction=…, …)}. */
  public SoftMarginLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.softMarginLoss(input, target, o -> o.reduction(reduction));
  }
}
