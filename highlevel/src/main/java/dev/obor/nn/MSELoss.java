package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The squared difference of two tensors: Python's {@code torch.nn.MSELoss}.
 *
 * <p>The loss of an element is {@code (x - y)²}; the default reduction takes the mean.
 *
 * <p>Inputs: two tensors of the same shape. Output: a number, or with reduction {@code none} of
 * their shape.
 *
 * <pre>{@code
 * Tensor loss = new MSELoss().call(predictions, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MSELoss extends Module {
  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /** Keyword arguments of the constructor, and of {@link F#mseLoss(Tensor, Tensor, Consumer)}. */
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

  /** Makes the loss with Python's defaults: {@code nn.MSELoss()}. */
  public MSELoss() {
    this(o -> {});
  }

  /** Makes the loss with a reduction: {@code nn.MSELoss(reduction=…)}. */
  public MSELoss(Reduction reduction) {
    this(o -> o.reduction(reduction));
  }

  /** The same by Python's name: {@code none}, {@code mean} or {@code sum}. */
  public MSELoss(String reduction) {
    this(Reduction.of(reduction));
  }

  /** Makes the loss with keyword arguments: {@code nn.MSELoss(reduction=…, …)}. */
  public MSELoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.mseLoss(input, target, o -> o.reduction(reduction));
  }
}
