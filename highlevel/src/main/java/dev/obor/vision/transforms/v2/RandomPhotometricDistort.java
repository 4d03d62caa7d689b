package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes colours as SSD does, each change with a probability: Python's {@code
 * torchvision.transforms.v2.RandomPhotometricDistort}.
 */
public final class RandomPhotometricDistort extends Transform<RandomPhotometricDistort.Params> {
  private final RandomPhotometricDistortOptions options = new RandomPhotometricDistortOptions();

  /**
   * What is done to a sample.
   *
   * @param brightness a factor, or null for none
   * @param contrast a factor, or null for none
   * @param saturation a factor, or null for none
   * @param hue a turn, or null for none
   * @param contrastBefore whether the contrast comes before saturation and hue
   * @param channelPermutation the old place of each new channel, or null
   */
  public record Params(
      @Nullable Double brightness,
      @Nullable Double contrast,
      @Nullable Double saturation,
      @Nullable Double hue,
      boolean contrastBefore,
      @Nullable List<Integer> channelPermutation) {}

  /** Makes the transform with Python's defaults. */
  public RandomPhotometricDistort() {
    this(o -> {});
  }

  /** Makes the transform: Python's {@code RandomPhotometricDistort(brightness=…, …)}. */
  public RandomPhotometricDistort(Consumer<RandomPhotometricDistortOptions> options) {
    options.accept(this.options);
  }

  private @Nullable Double drawn(double[] range) {
    return Draws.isBelow(options.p) ? Draws.uniform(range[0], range[1]) : null;
  }

  @Override
  protected Params makeParams(List<Object> flatInputs) {
    int channels = queryChw(flatInputs).get(0);
    Double brightness = drawn(options.brightness);
    Double contrast = drawn(options.contrast);
    Double saturation = drawn(options.saturation);
    Double hue = drawn(options.hue);
    boolean before = Draws.isBelow(0.5);
    List<Integer> permutation =
        Draws.isBelow(options.p) ? Attributes.list(Draws.randperm(channels)) : null;
    return new Params(brightness, contrast, saturation, hue, before, permutation);
  }

  @Override
  protected Object transform(Object inpt, Params drawn) {
    Object result = inpt;
    if (drawn.brightness != null) {
      result = ColorKernels.adjustBrightness(result, drawn.brightness).orSame();
    }
    if (drawn.contrast != null && drawn.contrastBefore) {
      result = ColorKernels.adjustContrast(result, drawn.contrast).orSame();
    }
    if (drawn.saturation != null) {
      result = ColorKernels.adjustSaturation(result, drawn.saturation).orSame();
    }
    if (drawn.hue != null) {
      result = ColorKernels.adjustHue(result, drawn.hue).orSame();
    }
    if (drawn.contrast != null && !drawn.contrastBefore) {
      result = ColorKernels.adjustContrast(result, drawn.contrast).orSame();
    }
    if (drawn.channelPermutation != null) {
      int[] order = drawn.channelPermutation.stream().mapToInt(Integer::intValue).toArray();
      result = ColorKernels.permuteChannels(result, order).orSame();
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return new Attributes()
        .add("brightness", options.brightness)
        .add("contrast", options.contrast)
        .add("hue", options.hue)
        .add("saturation", options.saturation)
        .add("p", options.p)
        .toString();
  }
}
