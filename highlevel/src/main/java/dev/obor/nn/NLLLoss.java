package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The negative log likelihood of log probabilities and classes: Python's {@code torch.nn.NLLLoss}.
 *
 * <p>For one row x of log probabilities with class y the loss is {@code -w[y] * x[y]}, with the
 * class's weight w, 1 if there are none. The default reduction takes the mean weighted by w.
 *
 * <p>Log probabilities (first tensor): (C), (N, C) or (N, C, d1, d2, …). Classes (second tensor):
 * int64 of shape (), (N) or (N, d1, d2, …). Output: a number, or with reduction {@code none} of the
 * shape of the classes.
 *
 * <pre>{@code
 * Tensor loss = new NLLLoss().call(F.logSoftmax(scores, 1), labels);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class NLLLoss extends Module {
  /**
   * The weight of each class, of shape (C) and the dtype of the input; null for none; a buffer, so
   * part of the state dict.
   */
  public @Nullable Tensor weight;

  /** The class that counts nothing: Python's {@code ignore_index}. */
  public final long ignoreIndex;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /** Keyword arguments of the constructor, and of {@link F#nllLoss(Tensor, Tensor, Consumer)}. */
  public static final class Options extends LossOptions<Options> {
    @Nullable Tensor weight;
    long ignoreIndex = -100;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /**
     * Sets the weight of each class, of shape (C) and the dtype of the input; without it there is
     * none.
     */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }

    /** Sets the class that counts nothing; default -100. */
    public Options ignoreIndex(long value) {
      this.ignoreIndex = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.NLLLoss()}. */
  public NLLLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.NLLLoss(reduction=…, …)}. */
  public NLLLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.weight = registerBuffer("weight", o.weight);
    this.ignoreIndex = o.ignoreIndex;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.nllLoss(
        input, target, o -> o.weight(weight).ignoreIndex(ignoreIndex).reduction(reduction));
  }
}
