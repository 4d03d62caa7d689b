package dev.obor.vision.transforms.v2;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.transforms.PerspectiveWarp;
import dev.obor.vision.transforms.ResizedSize;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Moves the pixels of tensors with any number of leading dimensions; what v1 does alike, it does.
 * Callers own a scope.
 */
final class ImageGeometry {
  private ImageGeometry() {}

  /** Does with a batch what is meant for up to four dimensions. */
  static Tensor batched(Tensor image, UnaryOperator<Tensor> kernel) {
    if (image.dim() <= 4) {
      return kernel.apply(image);
    }
    long[] shape = image.size().toArray();
    int lead = shape.length - 3;
    Tensor flat = image.reshape(-1, shape[lead], shape[lead + 1], shape[lead + 2]);
    Tensor result = kernel.apply(flat);
    long[] made = Arrays.copyOf(shape, shape.length);
    for (int i = 1; i < 4; i++) {
      made[lead + i - 1] = result.size(i);
    }
    return result.reshape(made);
  }

  /** Does with a mask of shape (H, W) what is meant for (1, H, W). */
  static Tensor asMask(Tensor mask, UnaryOperator<Tensor> kernel) {
    return mask.dim() < 3 ? kernel.apply(mask.unsqueeze(0)).squeeze(0) : kernel.apply(mask);
  }

  static Tensor resize(
      Tensor image,
      int @Nullable [] size,
      InterpolationMode mode,
      @Nullable Integer maxSize,
      @Nullable Boolean antialias) {
    int height = Math.toIntExact(image.size(-2));
    int width = Math.toIntExact(image.size(-1));
    int[] made = ResizedSize.of(height, width, size, maxSize);
    if (made[0] == height && made[1] == width) {
      return image;
    }
    if (image.numel() == 0) {
      long[] shape = image.size().toArray();
      shape[shape.length - 2] = made[0];
      shape[shape.length - 1] = made[1];
      return image.reshape(shape);
    }
    Tensor batch = image.dim() == 3 ? image.unsqueeze(0) : image;
    Tensor result = batched(batch, x -> resized(x, made, mode, Boolean.TRUE.equals(antialias)));
    return image.dim() == 3 ? result.squeeze(0) : result;
  }

  private static Tensor resized(Tensor x, int[] made, InterpolationMode mode, boolean antialias) {
    DType dtype = x.dtype();
    boolean isNative =
        dtype == DType.FLOAT32
            || dtype == DType.FLOAT64
            || (dtype == DType.UINT8 && x.device().toString().startsWith("cpu"));
    Tensor source = isNative ? x : x.to(DType.FLOAT32);
    long[] size = {made[0], made[1]};
    Tensor result =
        switch (mode) {
          case NEAREST -> Aten.upsample_nearest2d(source, size, null, null);
          case NEAREST_EXACT -> Aten._upsample_nearest_exact2d(source, size, null, null);
          case BILINEAR ->
              antialias
                  ? Aten._upsample_bilinear2d_aa(source, size, false, null, null)
                  : Aten.upsample_bilinear2d(source, size, false, null, null);
          case BICUBIC ->
              antialias
                  ? Aten._upsample_bicubic2d_aa(source, size, false, null, null)
                  : Aten.upsample_bicubic2d(source, size, false, null, null);
          default ->
              throw new NotImplementedException(
                  "Input Error: Only 3D, 4D and 5D input Tensors supported (got "
                      + source.dim()
                      + "D) for the modes: nearest | linear | bilinear | bicubic | trilinear |"
                      + " area | nearest-exact (got "
                      + mode.value()
                      + ")");
        };
    if (isNative) {
      return result;
    }
    if (mode == InterpolationMode.BICUBIC && dtype == DType.UINT8) {
      result = result.clamp(0, 255);
    }
    return switch (dtype) {
      case UINT8, INT8, INT16, INT32, INT64 -> result.round().to(dtype);
      default -> result.to(dtype);
    };
  }

  static Tensor rotate(
      Tensor image,
      double angle,
      InterpolationMode mode,
      boolean expand,
      double @Nullable [] center,
      Number @Nullable [] fill) {
    double turned = angle % 360 < 0 ? angle % 360 + 360 : angle % 360;
    long[] plane = {-2, -1};
    if (center == null && turned == 0) {
      return image.clone();
    } else if (center == null && turned == 180) {
      return Aten.rot90(image, 2, plane);
    } else if (center == null && (expand || image.size(-1) == image.size(-2))) {
      if (turned == 90 || turned == 270) {
        return Aten.rot90(image, turned == 90 ? 1 : 3, plane);
      }
    }
    return batched(
        image,
        x ->
            V1.rotate(
                x,
                turned,
                o -> {
                  o.interpolation(mode).expand(expand);
                  V1.set(o, fill);
                  if (center != null) {
                    o.center(center[0], center[1]);
                  }
                }));
  }

  static Tensor affine(
      Tensor image,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      InterpolationMode mode,
      double @Nullable [] center,
      Number @Nullable [] fill) {
    return batched(image, x -> V1.affine(x, angle, translate, scale, shear, mode, center, fill));
  }

  static Tensor perspective(
      Tensor image, double[] coefficients, InterpolationMode mode, Number @Nullable [] fill) {
    return batched(image, x -> PerspectiveWarp.of(x, coefficients, mode, fill));
  }

  static Tensor elastic(
      Tensor image, Tensor displacement, InterpolationMode mode, Number @Nullable [] fill) {
    return batched(
        image,
        x ->
            V1.elasticTransform(
                x,
                displacement,
                o -> {
                  o.interpolation(mode);
                  V1.set(o, fill);
                }));
  }

  /** Pads by left, top, right and bottom. */
  static Tensor pad(Tensor image, int[] sides, Number @Nullable [] fill, String mode) {
    if (!mode.equals("constant")
        && !mode.equals("edge")
        && !mode.equals("reflect")
        && !mode.equals("symmetric")) {
      throw new ValueException(
          "`padding_mode` should be either `'constant'`, `'edge'`, `'reflect'` or `'symmetric'`,"
              + " but got `'"
              + mode
              + "'`.");
    }
    Number[] color = fill == null ? new Number[] {0} : fill;
    if (color.length == 1) {
      return batched(image, x -> V1.pad(x, sides, o -> o.fill(color[0]).paddingMode(mode)));
    }
    if (!mode.equals("constant")) {
      throw new ValueException(
          "Padding mode '" + mode + "' is not supported if fill is not scalar");
    }
    Tensor padded = batched(image, x -> V1.pad(x, sides, o -> o.fill(0)));
    double[] numbers = Arrays.stream(color).mapToDouble(Number::doubleValue).toArray();
    Tensor values = Torch.tensor(numbers).to(image.device()).to(image.dtype()).reshape(-1, 1, 1);
    paint(padded, -1, 0, sides[0], values);
    paint(padded, -2, 0, sides[1], values);
    paint(padded, -1, padded.size(-1) - sides[2], sides[2], values);
    paint(padded, -2, padded.size(-2) - sides[3], sides[3], values);
    return padded;
  }

  private static void paint(Tensor image, long dim, long start, int count, Tensor values) {
    if (count > 0) {
      image.narrow(dim, start, count).copy_(values);
    }
  }

  /** Left, top, right and bottom of one, two or four numbers. */
  static int[] sides(int[] padding) {
    return switch (padding.length) {
      case 1 -> new int[] {padding[0], padding[0], padding[0], padding[0]};
      case 2 -> new int[] {padding[0], padding[1], padding[0], padding[1]};
      case 4 -> padding.clone();
      default ->
          throw new ValueException(
              "Padding must be an int or a 1, 2, or 4 element tuple, not a "
                  + padding.length
                  + " element tuple");
    };
  }

  /** The first row and column of the middle. */
  static int[] centerAnchor(int[] crop, int height, int width) {
    return new int[] {
      (int) Math.rint((height - crop[0]) / 2.0), (int) Math.rint((width - crop[1]) / 2.0)
    };
  }
}
