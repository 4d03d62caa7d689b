package dev.obor;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions to many tensors at once, each in one native call: what an optimizer asks of all its
 * parameters in every step.
 *
 * <p>All methods may be called from any thread.
 */
public final class TensorLists {
  private static final long SPARSE = 1;
  private static final long COMPLEX = 2;
  private static final long NOT_CPU = 4;
  private static final long NOT_FLOAT = 8;
  private static final long NOT_DOUBLE = 16;

  private TensorLists() {}

  /**
   * The tensors that have a gradient, with their gradients.
   *
   * @param tensors those of the list that have one, in its order
   * @param gradients the gradient of each
   * @param sparse whether a gradient is not strided
   * @param complex whether a tensor has complex elements
   * @param cpu whether all tensors are on the CPU
   * @param real float32 or float64 if all tensors and gradients have this dtype, else null
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record WithGradients(
      Tensor[] tensors,
      Tensor[] gradients,
      boolean sparse,
      boolean complex,
      boolean cpu,
      @Nullable DType real) {}

  /**
   * Finds the tensors that have a gradient.
   *
   * @param tensors any tensors
   * @return those with a gradient; the gradients belong to the caller's scope, as those of {@link
   *     Tensor#grad} do
   */
  public static WithGradients withGradients(List<Tensor> tensors) {
    Tensor[] all = Crossings.copied(tensors.toArray(new Tensor[0]), 0);
    long[] found = TensorListNatives.gradients(Tensor.handles(all));
    Reference.reachabilityFence(all);
    int count = 0;
    for (int i = 0; i < all.length; i++) {
      if (found[i] != 0) {
        all[count] = all[i];
        found[count++] = found[i];
      }
    }
    long facts = found[found.length - 1];
    Tensor[] owners = Arrays.copyOf(all, count);
    Tensor[] gradients = Tensor.ownAll(Arrays.copyOf(found, count));
    return new WithGradients(
        owners,
        gradients,
        (facts & SPARSE) != 0,
        (facts & COMPLEX) != 0,
        (facts & NOT_CPU) == 0,
        (facts & NOT_FLOAT) == 0
            ? DType.FLOAT32
            : (facts & NOT_DOUBLE) == 0 ? DType.FLOAT64 : null);
  }

  /**
   * Adds a number to counters, such as the numbers of steps that an optimizer keeps.
   *
   * <p>Counters that are float32 or float64 and on the CPU are changed without an operator.
   *
   * @param counters tensors of one element; changed in place
   * @param by what is added, rounded to the counter's dtype
   * @return what each counter then holds
   */
  public static double[] advance(Tensor[] counters, double by) {
    Tensor[] copied = Crossings.copied(counters, 0);
    double[] values = TensorListNatives.advance(Tensor.handles(copied), by);
    Reference.reachabilityFence(copied);
    if (values != null) {
      return values;
    }
    double[] read = new double[copied.length];
    for (int i = 0; i < read.length; i++) {
      Aten.add__Scalar(copied[i], by, 1);
      read[i] = copied[i].item().doubleValue();
    }
    return read;
  }
}
