package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} that gives images other sizes and shapes. */
public abstract class VisionFunctions extends ScaledProductFunctions {
  VisionFunctions() {}

  /** Keyword arguments of {@link F#interpolate(Tensor, Consumer)}. */
  public static final class InterpolateOptions {
    @Nullable Size size;
    double @Nullable [] scaleFactor;
    String mode = "nearest";
    @Nullable Boolean alignCorners;
    @Nullable Boolean recomputeScaleFactor;
    private boolean antialias;

    InterpolateOptions() {}

    /** Sets the output's size, for all dimensions or for each. */
    public InterpolateOptions size(long... value) {
      this.size = Size.of(value);
      return this;
    }

    /** Sets by how much the size is multiplied, for all dimensions or for each. */
    public InterpolateOptions scaleFactor(double... value) {
      this.scaleFactor = value.clone();
      return this;
    }

    /**
     * Sets how values between are found: {@code nearest}, the default, {@code nearest-exact},
     * {@code linear}, {@code bilinear}, {@code bicubic}, {@code trilinear} or {@code area}.
     */
    public InterpolateOptions mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets whether the centres of the corner pixels stay at their places; default false. */
    public InterpolateOptions alignCorners(@Nullable Boolean value) {
      this.alignCorners = value;
      return this;
    }

    /** Sets whether the factor is computed anew from the rounded size; default false. */
    public InterpolateOptions recomputeScaleFactor(@Nullable Boolean value) {
      this.recomputeScaleFactor = value;
      return this;
    }

    /** Sets whether images are smoothed when they become smaller; default false. */
    public InterpolateOptions antialias(boolean value) {
      this.antialias = value;
      return this;
    }
  }

  /**
   * Gives images another size: Python's {@code F.interpolate(input, size=…, scale_factor=…, mode=…,
   * align_corners=…, recompute_scale_factor=…, antialias=…)}.
   *
   * <pre>{@code
   * F.interpolate(images, o -> o.size(224).mode("bilinear"));
   * F.interpolate(images, o -> o.scaleFactor(2));
   * }</pre>
   *
   * @param input of shape (N, C, L), (N, C, H, W) or (N, C, D, H, W)
   * @param options {@code size} or {@code scaleFactor}, and what else is wanted
   * @throws ValueException if options do not go together
   * @throws NotImplementedException if the mode does not fit the number of dimensions
   */
  public static Tensor interpolate(Tensor input, Consumer<InterpolateOptions> options) {
    InterpolateOptions o = new InterpolateOptions();
    options.accept(o);
    return interpolate(input, o);
  }

  private static Tensor interpolate(Tensor input, InterpolateOptions o) {
    boolean corners = o.alignCorners != null && o.alignCorners;
    if (o.alignCorners != null && (o.mode.startsWith("nearest") || o.mode.equals("area"))) {
      throw new ValueException(
          "align_corners option can only be set with the interpolating modes: linear | bilinear |"
              + " bicubic | trilinear");
    }
    int dims = input.dim() - 2;
    long[] size = size(input, o, dims);
    double[] factors = size == null ? factors(input, o, dims) : null;
    boolean recompute = o.recomputeScaleFactor != null && o.recomputeScaleFactor;
    if (recompute && o.size != null) {
      throw new ValueException("recompute_scale_factor is not meaningful with an explicit size.");
    }
    if (factors != null && (recompute || o.mode.equals("area"))) {
      size = new long[dims];
      for (int d = 0; d < dims; d++) {
        size[d] = (long) (input.size(d + 2) * factors[d]);
      }
      factors = null;
    }
    boolean smooth = o.mode.equals("bilinear") || o.mode.equals("bicubic");
    if (o.antialias && !(smooth && dims == 2)) {
      throw new ValueException(
          "Anti-alias option is restricted to bilinear and bicubic modes and requires a 4-D tensor"
              + " as input");
    }
    String mode = o.mode + (o.antialias ? " smoothed" : "") + " " + (dims + 2);
    return interpolate(input, mode, size, factors, corners);
  }

  private static long @Nullable [] size(Tensor input, InterpolateOptions o, int dims) {
    if (o.size != null && o.scaleFactor != null) {
      throw new ValueException("only one of size or scale_factor should be defined");
    }
    if (o.size == null) {
      return null;
    }
    if (o.size.size() != 1 && o.size.size() != dims) {
      throw new ValueException(
          "Input and output must have the same number of spatial dimensions, but got input with"
              + " spatial dimensions of "
              + spatial(input)
              + " and output size of "
              + Sizes.text(o.size)
              + ". Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in"
              + " (o1, o2, ...,oK) format.");
    }
    return Sizes.each(o.size, dims);
  }

  private static double[] factors(Tensor input, InterpolateOptions o, int dims) {
    double[] factors = o.scaleFactor;
    if (factors == null) {
      throw new ValueException("either size or scale_factor should be defined");
    }
    if (factors.length != 1 && factors.length != dims) {
      throw new ValueException(
          "Input and scale_factor must have the same number of spatial dimensions, but got input"
              + " with spatial dimensions of "
              + spatial(input)
              + " and scale_factor of shape "
              + ModuleText.tuple(factors)
              + ". Please provide input tensor in (N, C, d1, d2, ...,dK) format and scale_factor in"
              + " (s1, s2, ...,sK) format.");
    }
    if (factors.length == 1) {
      double factor = factors[0];
      factors = new double[Math.max(dims, 0)];
      Arrays.fill(factors, factor);
    }
    return factors;
  }

  private static String spatial(Tensor input) {
    long[] sizes = input.shape().toArray();
    return Sizes.list(Arrays.copyOfRange(sizes, Math.min(2, sizes.length), sizes.length));
  }

  /** The mode has the number of dimensions at its end. */
  private static Tensor interpolate(
      Tensor x, String mode, long @Nullable [] size, double @Nullable [] factors, boolean corners) {
    return switch (mode) {
      case "nearest 3" -> Aten.upsample_nearest1d_vec(x, size, factors);
      case "nearest 4" -> Aten.upsample_nearest2d_vec(x, size, factors);
      case "nearest 5" -> Aten.upsample_nearest3d_vec(x, size, factors);
      case "nearest-exact 3" -> Aten._upsample_nearest_exact1d_vec(x, size, factors);
      case "nearest-exact 4" -> Aten._upsample_nearest_exact2d_vec(x, size, factors);
      case "nearest-exact 5" -> Aten._upsample_nearest_exact3d_vec(x, size, factors);
      case "linear 3" -> Aten.upsample_linear1d_vec(x, size, corners, factors);
      case "bilinear 4" -> Aten.upsample_bilinear2d_vec(x, size, corners, factors);
      case "bilinear smoothed 4" -> Aten._upsample_bilinear2d_aa_vec(x, size, corners, factors);
      case "trilinear 5" -> Aten.upsample_trilinear3d_vec(x, size, corners, factors);
      case "bicubic 4" -> Aten.upsample_bicubic2d_vec(x, size, corners, factors);
      case "bicubic smoothed 4" -> Aten._upsample_bicubic2d_aa_vec(x, size, corners, factors);
      default -> size == null ? unknown(x, mode) : area(x, mode, size);
    };
  }

  private static Tensor area(Tensor x, String mode, long[] size) {
    return switch (mode) {
      case "area 3" -> Aten.adaptive_avg_pool1d(x, size);
      case "area 4" -> Aten.adaptive_avg_pool2d(x, size);
      case "area 5" -> Aten.adaptive_avg_pool3d(x, size);
      default -> unknown(x, mode);
    };
  }

  private static Tensor unknown(Tensor x, String modeAndDims) {
    String mode = modeAndDims.substring(0, modeAndDims.indexOf(' '));
    int needed =
        switch (mode) {
          case "linear" -> 3;
          case "bilinear" -> 4;
          case "trilinear" -> 5;
          default -> 0;
        };
    if (needed != 0 && x.dim() >= 3 && x.dim() <= 5) {
      throw new NotImplementedException(
          String.format(
              Locale.ROOT, "Got %dD input, but %s mode needs %dD input", x.dim(), mode, needed));
    }
    throw new NotImplementedException(
        "Input Error: Only 3D, 4D and 5D input Tensors supported (got "
            + x.dim()
            + "D) for the modes: nearest | linear | bilinear | bicubic | trilinear | area |"
            + " nearest-exact (got "
            + mode
            + ")");
  }

  private static void warnOfUpsampling(String name) {
    Warnings.warn(
        "`nn.functional." + name + "` is deprecated. Use `nn.functional.interpolate` instead.");
  }

  /**
   * The old name of {@link F#interpolate}, which it warns of: Python's {@code F.upsample(input,
   * …)}.
   */
  public static Tensor upsample(Tensor input, Consumer<InterpolateOptions> options) {
    warnOfUpsampling("upsample");
    return interpolate(input, options);
  }

  /** {@link F#interpolate} to the nearest pixel: Python's {@code F.upsample_nearest(input, …)}. */
  public static Tensor upsampleNearest(Tensor input, Consumer<InterpolateOptions> options) {
    warnOfUpsampling("upsample_nearest");
    return interpolate(input, options.andThen(o -> o.mode("nearest")));
  }

  /**
   * {@link F#interpolate} of images with {@code bilinear} and aligned corners: Python's {@code
   * F.upsample_bilinear(input, …)}.
   */
  public static Tensor upsampleBilinear(Tensor input, Consumer<InterpolateOptions> options) {
    warnOfUpsampling("upsample_bilinear");
    return interpolate(input, options.andThen(o -> o.mode("bilinear").alignCorners(true)));
  }

  /** Keyword arguments of {@link F#gridSample(Tensor, Tensor, Consumer)}. */
  public static final class GridSampleOptions {
    private String mode = "bilinear";
    private String paddingMode = "zeros";
    private @Nullable Boolean alignCorners;

    GridSampleOptions() {}

    /**
     * Sets how values are found: {@code bilinear}, the default, {@code nearest} or {@code bicubic}.
     */
    public GridSampleOptions mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets what lies outside: {@code zeros}, the default, {@code border} or {@code reflection}. */
    public GridSampleOptions paddingMode(String value) {
      this.paddingMode = value;
      return this;
    }

    /**
     * Sets whether -1 and 1 are the centres of the corner pixels, not their sides; default false,
     * which is warned of unless it is said.
     */
    public GridSampleOptions alignCorners(boolean value) {
      this.alignCorners = value;
      return this;
    }
  }

  /** Looks images up at the places of a grid: Python's {@code F.grid_sample(input, grid)}. */
  public static Tensor gridSample(Tensor input, Tensor grid) {
    return gridSample(input, grid, o -> {});
  }

  /**
   * Looks images up at the places of a grid: Python's {@code F.grid_sample(input, grid, mode=…,
   * padding_mode=…, align_corners=…)}.
   *
   * @param input of shape (N, C, H, W) or (N, C, D, H, W)
   * @param grid places with numbers from -1 to 1, of shape (N, H out, W out, 2) or (N, D out, H
   *     out, W out, 3)
   * @throws ValueException if a mode is unknown
   */
  public static Tensor gridSample(Tensor input, Tensor grid, Consumer<GridSampleOptions> options) {
    GridSampleOptions o = new GridSampleOptions();
    options.accept(o);
    long mode = Arrays.asList("bilinear", "nearest", "bicubic").indexOf(o.mode);
    if (mode < 0) {
      throw new ValueException(
          "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', but"
              + " got: '"
              + o.mode
              + "'");
    }
    long padding = Arrays.asList("zeros", "border", "reflection").indexOf(o.paddingMode);
    if (padding < 0) {
      throw new ValueException(
          "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or"
              + " 'reflection', but got: '"
              + o.paddingMode
              + "'");
    }
    boolean corners = o.alignCorners == null ? otherCorners() : o.alignCorners;
    return Aten.grid_sampler(input, grid, mode, padding, corners);
  }

  /** What holds where nothing is said; it has not always held. */
  private static boolean otherCorners() {
    Warnings.warn(
        "Default grid_sample and affine_grid behavior has changed to align_corners=False since"
            + " 1.3.0. Please specify align_corners=True if the old behavior is desired. See the"
            + " documentation of grid_sample for details.");
    return false;
  }

  /** The same with corners that are not aligned: Python's {@code F.affine_grid(theta, size)}. */
  public static Tensor affineGrid(Tensor theta, Size size) {
    return affineGrid(theta, size, otherCorners());
  }

  /**
   * Makes the grid for {@link F#gridSample} from affine maps: Python's {@code F.affine_grid(theta,
   * size, align_corners)}.
   *
   * @param theta of shape (N, 2, 3) or (N, 3, 4)
   * @param size of the images to come, (N, C, H, W) or (N, C, D, H, W)
   * @return of shape (N, H, W, 2) or (N, D, H, W, 3)
   * @throws ValueException if shapes or dtypes do not fit
   */
  public static Tensor affineGrid(Tensor theta, Size size, boolean alignCorners) {
    if (!theta.isFloatingPoint()) {
      throw new ValueException(
          "Expected theta to have floating point type, but got " + theta.dtype());
    }
    int dims = size.size() - 2;
    if (dims != 2 && dims != 3) {
      throw new NotImplementedException(
          "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, respectively."
              + " Got size "
              + size
              + ".");
    }
    if (theta.dim() != 3 || theta.size(-2) != dims || theta.size(-1) != dims + 1) {
      throw new ValueException(
          String.format(
              Locale.ROOT,
              "Expected a batch of %dD affine matrices of shape Nx%dx%d for size %s. Got %s.",
              dims,
              dims,
              dims + 1,
              size,
              theta.shape()));
    }
    boolean single = size.stream().skip(2).min().orElse(0) == 1;
    if (alignCorners && single) {
      Warnings.warn(
          "Since version 1.3.0, affine_grid behavior has changed for unit-size grids when"
              + " align_corners=True. This is not an intended use case of affine_grid. See the"
              + " documentation of affine_grid for details.");
    } else if (size.stream().min().orElse(0) <= 0) {
      throw new ValueException("Expected non-zero, positive output size. Got " + size);
    }
    return Aten.affine_grid_generator(theta, size.toArray(), alignCorners);
  }
}
