package dev.obor.nn;

import dev.obor.Tensor;

/**
 * The squared difference of two tensors: Python's {@code torch.nn.MSELoss}, by default the mean of
 * {@code (x - y)²}.
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
  /** What is made of the single differences. */
  public final Reduction reduction;

  /** Makes the loss that takes the mean: Python's {@code nn.MSELoss()}. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** Makes the loss with a reduction: Python's {@code nn.MSELoss(reduction=…)}. */
  public MSELoss(Reduction reduction) {
    this.reduction = reduction;
  }

  /** The same by Python's name: {@code none}, {@code mean} or {@code sum}. */
  public MSELoss(String reduction) {
    this(Reduction.of(reduction));
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.mseLoss(input, target, reduction);
  }
}
