package dev.obor.vision.utils;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.vision.transforms.v2.F;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link Vision} that draws. */
abstract class DrawingFunctions {
  DrawingFunctions() {}

  private static void checkImage(Tensor image, boolean allowsGray) {
    if (image.dtype() != DType.UINT8 && !image.isFloatingPoint()) {
      throw new ValueException("The image dtype must be uint8 or float, got " + image.dtype());
    }
    if (image.dim() != 3) {
      throw new ValueException("Pass individual images, not batches");
    }
    if (image.size(0) != 3 && !(allowsGray && image.size(0) == 1)) {
      throw new ValueException(
          allowsGray
              ? "Only grayscale and RGB images are supported"
              : "Pass an RGB image. Other Image formats are not supported");
    }
  }

  private static Canvas canvas(Tensor image) {
    Tensor bytes = F.toDtype(image, DType.UINT8, true);
    Tensor colors = bytes.size(0) == 1 ? bytes.repeat(3, 1, 1) : bytes;
    int height = Math.toIntExact(image.size(1));
    int width = Math.toIntExact(image.size(2));
    return new Canvas(colors.toByteArray(), height, width);
  }

  private static Tensor drawn(Canvas canvas, Tensor image) {
    Tensor bytes = Torch.fromUnsignedArray(canvas.planes(), 3, image.size(1), image.size(2));
    return F.toDtype(bytes, image.dtype(), true);
  }

  // ---- boxes

  /** Draws boxes: Python's {@code draw_bounding_boxes(image, boxes)}. */
  public static Tensor drawBoundingBoxes(Tensor image, Tensor boxes) {
    return drawBoundingBoxes(image, boxes, o -> {});
  }

  /**
   * Draws boxes into a copy of an image: Python's {@code draw_bounding_boxes(image, boxes,
   * labels=…, …)}.
   *
   * <p>Frames have Python's pixels, but in boxes that are narrower than twice the width: there they
   * end in the middle, while Pillow draws beyond the box. Labels are written with a font of Java's,
   * which may look otherwise.
   *
   * @param image uint8 or float, of shape (C, H, W) with one or three channels
   * @param boxes left, top, right and bottom, of shape (N, 4); or the columns and rows of the four
   *     corners of turned boxes, of shape (N, 8), whose first side is drawn dashed
   * @return of shape (3, H, W) and the image's dtype; the image itself if there are no boxes
   * @throws ValueException if shapes do not fit, or a box ends before it begins
   */
  public static Tensor drawBoundingBoxes(Tensor image, Tensor boxes, Consumer<BoxOptions> options) {
    BoxOptions o = new BoxOptions();
    options.accept(o);
    checkImage(image, true);
    boolean isTurned = boxes.dim() == 2 && boxes.size(1) == 8;
    if (!isTurned && (boxes.dim() != 2 || boxes.size(1) != 4)) {
      throw new ValueException(
          "Boxes need to be of shape (N, 4), got "
              + boxes.size()
              + "\nTurned boxes have their four corners, and the shape (N, 8).");
    }
    int count = Math.toIntExact(boxes.size(0));
    if (count == 0) {
      Warnings.warn("boxes doesn't contain any box. No box was drawn");
      return image;
    }
    if (o.labels != null && o.labels.size() != count) {
      throw new ValueException(
          "Number of boxes ("
              + count
              + ") and labels ("
              + o.labels.size()
              + ") mismatch. Please specify labels for each box.");
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      int[] corners = boxes.to(DType.INT64).toIntArray();
      for (int i = 0; i < corners.length && !isTurned; i += 4) {
        if (corners[i] > corners[i + 2] || corners[i + 1] > corners[i + 3]) {
          throw new ValueException(
              "Boxes need to be in (xmin, ymin, xmax, ymax) format. Use"
                  + " torchvision.ops.box_convert to convert them");
        }
      }
      Canvas canvas = canvas(image);
      draw(canvas, corners, isTurned ? 8 : 4, o);
      return scope.keep(drawn(canvas, image));
    }
  }

  private static void draw(Canvas canvas, int[] corners, int numbers, BoxOptions o) {
    int count = corners.length / numbers;
    List<int[]> colors = Colors.of(o.colors, count);
    boolean hasOwn = o.labelColors != null || o.fillLabels;
    Object own = o.labelColors == null ? "black" : o.labelColors;
    List<int[]> texts = hasOwn ? Colors.of(own, count) : colors;
    boolean hasBackground = o.fillLabels && o.labelBackgroundColors != null;
    List<int[]> backgrounds = hasBackground ? Colors.of(o.labelBackgroundColors, count) : colors;
    for (int i = 0; i < count; i++) {
      int[] box = Arrays.copyOfRange(corners, numbers * i, numbers * (i + 1));
      int left = box[0];
      int top = box[1];
      int opacity = o.fill ? 100 : -1;
      if (numbers == 4) {
        canvas.rectangle(left, top, box[2], box[3], colors.get(i), o.width, opacity);
      } else {
        int[] xs = {left, box[2], box[4], box[6]};
        int[] ys = {top, box[3], box[5], box[7]};
        canvas.turned(xs, ys, colors.get(i), o.width, opacity);
      }
      if (o.labels != null) {
        int margin = o.width + 1;
        Text text = new Text(o.labels.get(i), o.font, o.fontSize);
        text.draw(
            canvas,
            left + margin,
            top + margin,
            texts.get(i),
            o.fillLabels ? backgrounds.get(i) : null);
      }
    }
  }

  // ---- masks

  /** Draws masks: Python's {@code draw_segmentation_masks(image, masks)}. */
  public static Tensor drawSegmentationMasks(Tensor image, Tensor masks) {
    return drawSegmentationMasks(image, masks, 0.8, null);
  }

  /**
   * Lays colours over a copy of an image where masks are: Python's {@code
   * draw_segmentation_masks(image, masks, alpha, colors)}.
   *
   * @param image uint8 or float, of shape (3, H, W)
   * @param masks bool, of shape (N, H, W) or (H, W)
   * @param alpha from 0 for the image to 1 for the colours
   * @param colors names or arrays, as {@link BoxOptions} says; null for a palette
   * @throws ValueException if shapes or dtypes do not fit
   */
  public static Tensor drawSegmentationMasks(
      Tensor image, Tensor masks, double alpha, @Nullable List<?> colors) {
    checkImage(image, false);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor all = masks.dim() == 2 ? masks.unsqueeze(0) : masks;
      check(image, all);
      int count = Math.toIntExact(all.size(0));
      if (count == 0) {
        Warnings.warn("masks doesn't contain any mask. No mask was drawn");
        return image;
      }
      List<int[]> given = Colors.of(colors, count);
      Tensor painted = image.detach().clone();
      double most = image.isFloatingPoint() ? 255 : 1;
      for (int i = 0; i < count; i++) {
        double[] color = Arrays.stream(given.get(i)).mapToDouble(v -> v / most).toArray();
        Tensor value = Torch.tensor(color).to(image.dtype()).view(3, 1, 1).to(image.device());
        painted = Torch.where(all.select(0, i).unsqueeze(0), value, painted);
      }
      Tensor overlaps = all.sum(new long[] {0}).gt(1).unsqueeze(0);
      painted = painted.maskedFill(overlaps, 0);
      Tensor result = image.mul(1 - alpha).add(painted.mul(alpha));
      return scope.keep(result.to(image.dtype()));
    }
  }

  private static void check(Tensor image, Tensor masks) {
    if (masks.dim() != 3) {
      throw new ValueException("masks must be of shape (H, W) or (batch_size, H, W)");
    }
    if (masks.dtype() != DType.BOOL) {
      throw new ValueException("The masks must be of dtype bool. Got " + masks.dtype());
    }
    if (masks.size(-1) != image.size(-1) || masks.size(-2) != image.size(-2)) {
      throw new ValueException("The image and the masks must have the same height and width");
    }
  }

  // ---- points

  /**
   * Draws points, and lines between them, into a copy of an image: Python's {@code
   * draw_keypoints(image, keypoints, connectivity=…, …)}.
   *
   * @param image uint8 or float, of shape (3, H, W)
   * @param keypoints x and y, of shape (instances, K, 2)
   * @throws ValueException if shapes do not fit
   */
  public static Tensor drawKeypoints(
      Tensor image, Tensor keypoints, Consumer<KeypointOptions> options) {
    KeypointOptions o = new KeypointOptions();
    options.accept(o);
    checkImage(image, false);
    if (keypoints.dim() != 3) {
      throw new ValueException("keypoints must be of shape (num_instances, K, 2)");
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Canvas canvas = canvas(image);
      int[] points = keypoints.to(DType.INT64).toIntArray();
      boolean[] visible = visible(keypoints, o.visibility);
      int each = Math.toIntExact(keypoints.size(1));
      for (int start = 0; start < visible.length; start += each) {
        for (int i = start; i < start + each; i++) {
          if (visible[i] && o.colors != null && o.radius > 0) {
            canvas.disc(points[2 * i], points[2 * i + 1], o.radius, Colors.color(o.colors));
          }
        }
        for (int[] pair : o.connectivity) {
          int a = start + pair[0];
          int b = start + pair[1];
          if (visible[a] && visible[b]) {
            canvas.line(
                points[2 * a],
                points[2 * a + 1],
                points[2 * b],
                points[2 * b + 1],
                o.width,
                new int[] {255, 255, 255});
          }
        }
      }
      return scope.keep(drawn(canvas, image));
    }
  }

  private static boolean[] visible(Tensor keypoints, @Nullable Tensor visibility) {
    if (visibility == null) {
      boolean[] all = new boolean[Math.toIntExact(keypoints.size(0) * keypoints.size(1))];
      Arrays.fill(all, true);
      return all;
    }
    Tensor flags = visibility.dim() == 3 ? visibility.squeeze(-1) : visibility;
    if (flags.dim() != 2) {
      throw new ValueException(
          "visibility must be of shape (num_instances, K). Got ndim=" + flags.dim());
    }
    if (flags.size(0) != keypoints.size(0) || flags.size(1) != keypoints.size(1)) {
      throw new ValueException(
          "keypoints and visibility must have the same dimensionality for num_instances and K. Got"
              + " visibility.shape="
              + flags.size()
              + " and keypoints.shape="
              + keypoints.size());
    }
    return flags.toBooleanArray();
  }

  // ---- flows

  /**
   * Shows where pixels move by colours: Python's {@code flow_to_image(flow)}.
   *
   * @param flow float32, of shape (2, H, W) or (N, 2, H, W)
   * @return uint8, of shape (3, H, W) or (N, 3, H, W)
   * @throws ValueException if dtype or shape do not fit
   */
  public static Tensor flowToImage(Tensor flow) {
    if (flow.dtype() != DType.FLOAT32) {
      throw new ValueException("Flow should be of dtype torch.float, got " + flow.dtype() + ".");
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor batch = flow.dim() == 3 ? flow.unsqueeze(0) : flow;
      if (batch.dim() != 4 || batch.size(1) != 2) {
        throw new ValueException(
            "Input flow should have shape (2, H, W) or (N, 2, H, W), got " + flow.size() + ".");
      }
      long[] channels = {1};
      Tensor longest = batch.pow(2).sum(channels).sqrt().max();
      Tensor image = colored(batch.div(longest.add(Math.ulp(1.0f))));
      return scope.keep(flow.dim() == 3 ? image.select(0, 0) : image);
    }
  }

  private static Tensor colored(Tensor flow) {
    Tensor wheel = wheel();
    long count = wheel.size(0);
    Tensor norm = flow.pow(2).sum(new long[] {1}).sqrt();
    Tensor angle = flow.select(1, 1).neg().atan2(flow.select(1, 0).neg()).div(Math.PI);
    Tensor place = angle.add(1.0).div(2.0).mul(count - 1);
    Tensor first = place.floor().to(DType.INT64);
    Tensor second = first.add(1).remainder(count);
    Tensor f = place.sub(first);
    List<Tensor> planes = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Tensor column = wheel.select(1, c);
      Tensor a = Aten.index_Tensor(column, new Tensor[] {first}).div(255.0);
      Tensor b = Aten.index_Tensor(column, new Tensor[] {second}).div(255.0);
      Tensor color = f.rsub(1.0).mul(a).add(f.mul(b));
      Tensor faded = norm.mul(color.rsub(1.0)).rsub(1.0);
      planes.add(faded.mul(255.0).floor().to(DType.UINT8));
    }
    return Torch.stack(planes, 1);
  }

  /** The colours of a circle: from each of six to the next in its own number of steps. */
  private static Tensor wheel() {
    int[] steps = {15, 6, 4, 11, 13, 6};
    int[][] corners = {
      {255, 0, 0}, {255, 255, 0}, {0, 255, 0}, {0, 255, 255}, {0, 0, 255}, {255, 0, 255}
    };
    List<double[]> colors = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      int[] from = corners[i];
      int[] to = corners[(i + 1) % steps.length];
      for (int step = 0; step < steps[i]; step++) {
        double part = Math.floor(255.0 * step / steps[i]);
        double[] color = new double[3];
        for (int c = 0; c < 3; c++) {
          color[c] = from[c] + Integer.signum(to[c] - from[c]) * part;
        }
        colors.add(color);
      }
    }
    return Torch.tensor(colors.toArray(double[][]::new));
  }
}
