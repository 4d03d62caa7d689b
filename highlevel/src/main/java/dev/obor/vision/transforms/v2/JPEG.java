package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.Draws;
import dev.obor.vision.transforms.PythonText;
import java.util.List;

/**
 * Compresses images as JPEG and decodes them again, by a quality that is drawn for each: Python's
 * {@code torchvision.transforms.v2.JPEG}.
 *
 * <p>Encoders and decoders of JPEG differ in the last steps of a level, Java's and Python's too.
 */
public final class JPEG extends Transform<Integer> {
  private final Object printed;
  private final int low;
  private final int high;

  /** Makes the transform with one quality: Python's {@code JPEG(quality)}. */
  public JPEG(int quality) {
    this(quality, quality, List.of(quality, quality));
  }

  /**
   * Makes the transform with a range: Python's {@code JPEG((low, high))}.
   *
   * @throws ValueException if the numbers are not from 1 to 100, or not in order
   */
  public JPEG(int low, int high) {
    this(low, high, new int[] {low, high});
  }

  private JPEG(int low, int high, Object printed) {
    if (low < 1 || low > high || high > 100) {
      throw new ValueException(
          "quality must be an integer from 1 to 100, got quality =" + PythonText.of(printed));
    }
    this.printed = printed;
    this.low = low;
    this.high = high;
  }

  @Override
  protected Integer makeParams(List<Object> flatInputs) {
    return Draws.randint(low, high + 1);
  }

  @Override
  protected Object transform(Object inpt, Integer quality) {
    return ColorKernels.jpeg(inpt, quality).orSame();
  }

  @Override
  protected String extraRepr() {
    return "quality=" + PythonText.of(printed);
  }
}
