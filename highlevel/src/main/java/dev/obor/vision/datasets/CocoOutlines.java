package dev.obor.vision.datasets;

import dev.obor.Aten;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes masks of the outlines that COCO's annotations have: polygons, or run lengths, which may be
 * packed into a text. The pixels are those that {@code pycocotools} makes.
 */
final class CocoOutlines {
  private static final long MOST_PIXELS = 1L << 28;

  /** Beyond it a corner belongs to no image. */
  private static final double FARTHEST = 1 << 20;

  /** Polygons are followed at so many times the resolution. */
  private static final int FINENESS = 5;

  private final int height;
  private final int width;

  /** 1 inside, row by row. */
  private final byte[] pixels;

  private CocoOutlines(int height, int width) {
    this.height = height;
    this.width = width;
    if ((long) height * width > MOST_PIXELS) {
      throw new ValueException("a mask of " + height + " x " + width + " pixels is too large");
    }
    this.pixels = new byte[height * width];
  }

  /**
   * The masks of several outlines, uint8 of shape (N, height, width).
   *
   * @param outlines the values of {@code segmentation}
   * @param height that of the image
   * @param width that of the image
   * @throws TorchException if one of them is none
   */
  static Tensor masks(List<? extends @Nullable Object> outlines, int height, int width) {
    try (Scope scope = Torch.scope()) {
      Tensor[] masks =
          outlines.stream().map(outline -> mask(outline, height, width)).toArray(Tensor[]::new);
      return scope.keep(Aten.stack(masks, 0));
    }
  }

  private static Tensor mask(@Nullable Object outline, int height, int width) {
    CocoOutlines mask = of(outline, height, width);
    return Torch.fromUnsignedArray(mask.pixels, mask.height, mask.width);
  }

  private static CocoOutlines of(@Nullable Object outline, int height, int width) {
    if (outline instanceof Map<?, ?> runs) {
      return ofRuns(runs);
    } else if (outline instanceof List<?> parts) {
      return ofParts(parts, height, width);
    }
    throw new ValueException(
        "COCO segmentation expected to be a dict or a list, got " + type(outline));
  }

  private static String type(@Nullable Object value) {
    String name =
        value instanceof Long
            ? "int"
            : value instanceof Number
                ? "float"
                : value instanceof Boolean ? "bool" : value == null ? "NoneType" : "str";
    return "<class '" + name + "'>";
  }

  /** An object may be in several parts. */
  private static CocoOutlines ofParts(List<?> parts, int height, int width) {
    if (parts.isEmpty()) {
      throw new IndexException("list index out of range\nAn outline has no polygon.");
    }
    Object first = parts.get(0);
    if (first instanceof Map<?, ?> runs && runs.containsKey("counts") && runs.containsKey("size")) {
      return ofAllRuns(parts);
    } else if (!(first instanceof List<?> corners)) {
      throw new TypeException(
          first instanceof Number
              ? "object of type '"
                  + (first instanceof Long ? "int" : "float")
                  + "' has no len()"
                  + "\nAn outline is a list of polygons, each a list of numbers."
              : "input type is not supported.");
    } else if (corners.size() == 4) {
      throw new TypeException(
          "Argument 'bb' has incorrect type (expected numpy.ndarray, got list)\nA polygon has 4"
              + " numbers; it needs 6 at least.");
    } else if (corners.size() < 4) {
      throw unsupported();
    }
    CocoOutlines mask = new CocoOutlines(height, width);
    for (Object part : parts) {
      mask.add(corners(part));
    }
    return mask;
  }

  private static TorchException unsupported() {
    return new TorchException("input type is not supported.");
  }

  // ---- polygons

  private static double[] corners(@Nullable Object part) {
    if (!(part instanceof List<?> list)) {
      throw unsupported();
    }
    // x and y of each corner; what is left over does not count
    double[] corners = new double[list.size() / 2 * 2];
    for (int i = 0; i < corners.length; i++) {
      if (!(list.get(i) instanceof Number number) || !isNear(number.doubleValue())) {
        throw new ValueException("a polygon has the number " + list.get(i));
      }
      corners[i] = number.doubleValue();
    }
    return corners;
  }

  private static boolean isNear(double number) {
    return Math.abs(number) <= FARTHEST;
  }

  private void add(double[] corners) {
    Edges edges = new Edges(height, width);
    int count = corners.length / 2;
    for (int i = 0; i < count; i++) {
      int next = (i + 1) % count;
      edges.line(
          fine(corners[2 * i]),
          fine(corners[2 * i + 1]),
          fine(corners[2 * next]),
          fine(corners[2 * next + 1]));
    }
    boolean isInside = false;
    for (int x = 0, at = 0; x < width; x++) {
      for (int y = 0; y < height; y++, at++) {
        isInside ^= edges.crossings[at];
        if (isInside) {
          pixels[y * width + x] = 1;
        }
      }
    }
  }

  /** Rounded towards zero, as are all the numbers of {@code pycocotools}. */
  private static int fine(double number) {
    return (int) (FINENESS * number + 0.5);
  }

  /** Follows the lines of a polygon and notes where they cross the middle of a column. */
  private static final class Edges {
    private final int height;
    private final int width;

    /** Whether inside and outside change at a pixel, column by column. */
    private final boolean[] crossings;

    private boolean hasPoint;
    private int lastX;
    private int lastY;

    Edges(int height, int width) {
      this.height = height;
      this.width = width;
      this.crossings = new boolean[height * width + 1];
    }

    /** Steps along the longer side, always in the same direction, so that both ways are one. */
    void line(int fromX, int fromY, int toX, int toY) {
      int across = Math.abs(toX - fromX);
      int down = Math.abs(toY - fromY);
      int steps = Math.max(across, down);
      if (steps == 0) {
        point(fromX, fromY);
        return;
      }
      boolean isFlat = across >= down;
      boolean isBackwards = isFlat ? fromX > toX : fromY > toY;
      int startX = isBackwards ? toX : fromX;
      int startY = isBackwards ? toY : fromY;
      int endX = isBackwards ? fromX : toX;
      int endY = isBackwards ? fromY : toY;
      double slope = (double) (isFlat ? endY - startY : endX - startX) / steps;
      for (int i = 0; i <= steps; i++) {
        int step = isBackwards ? steps - i : i;
        if (isFlat) {
          point(startX + step, (int) (startY + slope * step + 0.5));
        } else {
          point((int) (startX + slope * step + 0.5), startY + step);
        }
      }
    }

    private void point(int x, int y) {
      if (hasPoint && x != lastX) {
        cross(x < lastX ? x : x - 1, Math.min(y, lastY));
      }
      hasPoint = true;
      lastX = x;
      lastY = y;
    }

    private void cross(int fineX, int fineY) {
      double x = (fineX + 0.5) / FINENESS - 0.5;
      if (Math.floor(x) != x || x < 0 || x > width - 1) {
        return;
      }
      double y = (fineY + 0.5) / FINENESS - 0.5;
      int column = (int) x;
      int row = (int) Math.ceil(Math.max(0, Math.min(height, y)));
      crossings[column * height + row] ^= true;
    }
  }

  // ---- run lengths

  private static CocoOutlines ofAllRuns(List<?> parts) {
    CocoOutlines all = null;
    for (Object part : parts) {
      if (!(part instanceof Map<?, ?> runs) || runs.get("counts") instanceof String) {
        throw unsupported();
      }
      CocoOutlines mask = ofRuns(runs);
      if (all == null) {
        all = mask;
      } else if (all.height != mask.height || all.width != mask.width) {
        throw new ValueException("the parts of an outline are of several sizes");
      } else {
        for (int i = 0; i < mask.pixels.length; i++) {
          all.pixels[i] |= mask.pixels[i];
        }
      }
    }
    if (all == null) {
      throw unsupported();
    }
    return all;
  }

  private static CocoOutlines ofRuns(Map<?, ?> runs) {
    Object counts = runs.get("counts");
    if (!runs.containsKey("counts")) {
      throw new TorchException("'counts'\nAn outline has no run lengths: " + runs);
    } else if (!runs.containsKey("size")) {
      throw counts instanceof String
          ? new TorchException("'size'\nRun lengths have no size: " + runs)
          : unsupported();
    } else if (!(runs.get("size") instanceof List<?> size) || size.size() < 2) {
      throw invalid("there is no size");
    } else {
      CocoOutlines mask = new CocoOutlines(side(size.get(0)), side(size.get(1)));
      mask.fill(counts instanceof String packed ? unpacked(packed) : lengths(counts));
      return mask;
    }
  }

  private static ValueException invalid(String what) {
    return new ValueException("Invalid RLE mask representation\n" + what);
  }

  private static int side(@Nullable Object value) {
    if (value instanceof Long number && number >= 0 && number <= MOST_PIXELS) {
      return number.intValue();
    }
    throw invalid("its size is " + value);
  }

  private static long[] lengths(@Nullable Object counts) {
    if (!(counts instanceof List<?> list)) {
      throw unsupported();
    }
    long[] lengths = new long[list.size()];
    for (int i = 0; i < lengths.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        throw invalid("one of its lengths is " + list.get(i));
      }
      lengths[i] = number.longValue();
    }
    return lengths;
  }

  /**
   * Reads lengths from a text, whose characters have five bits each, and one that says that the
   * number goes on. From the fourth on, a length is what it has more than the last but one.
   */
  private static long[] unpacked(String text) {
    long[] lengths = new long[text.length()];
    int count = 0;
    for (int at = 0; at < text.length(); count++) {
      long number = 0;
      int bits = 0;
      int character;
      do {
        character = at < text.length() ? text.charAt(at++) - '0' : -1;
        if (character < 0 || character > 63 || bits > 35) {
          throw invalid("its text is damaged");
        }
        number |= (long) (character & 31) << bits;
        bits += 5;
      } while ((character & 32) != 0);
      if ((character & 16) != 0) {
        number |= -1L << bits;
      }
      lengths[count] = count > 2 ? number + lengths[count - 2] : number;
    }
    return Arrays.copyOf(lengths, count);
  }

  /** Column by column, in turn outside and inside. */
  private void fill(long[] lengths) {
    long at = 0;
    for (int i = 0; i < lengths.length; i++) {
      long length = lengths[i];
      if (length < 0 || length > pixels.length - at) {
        throw invalid("its lengths are not those of " + height + " x " + width + " pixels");
      }
      for (int from = (int) at; i % 2 == 1 && from < at + length; from++) {
        pixels[from % height * width + from / height] = 1;
      }
      at += length;
    }
    if (at != pixels.length) {
      throw invalid(
          "its lengths make " + at + " pixels, not " + height + " x " + width + " of them");
    }
  }
}
