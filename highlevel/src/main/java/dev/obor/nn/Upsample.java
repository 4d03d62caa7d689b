package dev.obor.nn;

import dev.obor.PythonNumber;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.VisionFunctions.InterpolateOptions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives sequences, images or volumes another size: Python's {@code torch.nn.Upsample}.
 *
 * <p>Input: (N, C, L), (N, C, H, W) or (N, C, D, H, W). Output: the same with other sizes behind
 * the channels.
 *
 * <pre>{@code
 * new Upsample(o -> o.scaleFactor(2).mode("bilinear")).call(Torch.ones(1, 1, 2, 2));
 * new Upsample(size(224, 224));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}. {@link F#interpolate} says what the options mean.
 */
public class Upsample extends Module {
  /** The output's size, or null where a factor is given. */
  public final @Nullable Size size;

  /** How values between are found. */
  public final String mode;

  /** Whether the centres of the corner pixels stay at their places, or null. */
  public final @Nullable Boolean alignCorners;

  /** Whether the factor is computed anew from the rounded size, or null. */
  public final @Nullable Boolean recomputeScaleFactor;

  private final double @Nullable [] scaleFactor;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private final InterpolateOptions chosen = new InterpolateOptions();

    Options() {}

    /** Sets the output's size, for all dimensions or for each. */
    public Options size(long... value) {
      chosen.size(value);
      return this;
    }

    /** Sets by how much the size is multiplied, for all dimensions or for each. */
    public Options scaleFactor(double... value) {
      chosen.scaleFactor(value);
      return this;
    }

    /**
     * Sets how values between are found: {@code nearest}, the default, {@code nearest-exact},
     * {@code linear}, {@code bilinear}, {@code bicubic} or {@code trilinear}.
     */
    public Options mode(String value) {
      chosen.mode(value);
      return this;
    }

    /** Sets whether the centres of the corner pixels stay at their places; default false. */
    public Options alignCorners(@Nullable Boolean value) {
      chosen.alignCorners(value);
      return this;
    }

    /** Sets whether the factor is computed anew from the rounded size; default false. */
    public Options recomputeScaleFactor(@Nullable Boolean value) {
      chosen.recomputeScaleFactor(value);
      return this;
    }
  }

  /** Makes a layer for a size, the same for all dimensions: Python's {@code nn.Upsample(size)}. */
  public Upsample(long size) {
    this(o -> o.size(size));
  }

  /** Makes a layer for a size: Python's {@code nn.Upsample((224, 224))}. */
  public Upsample(Size size) {
    this(o -> o.size(size.toArray()));
  }

  /** Makes a layer with keyword arguments: Python's {@code nn.Upsample(scale_factor=2, …)}. */
  public Upsample(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.size = o.chosen.size;
    this.scaleFactor = o.chosen.scaleFactor;
    this.mode = o.chosen.mode;
    this.alignCorners = o.chosen.alignCorners;
    this.recomputeScaleFactor = o.chosen.recomputeScaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.interpolate(
        x,
        o -> {
          o.size = size;
          o.scaleFactor = scaleFactor;
          o.mode(mode).alignCorners(alignCorners).recomputeScaleFactor(recomputeScaleFactor);
        });
  }

  @Override
  public String extraRepr() {
    String wanted;
    if (scaleFactor != null) {
      wanted =
          "scale_factor="
              + (scaleFactor.length == 1
                  ? PythonNumber.repr(scaleFactor[0])
                  : ModuleText.tuple(scaleFactor));
    } else {
      wanted = "size=" + (size == null ? "None" : Sizes.text(size));
    }
    return wanted + ", mode='" + mode + "'";
  }
}
