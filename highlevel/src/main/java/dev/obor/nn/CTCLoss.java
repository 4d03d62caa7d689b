package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The connectionist temporal classification loss: how likely a sequence of classes is, given scores
 * for each step and no alignment: Python's {@code torch.nn.CTCLoss}.
 *
 * <p>The loss of a sequence is the negative logarithm of the sum of the probabilities of all
 * alignments, with blanks between and repetitions of classes. The default reduction divides each by
 * its target length and takes the mean.
 *
 * <p>Log probabilities (first tensor): (T, N, C) or (T, C). Targets: classes of shape (N, S), or
 * all together, of shape (sum of the target lengths). Lengths of inputs and of targets: (N), or
 * numbers. Output: a number, or with reduction {@code none} of shape (N).
 *
 * <pre>{@code
 * CTCLoss ctc = new CTCLoss();
 * ctc.call(F.logSoftmax(scores, 2), targets, new long[] {50, 50}, new long[] {30, 25});
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class CTCLoss extends Module {
  /** The class that says nothing. */
  public final long blank;

  /** Whether infinite losses, and their gradients, become zero: Python's {@code zero_infinity}. */
  public final boolean zeroInfinity;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#ctcLoss(Tensor, Tensor, Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    long blank;
    boolean zeroInfinity;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the class that says nothing; default 0. */
    public Options blank(long value) {
      this.blank = value;
      return this;
    }

    /** Sets whether infinite losses, and their gradients, become zero; default false. */
    public Options zeroInfinity(boolean value) {
      this.zeroInfinity = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.CTCLoss()}. */
  public CTCLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.CTCLoss(reduction=…, …)}. */
  public CTCLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.blank = o.blank;
    this.zeroInfinity = o.zeroInfinity;
    this.reduction = o.reduction();
  }

  /** Runs {@code forward} with the hooks around it: Python's {@code ctc(log_probs, targets, …)}. */
  public Tensor call(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return call(new Tensor[] {logProbs, targets, inputLengths, targetLengths});
  }

  /** Runs {@code forward} with the lengths in arrays, with the hooks around it. */
  public Tensor call(Tensor logProbs, Tensor targets, long[] inputLengths, long[] targetLengths) {
    return callWithHooks(
        Tensor.class,
        (args, kwargs) ->
            F.ctcLoss((Tensor) args[0], (Tensor) args[1], inputLengths, targetLengths, this::set),
        logProbs,
        targets);
  }

  private void set(Options o) {
    o.blank(blank).zeroInfinity(zeroInfinity).reduction(reduction);
  }

  @Override
  public Tensor forward(Tensor... inputs) {
    return inputs.length == 4
        ? F.ctcLoss(inputs[0], inputs[1], inputs[2], inputs[3], this::set)
        : super.forward(inputs);
  }
}
