package dev.obor.vision.tv_tensors;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.util.List;

/** The functions of Python's {@code torchvision.tv_tensors}. */
public final class TVTensors {
  private TVTensors() {}

  /**
   * Gives a tensor the meaning of another: Python's {@code wrap(wrappee, like=like)}.
   *
   * <pre>{@code
   * Image brighter = TVTensors.wrap(image.data().mul(1.1), image);
   * }</pre>
   *
   * @param like an image, a video, a mask, boxes or points
   * @return of the class of {@code like}, around the tensor itself
   * @throws TypeException if it is of a class of one's own
   */
  @SuppressWarnings("unchecked") // each branch makes the class of what it is like
  public static <T extends TVTensor> T wrap(Tensor wrappee, T like) {
    if (like instanceof Image) {
      return (T) new Image(wrappee);
    } else if (like instanceof Video) {
      return (T) new Video(wrappee);
    } else if (like instanceof Mask) {
      return (T) new Mask(wrappee);
    } else if (like instanceof BoundingBoxes boxes) {
      return (T) boxes.with(wrappee);
    } else if (like instanceof KeyPoints points) {
      return (T) points.with(wrappee);
    }
    throw new TypeException(
        "wrap knows the classes of dev.obor.vision.tv_tensors only, but got " + like.getClass());
  }

  /**
   * Whether boxes of a format may be turned: Python's {@code is_rotated_bounding_format(format)}.
   */
  public static boolean isRotatedBoundingFormat(BoundingBoxFormat format) {
    return format.isRotated();
  }

  /** The same with the name of a format. */
  public static boolean isRotatedBoundingFormat(String format) {
    return BoundingBoxFormat.of(format).isRotated();
  }

  /** What Python prints: the tensor with another name, and more behind it. */
  static String text(String name, Tensor data, String more) {
    String tensor = data.toString(name);
    return tensor.substring(0, tensor.length() - 1) + ", " + more + ")";
  }

  static String pair(List<Integer> values) {
    return "(" + values.get(0) + ", " + values.get(1) + ")";
  }
}
