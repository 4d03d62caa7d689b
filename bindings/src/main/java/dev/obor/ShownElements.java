package dev.obor;

/**
 * Which elements of a tensor its text shows: all of them, or those at either end of each dimension
 * that is too long.
 *
 * <p>The shown elements form a smaller tensor, whose elements are counted in row-major order.
 */
final class ShownElements {
  private final long[] shape;
  private final int edgeitems;
  private final boolean summarized;

  ShownElements(long[] shape, PrintSettings settings) {
    this.shape = shape.clone();
    this.edgeitems = settings.edgeitems();
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    this.summarized = count > settings.threshold();
  }

  /** Returns the count of the tensor's dimensions. */
  int dim() {
    return shape.length;
  }

  /** Returns the size of a dimension of the tensor itself. */
  long size(int dim) {
    return shape[dim];
  }

  /** Returns the count of elements shown at either end of a dimension that is cut. */
  int edgeitems() {
    return edgeitems;
  }

  /** Tells whether the middle of a dimension is left out. */
  boolean isCut(int dim) {
    return summarized && shape[dim] > 2L * edgeitems;
  }

  /** Tells whether any dimension is cut. */
  boolean isCut() {
    for (int dim = 0; dim < shape.length; dim++) {
      if (isCut(dim)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns how many of a dimension's elements are shown.
   *
   * @throws ValueException if they are too many for a text
   */
  int shown(int dim) {
    long shown = isCut(dim) ? 2L * edgeitems : shape[dim];
    if (shown > Integer.MAX_VALUE) {
      throw tooMany();
    }
    return (int) shown;
  }

  /**
   * Returns the count of all shown elements.
   *
   * @throws ValueException if they are too many for a text
   */
  int count() {
    long count = 1;
    for (int dim = 0; dim < shape.length; dim++) {
      count *= shown(dim);
      if (count > Integer.MAX_VALUE) {
        throw tooMany();
      }
    }
    return (int) count;
  }

  /**
   * Returns where the shown elements lie in a tensor that is contiguous: row-major positions, in
   * the order of the shown elements.
   */
  long[] positions() {
    long[] positions = new long[count()];
    if (positions.length > 0) {
      fill(positions, 0, 0, 0);
    }
    return positions;
  }

  private int fill(long[] positions, int filled, int dim, long start) {
    if (dim == shape.length) {
      positions[filled] = start;
      return filled + 1;
    }
    int next = filled;
    int shown = shown(dim);
    for (int i = 0; i < shown; i++) {
      long index = isCut(dim) && i >= edgeitems ? shape[dim] - shown + i : i;
      next = fill(positions, next, dim + 1, start * shape[dim] + index);
    }
    return next;
  }

  private ValueException tooMany() {
    return new ValueException(
        "a tensor of shape "
            + TensorPrinter.tuple(shape)
            + " has too many elements to print; lower the threshold or edgeitems with"
            + " Torch.setPrintoptions");
  }
}
