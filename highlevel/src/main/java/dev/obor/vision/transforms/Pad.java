package dev.obor.vision.transforms;

import java.util.List;
import java.util.function.Consumer;

/**
 * Surrounds images: Python's {@code torchvision.transforms.Pad}.
 *
 * <pre>{@code
 * new Pad(4);                                       // zeros on all sides
 * new Pad(new int[] {1, 2}, o -> o.paddingMode("reflect"));   // left and right, top and bottom
 * new Pad(new int[] {1, 2, 3, 4}, o -> o.fill(255));          // left, top, right, bottom
 * }</pre>
 */
public final class Pad extends ImageTransform {
  private final Object printed;
  private final int[] padding;
  private final Consumer<PadOptions> options;

  /** Surrounds images with zeros: Python's {@code Pad(padding)}. */
  public Pad(int padding) {
    this(padding, o -> {});
  }

  /** The same with keyword arguments: Python's {@code Pad(padding, fill=…, padding_mode=…)}. */
  public Pad(int padding, Consumer<PadOptions> options) {
    this(padding, new int[] {padding}, options);
  }

  /** Surrounds images with a margin for each side. */
  public Pad(int[] padding) {
    this(padding, o -> {});
  }

  /** The same with keyword arguments. */
  public Pad(int[] padding, Consumer<PadOptions> options) {
    this(padding.clone(), padding, options);
  }

  /** The same with a list, which prints as such. */
  public Pad(List<Integer> padding, Consumer<PadOptions> options) {
    this(List.copyOf(padding), Arguments.ints(padding), options);
  }

  private Pad(Object printed, int[] padding, Consumer<PadOptions> options) {
    this.printed = printed;
    this.padding = padding.clone();
    this.options = options;
    GeometryFunctions.checkPadding(padding, read().paddingMode);
  }

  private PadOptions read() {
    PadOptions o = new PadOptions();
    options.accept(o);
    return o;
  }

  @Override
  protected <T> T forward(T img) {
    return F.pad(img, padding, options);
  }

  @Override
  public String toString() {
    PadOptions o = read();
    return "Pad(padding="
        + PythonText.of(printed)
        + ", fill="
        + Arguments.text(o.fill)
        + ", padding_mode="
        + o.paddingMode
        + ")";
  }
}
