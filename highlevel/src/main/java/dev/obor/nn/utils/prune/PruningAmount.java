package dev.obor.nn.utils.prune;

import dev.obor.PythonNumber;
import dev.obor.ValueException;

/** How much is pruned: a number of elements, or a share of them. */
final class PruningAmount {
  private final Number amount;

  PruningAmount(Number amount) {
    this.amount = amount;
    double value = amount.doubleValue();
    if (value < 0 || (!isCount() && value > 1)) {
      throw new ValueException(
          "amount="
              + text()
              + " should either be a float in the range [0, 1] or a non-negative integer");
    }
  }

  private boolean isCount() {
    return !(amount instanceof Double) && !(amount instanceof Float);
  }

  private String text() {
    return isCount() ? amount.toString() : PythonNumber.repr(amount.doubleValue());
  }

  /** The number out of so many; shares are rounded to even, as Python rounds. */
  long of(long size) {
    if (!isCount()) {
      return (long) Math.rint(amount.doubleValue() * size);
    }
    long count = amount.longValue();
    if (count > size) {
      throw new ValueException(
          "amount=" + count + " should be smaller than the number of parameters to prune=" + size);
    }
    return count;
  }
}
