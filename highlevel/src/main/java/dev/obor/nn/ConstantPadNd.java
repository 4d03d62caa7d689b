package dev.obor.nn;

import dev.obor.Size;

/**
 * What {@link ConstantPad1d}, {@link ConstantPad2d} and {@link ConstantPad3d} have in common:
 * Python's {@code _ConstantPadNd}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class ConstantPadNd extends PadNd {
  /** What is added. */
  public final Number value;

  ConstantPadNd(int dims, Size padding, Number value) {
    super(dims, padding, "constant");
    this.value = value;
  }

  @Override
  Double constant() {
    return value.doubleValue();
  }

  @Override
  public String extraRepr() {
    return "padding=" + Sizes.tuple(padding.toArray()) + ", value=" + ModuleText.python(value);
  }
}
