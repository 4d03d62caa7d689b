package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The binary cross entropy of scores: Python's {@code torch.nn.BCEWithLogitsLoss}.
 *
 * <p>With {@code s = sigmoid(x)} the loss of an element is {@code -w (p y log s + (1 - y) log(1 -
 * s))}, computed without overflow; the default reduction takes the mean.
 *
 * <p>Inputs: scores, and targets between 0 and 1 of the same shape. Output: a number, or with
 * reduction {@code none} of their shape.
 *
 * <pre>{@code
 * Tensor loss = new BCEWithLogitsLoss().call(scores, targets);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class BCEWithLogitsLoss extends Module {
  /**
   * The weights w, of a shape that is broadcast to that of the targets; null for none; a buffer, so
   * part of the state dict.
   */
  public @Nullable Tensor weight;

  /**
   * The weights p of positive targets, of a shape that is broadcast; null for none; a buffer, so
   * part of the state dict: Python's {@code pos_weight}.
   */
  public @Nullable Tensor posWeight;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#binaryCrossEntropyWithLogits(Tensor,
   * Tensor, Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;
    @Nullable Tensor posWeight;

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

    /**
     * Sets the weights p of positive targets, of a shape that is broadcast; without it there is
     * none.
     */
    public Options posWeight(@Nullable Tensor value) {
      this.posWeight = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.BCEWithLogitsLoss()}. */
  public BCEWithLogitsLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.BCEWithLogitsLoss(reduction=…, …)}. */
  public BCEWithLogitsLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.weight = registerBuffer("weight", o.weight);
    this.posWeight = registerBuffer("pos_weight", o.posWeight);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.binaryCrossEntropyWithLogits(
        input, target, o -> o.weight(weight).posWeight(posWeight).reduction(reduction));
  }
}
