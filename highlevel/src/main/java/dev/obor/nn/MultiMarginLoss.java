package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hinge loss of scores and classes: Python's {@code torch.nn.MultiMarginLoss}.
 *
 * <p>For a row x with class y the loss is the sum of {@code w[y] max(0, margin - x[y] + x[i])^p}
 * over all other classes i, divided by the number of classes; the default reduction takes the mean.
 *
 * <p>Inputs: scores of shape (N, C) or (C), and classes, int64 of shape (N) or (). Output: a
 * number, or with reduction {@code none} of the shape of the classes.
 *
 * <pre>{@code
 * Tensor loss = new MultiMarginLoss().call(scores, classes);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MultiMarginLoss extends Module {
  /** The exponent, 1 or 2. */
  public final long p;

  /** By how much the score of the class is to be larger. */
  public final double margin;

  /**
   * The weight w of each class, of shape (C); null for none; a buffer, so part of the state dict.
   */
  public @Nullable Tensor weight;

  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#multiMarginLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    long p = 1;
    double margin = 1.0;
    @Nullable Tensor weight;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the exponent, 1 or 2; default 1. */
    public Options p(long value) {
      this.p = value;
      return this;
    }

    /** Sets by how much the score of the class is to be larger; default 1.0. */
    public Options margin(double value) {
      this.margin = value;
      return this;
    }

    /** Sets the weight w of each class, of shape (C); without it there is none. */
    public Options weight(@Nullable Tensor value) {
      this.weight = value;
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.MultiMarginLoss()}. */
  public MultiMarginLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.MultiMarginLoss(reduction=…, …)}. */
  public MultiMarginLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.p = o.p;
    this.margin = o.margin;
    this.weight = registerBuffer("weight", o.weight);
    this.reduction = o.reduction();
    if (p != 1 && p != 2) {
      throw new ValueException("only p == 1 and p == 2 supported");
    }
    if (weight != null && weight.dim() != 1) {
      throw new ValueException(
          "MultiMarginLoss: expected weight to be None or 1D tensor, got "
              + weight.dim()
              + "D instead");
    }
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multiMarginLoss(
        input, target, o -> o.p(p).margin(margin).weight(weight).reduction(reduction));
  }
}
