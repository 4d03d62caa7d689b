package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The Kullback-Leibler divergence of two distributions: Python's {@code torch.nn.KLDivLoss}.
 *
 * <p>With a log probability x and a probability y, the loss of an element is {@code y (log y - x)}.
 * The default reduction takes the mean over all elements; {@code batchmean} divides the sum by the
 * number of rows, as the definition does.
 *
 * <p>Inputs: log probabilities, and probabilities of the same shape. Output: a number, or with
 * reduction {@code none} of their shape.
 *
 * <pre>{@code
 * KLDivLoss loss = new KLDivLoss(o -> o.reduction("batchmean"));
 * loss.call(F.logSoftmax(scores, 1), F.softmax(targets, 1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class KLDivLoss extends Module {
  /** Whether the targets are log probabilities too: Python's {@code log_target}. */
  public final boolean logTarget;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /** Keyword arguments of the constructor, and of {@link F#klDiv(Tensor, Tensor, Consumer)}. */
  public static final class Options extends LossOptions<Options> {
    boolean logTarget;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets whether the targets are log probabilities too; default false. */
    public Options logTarget(boolean value) {
      this.logTarget = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.KLDivLoss()}. */
  public KLDivLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.KLDivLoss(reduction=…, …)}. */
  public KLDivLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.logTarget = o.logTarget;
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.klDiv(input, target, o -> o.logTarget(logTarget).reduction(reduction));
  }
}
