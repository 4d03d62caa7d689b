package dev.obor;

import java.util.List;
import java.util.function.Consumer;

/**
 * The functions of {@link Torch} that tell which elements there are and how many, and are no
 * operators.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchStatistics extends TorchArithmetic permits TorchSignal {
  TorchStatistics() {}

  /**
   * The distinct elements in ascending order, in a new vector: Python's {@code torch.unique(x)}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[] {3, 1, 3});
   * Torch.unique(x) // tensor([1, 3])
   * }</pre>
   */
  public static Tensor unique(Tensor input) {
    return new UniqueOptions().unique(input).output();
  }

  /**
   * The distinct elements, or slices, with Python's keyword arguments {@code sorted}, {@code
   * return_inverse}, {@code return_counts} and {@code dim}.
   *
   * <pre>{@code
   * Tensor rows = Torch.unique(x, o -> o.dim(0)).output();
   * Tensor counts = Torch.unique(x, o -> o.returnCounts(true)).counts();
   * }</pre>
   */
  public static Unique unique(Tensor input, Consumer<UniqueOptions> options) {
    UniqueOptions o = new UniqueOptions();
    options.accept(o);
    return o.unique(input);
  }

  /**
   * The first element of every run of equal ones, in a new vector: Python's {@code
   * torch.unique_consecutive(input)}.
   */
  public static Tensor uniqueConsecutive(Tensor input) {
    return new UniqueOptions().consecutive(input).output();
  }

  /**
   * The same with Python's keyword arguments {@code return_inverse}, {@code return_counts} and
   * {@code dim}.
   */
  public static Unique uniqueConsecutive(Tensor input, Consumer<UniqueOptions> options) {
    UniqueOptions o = new UniqueOptions();
    options.accept(o);
    return o.consecutive(input);
  }

  /**
   * Counts points in a grid of bins: Python's {@code torch.histogramdd(input, bins)}.
   *
   * @param input points, one a row
   * @param bins the number of bins in every dimension
   */
  public static Histogramdd histogramdd(Tensor input, long bins) {
    return histogramdd(input, bins, o -> {});
  }

  /** The same with Python's keyword arguments {@code range}, {@code weight} and {@code density}. */
  public static Histogramdd histogramdd(
      Tensor input, long bins, Consumer<HistogramddOptions> options) {
    HistogramddOptions o = new HistogramddOptions();
    options.accept(o);
    return histogram(Aten.histogramdd_int_bins(input, bins, o.range, o.weight, o.density));
  }

  /** The same with a number of bins for each dimension. */
  public static Histogramdd histogramdd(Tensor input, long[] bins) {
    return histogramdd(input, bins, o -> {});
  }

  /** The same with a number of bins for each dimension and Python's keyword arguments. */
  public static Histogramdd histogramdd(
      Tensor input, long[] bins, Consumer<HistogramddOptions> options) {
    HistogramddOptions o = new HistogramddOptions();
    options.accept(o);
    return histogram(Aten.histogramdd(input, bins, o.range, o.weight, o.density));
  }

  /** The same with the edges of the bins, an ascending vector for each dimension. */
  public static Histogramdd histogramdd(Tensor input, List<Tensor> bins) {
    return histogramdd(input, bins, o -> {});
  }

  /** The same with the edges of the bins and Python's keyword arguments. */
  public static Histogramdd histogramdd(
      Tensor input, List<Tensor> bins, Consumer<HistogramddOptions> options) {
    HistogramddOptions o = new HistogramddOptions();
    options.accept(o);
    return histogram(
        Aten.histogramdd_TensorList_bins(
            input, Crossings.tensors(bins), o.range, o.weight, o.density));
  }

  private static Histogramdd histogram(Object[] results) {
    return new Histogramdd((Tensor) results[0], Crossings.list((Tensor[]) results[1]));
  }
}
