package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.vision.transforms.F;
import dev.obor.vision.transforms.InterpolationMode;
import dev.obor.vision.transforms.PerspectiveWarp;
import dev.obor.vision.transforms.PythonText;
import dev.obor.vision.transforms.ResizedSize;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.KeyPoints;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the functions that move pixels do with each class of inputs. */
final class GeometryKernels {
  private static final String NO_ANTIALIAS =
      "Anti-alias option is always applied for PIL Image input. Argument antialias is ignored.";

  private GeometryKernels() {}

  static <T> Dispatch<T> horizontalFlip(T inpt) {
    return Dispatch.of("horizontal_flip", inpt)
        .tensors(x -> x.flip(-1))
        .pictures(F::hflip)
        .masks(x -> x.flip(-1))
        .points(PointGeometry::hflip)
        .boxes(BoxGeometry::hflip);
  }

  static <T> Dispatch<T> verticalFlip(T inpt) {
    return Dispatch.of("vertical_flip", inpt)
        .tensors(x -> x.flip(-2))
        .pictures(F::vflip)
        .masks(x -> x.flip(-2))
        .points(PointGeometry::vflip)
        .boxes(BoxGeometry::vflip);
  }

  static <T> Dispatch<T> resize(T inpt, int @Nullable [] size, ResizeOptions o) {
    if (o.maxSize != null && size != null && size.length != 1) {
      throw new ValueException(
          "max_size should only be passed if size is None or specifies the length of the smaller"
              + " edge, i.e. size should be an int or a sequence of length 1 in torchscript mode.");
    }
    return Dispatch.of(
            "resize",
            inpt,
            "size",
            size == null ? List.of() : Attributes.list(size),
            "interpolation",
            o.interpolation)
        .tensors(x -> ImageGeometry.resize(x, size, o.interpolation, o.maxSize, o.antialias))
        .pictures(
            image -> {
              if (Boolean.FALSE.equals(o.antialias)) {
                Warnings.warn(NO_ANTIALIAS);
              }
              int[] made = ResizedSize.of(image.getHeight(), image.getWidth(), size, o.maxSize);
              return F.resize(image, made, v1 -> v1.interpolation(o.interpolation));
            })
        .masks(
            x ->
                ImageGeometry.asMask(
                    x,
                    mask ->
                        ImageGeometry.resize(
                            mask, size, InterpolationMode.NEAREST, o.maxSize, false)))
        .points(points -> PointGeometry.resize(points, size, o.maxSize))
        .boxes(boxes -> BoxGeometry.resize(boxes, size, o.maxSize));
  }

  static <T> Dispatch<T> affine(
      T inpt, double angle, double[] translate, double scale, double[] shear, AffineOptions o) {
    if (translate.length != 2) {
      throw new ValueException("Argument translate should be a sequence of length 2");
    }
    if (scale <= 0) {
      throw new ValueException("Argument scale should be positive");
    }
    if (shear.length != 1 && shear.length != 2) {
      throw new ValueException(
          "Shear should be a sequence containing two values. Got "
              + PythonText.of(Attributes.list(shear)));
    }
    double[] both = shear.length == 1 ? new double[] {shear[0], shear[0]} : shear;
    double @Nullable [] center = o.centerOrNull();
    Number[] fill = o.fillOf(inpt);
    return Dispatch.of(
            "affine",
            inpt,
            "angle",
            angle,
            "translate",
            Attributes.list(translate),
            "scale",
            scale,
            "shear",
            Attributes.list(both))
        .tensors(
            x ->
                ImageGeometry.affine(
                    x, angle, translate, scale, both, o.interpolation, center, fill))
        .pictures(
            image -> V1.affine(image, angle, translate, scale, both, o.interpolation, center, fill))
        .points(
            points ->
                PointGeometry.affine(
                    points, map(points.canvasSize(), angle, translate, scale, both, center), false))
        .boxes(
            boxes ->
                BoxGeometry.affine(
                    boxes, map(boxes.canvasSize(), angle, translate, scale, both, center), false))
        .masks(
            x ->
                ImageGeometry.asMask(
                    x,
                    mask ->
                        ImageGeometry.affine(
                            mask,
                            angle,
                            translate,
                            scale,
                            both,
                            InterpolationMode.NEAREST,
                            center,
                            fill)));
  }

  private static PointMap map(
      List<Integer> canvas,
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      double @Nullable [] center) {
    return new PointMap(
        canvas, angle, translate, scale, shear, center == null ? new double[0] : center);
  }

  static <T> Dispatch<T> rotate(T inpt, double angle, RotateOptions o) {
    double @Nullable [] center = o.centerOrNull();
    Number[] fill = o.fillOf(inpt);
    return Dispatch.of("rotate", inpt, "angle", angle, "expand", o.expand)
        .tensors(x -> ImageGeometry.rotate(x, angle, o.interpolation, o.expand, center, fill))
        .pictures(
            image ->
                V1.rotate(
                    image,
                    angle,
                    v1 -> {
                      v1.interpolation(o.interpolation).expand(o.expand);
                      V1.set(v1, fill);
                      if (center != null) {
                        v1.center(center[0], center[1]);
                      }
                    }))
        .points(
            points ->
                PointGeometry.affine(points, turn(points.canvasSize(), angle, center), o.expand))
        .boxes(
            boxes -> BoxGeometry.affine(boxes, turn(boxes.canvasSize(), angle, center), o.expand))
        .masks(
            x ->
                ImageGeometry.asMask(
                    x,
                    mask ->
                        ImageGeometry.rotate(
                            mask, angle, InterpolationMode.NEAREST, o.expand, center, fill)));
  }

  private static PointMap turn(List<Integer> canvas, double angle, double @Nullable [] center) {
    return map(canvas, -angle, new double[2], 1, new double[2], center);
  }

  static <T> Dispatch<T> pad(T inpt, int[] padding, PadOptions o) {
    int[] sides = ImageGeometry.sides(padding);
    Number[] fill = o.fillOf(inpt);
    return Dispatch.of(
            "pad", inpt, "padding", Attributes.list(padding), "padding_mode", o.paddingMode)
        .tensors(x -> ImageGeometry.pad(x, sides, fill, o.paddingMode))
        .pictures(
            image ->
                V1.pad(
                    image,
                    sides,
                    v1 -> {
                      v1.paddingMode(o.paddingMode);
                      if (fill != null) {
                        v1.fill(fill);
                      }
                    }))
        .masks(
            x -> {
              if (fill != null && fill.length > 1) {
                throw new ValueException("Non-scalar fill value is not supported");
              }
              return ImageGeometry.asMask(
                  x, mask -> ImageGeometry.pad(mask, sides, fill, o.paddingMode));
            })
        .points(points -> PointGeometry.pad(points, sides, o.paddingMode))
        .boxes(boxes -> BoxGeometry.pad(boxes, sides, o.paddingMode));
  }

  static <T> Dispatch<T> crop(T inpt, int top, int left, int height, int width) {
    return Dispatch.of("crop", inpt, "top", top, "left", left, "height", height, "width", width)
        .tensors(x -> F.crop(x, top, left, height, width))
        .pictures(image -> F.crop(image, top, left, height, width))
        .points(points -> PointGeometry.crop(points, top, left, height, width))
        .boxes(boxes -> BoxGeometry.crop(boxes, top, left, height, width))
        .masks(x -> F.crop(x, top, left, height, width));
  }

  static <T> Dispatch<T> centerCrop(T inpt, int[] outputSize) {
    int[] size = both(outputSize);
    return Dispatch.of("center_crop", inpt, "output_size", Attributes.list(size))
        .tensors(x -> F.centerCrop(x, size))
        .pictures(image -> F.centerCrop(image, size))
        .points(
            points -> {
              int[] anchor = anchor(size, points.canvasSize());
              return PointGeometry.crop(points, anchor[0], anchor[1], size[0], size[1]);
            })
        .boxes(
            boxes -> {
              int[] anchor = anchor(size, boxes.canvasSize());
              return BoxGeometry.crop(boxes, anchor[0], anchor[1], size[0], size[1]);
            })
        .masks(x -> F.centerCrop(x, size));
  }

  private static int[] anchor(int[] size, List<Integer> canvas) {
    return ImageGeometry.centerAnchor(size, canvas.get(0), canvas.get(1));
  }

  private static int[] both(int[] size) {
    return size.length == 1 ? new int[] {size[0], size[0]} : size.clone();
  }

  static <T> Dispatch<T> resizedCrop(
      T inpt, int top, int left, int height, int width, int[] size, ResizeOptions o) {
    return Dispatch.of(
            "resized_crop",
            inpt,
            "top",
            top,
            "left",
            left,
            "height",
            height,
            "width",
            width,
            "size",
            Attributes.list(size))
        .tensors(
            x ->
                ImageGeometry.resize(
                    F.crop(x, top, left, height, width), size, o.interpolation, null, o.antialias))
        .pictures(
            image -> {
              if (Boolean.FALSE.equals(o.antialias)) {
                Warnings.warn(NO_ANTIALIAS);
              }
              return F.resizedCrop(
                  image, top, left, height, width, size, v1 -> v1.interpolation(o.interpolation));
            })
        .points(
            points -> {
              KeyPoints part = PointGeometry.crop(points, top, left, height, width);
              return PointGeometry.resize(part, size, null);
            })
        .boxes(
            boxes -> {
              BoundingBoxes part = BoxGeometry.crop(boxes, top, left, height, width);
              return BoxGeometry.resize(part, size, null);
            })
        .masks(
            x -> {
              Tensor part = F.crop(x, top, left, height, width);
              return ImageGeometry.asMask(
                  part,
                  mask -> ImageGeometry.resize(mask, size, InterpolationMode.NEAREST, null, false));
            });
  }

  static <T> Dispatch<T> perspective(T inpt, double[] coefficients, PerspectiveOptions o) {
    if (coefficients.length != 8) {
      throw new ValueException("Argument coefficients should have 8 float values");
    }
    Number[] fill = o.fillOf(inpt);
    return Dispatch.of("perspective", inpt, "coefficients", Attributes.list(coefficients))
        .tensors(x -> ImageGeometry.perspective(x, coefficients, o.interpolation, fill))
        .pictures(image -> PerspectiveWarp.of(image, coefficients, o.interpolation, fill))
        .points(points -> PointGeometry.perspective(points, coefficients))
        .boxes(boxes -> BoxGeometry.perspective(boxes, coefficients))
        .masks(
            x ->
                ImageGeometry.asMask(
                    x,
                    mask ->
                        ImageGeometry.perspective(
                            mask, coefficients, InterpolationMode.NEAREST, fill)));
  }

  static <T> Dispatch<T> elastic(T inpt, Tensor displacement, ElasticOptions o) {
    Number[] fill = o.fillOf(inpt);
    return Dispatch.of("elastic", inpt, "displacement", displacement)
        .tensors(x -> elastic(x, displacement, o.interpolation, fill))
        .pictures(
            image ->
                F.elasticTransform(
                    image,
                    displacement,
                    v1 -> {
                      v1.interpolation(o.interpolation);
                      V1.set(v1, fill);
                    }))
        .points(points -> PointGeometry.elastic(points, displacement))
        .boxes(boxes -> BoxGeometry.elastic(boxes, displacement))
        .masks(
            x ->
                ImageGeometry.asMask(
                    x, mask -> elastic(mask, displacement, InterpolationMode.NEAREST, fill)));
  }

  private static Tensor elastic(
      Tensor x, Tensor displacement, InterpolationMode mode, Number @Nullable [] fill) {
    PointGeometry.checkDisplacement(
        displacement, List.of(Math.toIntExact(x.size(-2)), Math.toIntExact(x.size(-1))));
    return ImageGeometry.elastic(x, displacement, mode, fill);
  }

  static <T> Dispatch<T> fiveCrop(T inpt, int[] size) {
    int[] crop = pair(size);
    return Dispatch.of("five_crop", inpt)
        .several(x -> F.fiveCrop(x, crop), image -> F.fiveCrop(image, crop));
  }

  static <T> Dispatch<T> tenCrop(T inpt, int[] size, boolean verticalFlip) {
    int[] crop = pair(size);
    return Dispatch.of("ten_crop", inpt)
        .several(
            x -> F.tenCrop(x, crop, verticalFlip), image -> F.tenCrop(image, crop, verticalFlip));
  }

  static int[] pair(int[] size) {
    if (size.length == 0 || size.length > 2) {
      throw new ValueException("Please provide only two dimensions (h, w) for size.");
    }
    return both(Arrays.copyOf(size, size.length));
  }
}
