package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loss that is square near zero and absolute elsewhere: Python's {@code torch.nn.HuberLoss}.
 *
 * <p>With the difference d of an element, its loss is {@code d² / 2} where {@code |d| < delta}, and
 * {@code delta (|d| - delta / 2)} elsewhere; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of the same shape. Output: a number, or with reduction {@code none} of
 * their shape.
 *
 * <pre>{@code
 * Tensor loss = new HuberLoss(o -> o.delta(0.5)).call(predictions, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class HuberLoss extends Module {
  /** Where the loss becomes absolute; must be positive. */
  public final double delta;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /** Keyword arguments of the constructor, and of {@link F#huberLoss(Tensor, Tensor, Consumer)}. */
  public static final class Options extends LossOptions<Options> {
    double delta = 1.0;
    @Nullable Tensor weight;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets where the loss becomes absolute; must be positive; default 1.0. */
    public Options delta(double value) {
      this.delta = value;
      return this;
    }

    /**
     * Sets a weight for each element, of the shape of the input; without it there is none. Only the
     * function takes it.
     */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.HuberLoss()}. */
  public HuberLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.HuberLoss(reduction=…, …)}. */
  public HuberLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.delta = o.delta;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.huberLoss(input, target, o -> o.delta(delta).reduction(reduction));
  }
}
