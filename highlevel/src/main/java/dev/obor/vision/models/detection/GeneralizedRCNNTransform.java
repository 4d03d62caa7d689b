package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.vision.transforms.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Normalises pictures, resizes them with what is known of their objects, and puts them into one
 * tensor: Python's {@code torchvision.models.detection.transform.GeneralizedRCNNTransform}.
 *
 * <p>In training the size of the smaller edge is drawn from the given ones, in evaluation it is the
 * last of them. Thread rule: that of {@link Module}.
 */
public class GeneralizedRCNNTransform extends Module {
  private final long[] minSize;
  private final long maxSize;
  private final double[] imageMean;
  private final double[] imageStd;
  private final long sizeDivisible;
  private final @Nullable Size fixedSize;

  /**
   * Pictures and targets as the network wants them.
   *
   * @param images the pictures
   * @param targets what is known of their objects, or null
   */
  public record Transformed(ImageList images, @Nullable List<Map<String, Tensor>> targets) {}

  /** Makes a transform for pictures whose tensor has multiples of 32 for height and width. */
  public GeneralizedRCNNTransform(
      long[] minSize, long maxSize, double[] imageMean, double[] imageStd) {
    this(minSize, maxSize, imageMean, imageStd, 32, null);
  }

  /**
   * Makes a transform: Python's {@code GeneralizedRCNNTransform(min_size, max_size, image_mean,
   * image_std, size_divisible, fixed_size)}.
   *
   * @param minSize the sizes of the smaller edge
   * @param maxSize the most that the longer edge gets
   * @param imageMean for each channel what is subtracted
   * @param imageStd for each channel by what is divided
   * @param sizeDivisible what height and width of the tensor are multiples of
   * @param fixedSize the width and height of all pictures, or null for sizes by their edges
   */
  public GeneralizedRCNNTransform(
      long[] minSize,
      long maxSize,
      double[] imageMean,
      double[] imageStd,
      long sizeDivisible,
      @Nullable Size fixedSize) {
    this.minSize = minSize.clone();
    this.maxSize = maxSize;
    this.imageMean = imageMean.clone();
    this.imageStd = imageStd.clone();
    this.sizeDivisible = sizeDivisible;
    this.fixedSize = fixedSize;
  }

  /**
   * Brings pictures to what the network wants: Python's {@code transform(images, targets)}.
   *
   * @param images (C, H, W) each, of a floating dtype, from 0 to 1
   * @param targets for each picture what is known of its objects, or null
   * @throws ValueException if an image has other than three dimensions
   * @throws TypeException if its dtype is not a floating one
   */
  public Transformed call(List<Tensor> images, @Nullable List<Map<String, Tensor>> targets) {
    return callWithHooks(
        Transformed.class,
        (args, kwargs) -> compute(Lists.of(args[0]), args[1] == null ? null : Lists.of(args[1])),
        images,
        targets);
  }

  private Transformed compute(List<Tensor> images, @Nullable List<Map<String, Tensor>> targets) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> resized = new ArrayList<>();
      List<Size> sizes = new ArrayList<>();
      List<Map<String, Tensor>> copies = targets == null ? null : new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        Tensor image = images.get(i);
        if (image.dim() != 3) {
          throw new ValueException(
              "images is expected to be a list of 3d tensors of shape [C, H, W], got "
                  + image.shape());
        }
        Tensor normalized = normalize(image);
        Resizing resizing = resizing();
        Tensor result = resizing.of(normalized.unsqueeze(0), "bilinear").squeeze(0);
        Size size = Torch.size(result.size(-2), result.size(-1));
        if (targets != null && copies != null) {
          copies.add(resized(targets.get(i), resizing, Resizing.size(image), size));
        }
        resized.add(result);
        sizes.add(size);
      }
      ImageList list = new ImageList(batch(resized), List.copyOf(sizes));
      return scope.keepAll(new Transformed(list, copies));
    }
  }

  private Tensor normalize(Tensor image) {
    if (!image.isFloatingPoint()) {
      throw new TypeException(
          "Expected input images to be of floating type (in range [0, 1]), but found type "
              + image.dtype()
              + " instead");
    }
    Tensor mean = Torch.fromArray(imageMean, imageMean.length, 1, 1).to(image);
    Tensor std = Torch.fromArray(imageStd, imageStd.length, 1, 1).to(image);
    return image.sub(mean).div(std);
  }

  /** How a picture is resized; in training its size is drawn. */
  private Resizing resizing() {
    long size = minSize[minSize.length - 1];
    if (isTraining()) {
      double place = Torch.empty(1).uniform_(0, minSize.length).item().doubleValue();
      size = minSize[(int) place];
    }
    return new Resizing(size, maxSize, fixedSize);
  }

  private record Resizing(long minSize, long maxSize, @Nullable Size fixed) {
    static Size size(Tensor image) {
      return Torch.size(image.size(-2), image.size(-1));
    }

    /** Resizes pictures, or masks in the same way. */
    Tensor of(Tensor pictures, String mode) {
      return F.interpolate(
          pictures,
          o -> {
            o.mode(mode);
            if (!mode.equals("nearest")) {
              o.alignCorners(false);
            }
            if (fixed != null) {
              o.size(fixed.get(1), fixed.get(0));
            } else {
              long least = Math.min(pictures.size(-2), pictures.size(-1));
              long most = Math.max(pictures.size(-2), pictures.size(-1));
              double scale = Math.min(minSize / (double) least, maxSize / (double) most);
              o.scaleFactor(scale).recomputeScaleFactor(true);
            }
          });
    }
  }

  private static Map<String, Tensor> resized(
      Map<String, Tensor> target, Resizing resizing, Size from, Size to) {
    Map<String, Tensor> copy = new LinkedHashMap<>(target);
    Tensor masks = target.get("masks");
    if (masks != null) {
      Tensor pictures = masks.unsqueeze(1).toFloat();
      copy.put("masks", resizing.of(pictures, "nearest").select(1, 0).to(DType.UINT8));
    }
    Tensor boxes = target.get("boxes");
    if (boxes == null) {
      throw new ValueException(
          "'boxes'\nEvery target has boxes; this has " + target.keySet() + ".");
    }
    copy.put("boxes", resizeBoxes(boxes, from, to));
    Tensor keypoints = target.get("keypoints");
    if (keypoints != null) {
      copy.put("keypoints", resizeKeypoints(keypoints, from, to));
    }
    return copy;
  }

  private Tensor batch(List<Tensor> images) {
    long channels = 0;
    long height = 0;
    long width = 0;
    for (Tensor image : images) {
      channels = Math.max(channels, image.size(0));
      height = Math.max(height, image.size(1));
      width = Math.max(width, image.size(2));
    }
    long[] shape = {images.size(), channels, multiple(height), multiple(width)};
    Tensor batch = images.get(0).newZeros(shape);
    for (int i = 0; i < images.size(); i++) {
      Tensor image = images.get(i);
      batch
          .select(0, i)
          .narrow(0, 0, image.size(0))
          .narrow(1, 0, image.size(1))
          .narrow(2, 0, image.size(2))
          .copy_(image);
    }
    return batch;
  }

  private long multiple(long size) {
    return (size + sizeDivisible - 1) / sizeDivisible * sizeDivisible;
  }

  /**
   * Brings objects to the pixels of the pictures as they were given: Python's {@code
   * postprocess(result, image_shapes, original_image_sizes)}. In training they stay as they are.
   *
   * @param result the objects of each picture
   * @param imageShapes the heights and widths of the pictures that the network saw
   * @param originalImageSizes those of the pictures that were given
   */
  public List<Prediction> postprocess(
      List<Prediction> result, List<Size> imageShapes, List<Size> originalImageSizes) {
    if (isTraining()) {
      return result;
    }
    List<Prediction> moved = new ArrayList<>();
    for (int i = 0; i < result.size(); i++) {
      Prediction p = result.get(i);
      Size from = imageShapes.get(i);
      Size to = originalImageSizes.get(i);
      Tensor boxes = resizeBoxes(p.boxes(), from, to);
      Tensor masks = p.masks() == null ? null : Masks.pasted(p.masks(), boxes, to);
      Tensor keypoints = p.keypoints() == null ? null : resizeKeypoints(p.keypoints(), from, to);
      moved.add(
          new Prediction(boxes, p.labels(), p.scores(), masks, keypoints, p.keypointsScores()));
    }
    return moved;
  }

  private static double ratio(Size from, Size to, int axis) {
    return (float) to.get(axis) / (float) from.get(axis);
  }

  private static Tensor resizeBoxes(Tensor boxes, Size from, Size to) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> columns = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        columns.add(boxes.select(1, i).mul(ratio(from, to, i % 2 == 0 ? 1 : 0)));
      }
      return scope.keep(Torch.stack(columns, 1));
    }
  }

  private static Tensor resizeKeypoints(Tensor keypoints, Size from, Size to) {
    try (Scope scope = Torch.scope()) {
      Tensor moved = keypoints.clone();
      moved.select(-1, 0).mul_(ratio(from, to, 1));
      moved.select(-1, 1).mul_(ratio(from, to, 0));
      return scope.keep(moved);
    }
  }

  @Override
  public String toString() {
    return getName()
        + "(\n    Normalize(mean="
        + PythonText.of(Arrays.stream(imageMean).boxed().toList())
        + ", std="
        + PythonText.of(Arrays.stream(imageStd).boxed().toList())
        + ")\n    Resize(min_size="
        + PythonText.of(minSize)
        + ", max_size="
        + maxSize
        + ", mode='bilinear')\n)";
  }
}
