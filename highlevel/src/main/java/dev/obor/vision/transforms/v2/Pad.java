package dev.obor.vision.transforms.v2;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Surrounds samples: Python's {@code torchvision.transforms.v2.Pad}.
 *
 * <pre>{@code
 * new Pad(4);
 * new Pad(new int[] {1, 2}, o -> o.fill(Mask.class, 255).fill(0));
 * }</pre>
 */
public final class Pad extends Transform<@Nullable Void> {
  private final int[] padding;
  private final Object printed;
  private final PadOptions options = new PadOptions();

  /** Makes a margin of zeros: Python's {@code Pad(padding)}. */
  public Pad(int padding) {
    this(padding, o -> {});
  }

  /** The same with keyword arguments. */
  public Pad(int padding, Consumer<PadOptions> options) {
    this(new int[] {padding}, padding, options);
  }

  /** Makes margins of zeros for each side. */
  public Pad(int[] padding) {
    this(padding, o -> {});
  }

  /**
   * Makes the transform: Python's {@code Pad(padding, fill=…, padding_mode=…)}.
   *
   * @param padding one number for all sides, two for left and right and for top and bottom, or four
   *     for left, top, right and bottom
   * @throws dev.obor.ValueException if there is another number of numbers, or no such mode
   */
  public Pad(int[] padding, Consumer<PadOptions> options) {
    this(padding, Attributes.list(padding), options);
  }

  private Pad(int[] padding, Object printed, Consumer<PadOptions> options) {
    options.accept(this.options);
    Ranges.checkPadding(padding, this.options.paddingMode);
    this.padding = padding.clone();
    this.printed = printed;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    return GeometryKernels.pad(inpt, padding, options).orSame();
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("padding", printed)
        .add("fill", options.printed())
        .add("padding_mode", options.paddingMode)
        .toString();
  }
}
