package dev.obor.vision.transforms;

import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/** The size that an image gets when it is resized. */
public final class ResizedSize {
  private ResizedSize() {}

  /**
   * Computes height and width of the result.
   *
   * @param size height and width, or one number for the smaller edge, or null to make the larger
   *     edge maxSize
   * @param maxSize the most that the larger edge may have, or null for no bound
   * @return height and width
   * @throws ValueException if maxSize does not fit
   */
  public static int[] of(int height, int width, int @Nullable [] size, @Nullable Integer maxSize) {
    if (size != null && size.length == 2) {
      return size.clone();
    }
    long shortEdge = Math.min(width, height);
    long longEdge = Math.max(width, height);
    long newShort;
    long newLong;
    if (size == null) {
      if (maxSize == null) {
        throw new ValueException("max_size must be an integer when size is None, but got None");
      }
      newShort = (long) ((double) (maxSize * shortEdge) / longEdge);
      newLong = maxSize;
    } else {
      newShort = size[0];
      newLong = (long) ((double) (newShort * longEdge) / shortEdge);
      if (maxSize != null) {
        checkBound(maxSize, size[0]);
        if (newLong > maxSize) {
          newShort = (long) ((double) (maxSize * newShort) / newLong);
          newLong = maxSize;
        }
      }
    }
    int smaller = Math.toIntExact(newShort);
    int larger = Math.toIntExact(newLong);
    return width <= height ? new int[] {larger, smaller} : new int[] {smaller, larger};
  }

  private static void checkBound(int maxSize, int size) {
    if (maxSize <= size) {
      throw new ValueException(
          "max_size = "
              + maxSize
              + " must be strictly greater than the requested size for the smaller edge size = ["
              + size
              + "]");
    }
  }
}
