package dev.obor.nn;

import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * A hinge loss of scores and sets of classes: Python's {@code torch.nn.MultiLabelMarginLoss}.
 *
 * <p>With the classes Y of a row, its loss is the sum of {@code max(0, 1 - (x[y] - x[i]))} over all
 * y in Y and all i not in Y, divided by the number of classes; the default reduction takes the
 * mean.
 *
 * <p>Inputs: scores of shape (N, C) or (C), and int64 of the same shape, with the classes of a row
 * first and -1 after them. Output: a number, or with reduction {@code none} of shape (N).
 *
 * <pre>{@code
 * Tensor x = Torch.tensor(new double[][] {{0.1, 0.2, 0.4, 0.8}});
 * Tensor y = Torch.tensor(new long[][] {{3, 0, -1, 1}}); // the classes 3 and 0
 * new MultiLabelMarginLoss().call(x, y); // tensor(0.8500)
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MultiLabelMarginLoss extends Module {
  /** What is made of the losses of the single elements. */
  public final Reduction reduction;

  /**
   * Keyword arguments of the constructor, and of {@link F#multilabelMarginLoss(Tensor, Tensor,
   * Consumer)}.
   */
  public static final class Options extends LossOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Makes the loss with Python's defaults: {@code nn.MultiLabelMarginLoss()}. */
  public MultiLabelMarginLoss() {
    this(o -> {});
  }

  /** Makes the loss with keyword arguments: {@code nn.MultiLabelMarginLoss(reduction=…, …)}. */
  public MultiLabelMarginLoss(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.reduction = o.reduction();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multilabelMarginLoss(input, target, o -> o.reduction(reduction));
  }
}
