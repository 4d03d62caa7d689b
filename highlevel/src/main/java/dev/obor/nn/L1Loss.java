package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The absolute difference of two tensors: Python's {@code torch.nn.L1Loss}.
 *
 * <p>The loss of an element is {@code |x - y|}; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of the same shape. Output: a number, or with reduction {@code none} of
 * their shape.
 *
 * <pre>{@code
 * Tensor loss = new L1Loss().call(predictions, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class L1Loss extends Module {
  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /** Keyword arguments of the constructor, and of {@link F#l1Loss(Tensor, Tensor, Consumer)}. */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;

    Options() {}

    @Override
    Options self() {
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

  /** Makes the loss with Python's defaults: {@code nn.L1Loss()}. */
  public L1Loss() {
    this(o -> {});
  }

  /** Makes the loss with a reduction: {@code nn.L1Loss(reduction=…)}. */
  public L1Loss(Reduction reduction) {
    this(o -> o.reduction(reduction));
  }

  /** The same by Python's name: {@code none}, {@code mean} or {@code sum}. */
  public L1Loss(String reduction) {
    this(Reduction.of(reduction));
  }

  /** Makes the loss with keyword arguments: {@code nn.L1Loss(reduction=…, …)}. */
  public L1Loss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.l1Loss(input, target, o -> o.reduction(reduction));
  }
}
