package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binary cross entropy of probabilities: Python's {@code torch.nn.BCELoss}.
 *
 * <p>The loss of an element is {@code -w (y log x + (1 - y) log(1 - x))}, where logarithms are at
 * least -100; the default reduction takes the mean.
 *
 * <p>Inputs: probabilities, and targets between 0 and 1 of the same shape. Output: a number, or
 * with reduction {@code none} of their shape.
 *
 * <pre>{@code
 * Tensor loss = new BCELoss().call(F.sigmoid(scores), targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class BCELoss extends Module {
  /**
   * The weights w, of a shape that is broadcast to that of the targets; null for none; a buffer, so
   * part of the state dict.
   */
  public @Nullable Tensor weight;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#binaryCrossEntropy(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /**
     * Sets the weights w, of a shape that is broadcast to that of the targets; without it there is
     * none.
     */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.BCELoss()}. */
  public BCELoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.BCELoss(reduction=…, …)}. */
  public BCELoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.weight = registerBuffer("weight", o.weight);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.binaryCrossEntropy(input, target, o -> o.weight(weight).reduction(reduction));
  }
}
