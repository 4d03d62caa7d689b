package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cross entropy of scores and classes: Python's {@code torch.nn.CrossEntropyLoss}.
 *
 * <p>For one row x of scores with class y the loss is {@code -w[y] * log(exp(x[y]) / sum(exp(x)))},
 * with the class's weight w, 1 if there are none. The default reduction takes the mean weighted by
 * w.
 *
 * <p>Scores (first tensor): (C), (N, C) or (N, C, d1, d2, …), not normalised. Classes (second
 * tensor): int64 of shape (), (N) or (N, d1, d2, …), or probabilities of the scores' shape and
 * dtype. Output: a number, or with reduction {@code none} of the shape of the classes.
 *
 * <pre>{@code
 * CrossEntropyLoss lossFn = new CrossEntropyLoss();
 * Tensor loss = lossFn.call(model.call(images), labels);
 * new CrossEntropyLoss(o -> o.labelSmoothing(0.1).reduction("sum"));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CrossEntropyLoss extends Module {
  /**
   * The weight of each class, of shape (C) and the dtype of the scores; null for none; a buffer, so
   * part of the state dict.
   */
  public @Nullable Tensor weight;

  /**
   * The class that counts nothing; it has no effect on probabilities: Python's {@code
   * ignore_index}.
   */
  public final long ignoreIndex;

  /**
   * How much of the truth, from 0 to 1, is spread evenly over all classes: Python's {@code
   * label_smoothing}.
   */
  public final double labelSmoothing;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#crossEntropy(Tensor, Tensor, Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;
    long ignoreIndex = -100;
    double labelSmoothing;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /**
     * Sets the weight of each class, of shape (C) and the dtype of the scores; without it there is
     * none.
     */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }

    /** Sets the class that counts nothing; it has no effect on probabilities; default -100. */
    public Options ignoreIndex(long value) {
      this.ignoreIndex = value;
      return this;
    }

    /** Sets how much of the truth, from 0 to 1, is spread evenly over all classes; default 0.0. */
    public Options labelSmoothing(double value) {
      this.labelSmoothing = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.CrossEntropyLoss()}. */
  public CrossEntropyLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.CrossEntropyLoss(reduction=…, …)}. */
  public CrossEntropyLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.weight = registerBuffer("weight", o.weight);
    this.ignoreIndex = o.ignoreIndex;
    this.labelSmoothing = o.labelSmoothing;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.crossEntropy(
        input,
        target,
        o ->
            o.weight(weight)
                .ignoreIndex(ignoreIndex)
                .labelSmoothing(labelSmoothing)
                .reduction(reduction));
  }
}
