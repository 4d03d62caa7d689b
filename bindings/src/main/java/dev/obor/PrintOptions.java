package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@code Torch.setPrintoptions}: how tensors are printed.
 *
 * <p>What is not set stays as it was, except {@link #sciMode}, which every call sets: to automatic,
 * unless given. A {@link #profile} is applied before the other options, whatever the order they are
 * named in. Python's {@code torch.set_printoptions}.
 *
 * <pre>{@code
 * Torch.setPrintoptions(o -> o.precision(2).sciMode(false));
 * Torch.setPrintoptions(o -> o.profile("full"));
 * Torch.setPrintoptions(o -> o.profile("default"));
 * }</pre>
 */
public final class PrintOptions {
  @Nullable PrintSettings profile;
  @Nullable Integer precision;
  @Nullable Double threshold;
  @Nullable Integer edgeitems;
  @Nullable Integer linewidth;
  @Nullable Boolean sciMode;

  PrintOptions() {}

  /**
   * Sets the count of digits after the decimal point of floating-point elements; 4 by default.
   *
   * @param digits 0 or more
   * @return this
   * @throws ValueException if it is negative
   */
  public PrintOptions precision(int digits) {
    precision = requireNotNegative("precision", digits);
    return this;
  }

  /**
   * Sets the count of elements above which a tensor is summarized; 1000 by default.
   *
   * @param elements a count; {@link Double#POSITIVE_INFINITY} prints every tensor in full
   * @return this
   */
  public PrintOptions threshold(double elements) {
    threshold = elements;
    return this;
  }

  /**
   * Sets how many elements a summary shows at the beginning and at the end of each dimension; 3 by
   * default.
   *
   * @param items 0 or more
   * @return this
   * @throws ValueException if it is negative
   */
  public PrintOptions edgeitems(int items) {
    edgeitems = requireNotNegative("edgeitems", items);
    return this;
  }

  /**
   * Sets the count of characters in a line beyond which lines are broken; 80 by default.
   *
   * @param characters a count; each line holds at least one element, however small it is
   * @return this
   */
  public PrintOptions linewidth(int characters) {
    linewidth = characters;
    return this;
  }

  /**
   * Sets precision, threshold, edgeitems and linewidth together.
   *
   * <table>
   *   <caption>The profiles</caption>
   *   <tr><th>name</th><th>precision</th><th>threshold</th><th>edgeitems</th><th>linewidth</th></tr>
   *   <tr><td>{@code default}</td><td>4</td><td>1000</td><td>3</td><td>80</td></tr>
   *   <tr><td>{@code short}</td><td>2</td><td>1000</td><td>2</td><td>80</td></tr>
   *   <tr><td>{@code full}</td><td>4</td><td>infinite</td><td>3</td><td>80</td></tr>
   * </table>
   *
   * @param name one of {@code default}, {@code short} and {@code full}
   * @return this
   * @throws ValueException if there is no such profile; Python ignores an unknown name
   */
  public PrintOptions profile(String name) {
    profile =
        switch (name) {
          case "default" -> PrintSettings.DEFAULT;
          case "short" -> PrintSettings.SHORT;
          case "full" -> PrintSettings.FULL;
          default ->
              throw new ValueException(
                  "profile must be one of default, short and full, but is '" + name + "'");
        };
    return this;
  }

  /**
   * Turns scientific notation on or off for floating-point elements.
   *
   * @param enabled true for always, false for never, null (the default) to decide for each tensor
   *     by its elements
   * @return this
   */
  public PrintOptions sciMode(@Nullable Boolean enabled) {
    sciMode = enabled;
    return this;
  }

  private static int requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new ValueException(name + " must be 0 or more, but is " + value);
    }
    return value;
  }
}
