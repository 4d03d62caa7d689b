package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A loss that is square near zero and absolute elsewhere: Python's {@code torch.nn.SmoothL1Loss}.
 *
 * <p>With the difference d of an element, its loss is {@code d² / (2 beta)} where {@code |d| <
 * beta}, and {@code |d| - beta / 2} elsewhere; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of the same shape. Output: a number, or with reduction {@code none} of
 * their shape.
 *
 * <pre>{@code
 * Tensor loss = new SmoothL1Loss(o -> o.beta(0.5)).call(predictions, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SmoothL1Loss extends Module {
  /** Where the loss becomes absolute; with 0 it is that of {@link L1Loss}. */
  public final double beta;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#smoothL1Loss(Tensor, Tensor, Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    double beta = 1.0;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets where the loss becomes absolute; with 0 it is that of {@link L1Loss}; default 1.0. */
    public Options beta(double value) {
      this.beta = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.SmoothL1Loss()}. */
  public SmoothL1Loss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.SmoothL1Loss(reduction=…, …)}. */
  public SmoothL1Loss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.beta = o.beta;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.smoothL1Loss(input, target, o -> o.beta(beta).reduction(reduction));
  }
}
