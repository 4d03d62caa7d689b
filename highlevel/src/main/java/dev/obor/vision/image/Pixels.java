package dev.obor.vision.image;

import dev.obor.ValueException;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pixels of an image in one array, row by row, the values of a pixel side by side.
 *
 * <p>The array is a {@code byte[]}, for mode I;16 a {@code short[]}, for I an {@code int[]} and for
 * F a {@code float[]}. As in {@link java.awt.image.BufferedImage}, the values of a pixel may stand
 * in reverse order: {@link #place} says where a channel is.
 *
 * <p>Pixels are not to be changed once an image or another object has them: methods that would
 * change nothing return the object itself, and arrays are shared with images.
 */
public final class Pixels {
  private final Mode mode;
  private final int width;
  private final int height;
  private final Object values;
  private final boolean reversed;
  private final @Nullable IndexColorModel palette;

  Pixels(
      Mode mode,
      int width,
      int height,
      Object values,
      boolean reversed,
      @Nullable IndexColorModel palette) {
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.values = values;
    this.reversed = reversed;
    this.palette = palette;
  }

  /**
   * Makes pixels of an array, which is not copied.
   *
   * @param values width * height * bands elements of the mode's type, the channels of a pixel in
   *     their order
   */
  public static Pixels of(Mode mode, int width, int height, Object values) {
    return new Pixels(mode, width, height, values, false, null);
  }

  /**
   * The same with the channels of a pixel in reverse order, as images of Java have them.
   *
   * @param values width * height * bands bytes
   */
  public static Pixels ofReversed(Mode mode, int width, int height, byte[] values) {
    return new Pixels(mode, width, height, values, true, null);
  }

  /** Makes pixels of other size or mode, in the order of channels and with the palette of these. */
  Pixels with(Mode newMode, int newWidth, int newHeight, Object newValues) {
    return new Pixels(newMode, newWidth, newHeight, newValues, reversed, palette);
  }

  /** What the numbers mean. */
  public Mode mode() {
    return mode;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The number of values in a pixel. */
  public int bands() {
    return mode.bands();
  }

  boolean reversed() {
    return reversed;
  }

  @Nullable IndexColorModel palette() {
    return palette;
  }

  /** The array. */
  public Object values() {
    return values;
  }

  /** The array of a mode that has bytes. */
  public byte[] bytes() {
    return (byte[]) values;
  }

  /** Where in a pixel a channel stands. */
  public int place(int channel) {
    return reversed ? mode.bands() - 1 - channel : channel;
  }

  /**
   * Writes what stands for each byte of a channel, row by row.
   *
   * @param levels what stands for 0 to 255
   * @param to takes it from {@code start} on
   */
  public void write(int channel, float[] levels, float[] to, int start) {
    byte[] from = bytes();
    int bands = bands();
    int end = start + width * height;
    for (int i = start, place = place(channel); i < end; i++, place += bands) {
      to[i] = levels[from[place] & 255];
    }
  }

  /** The number of elements of an image; throws if no array has so many. */
  public static int length(int width, int height, int bands) {
    long length = (long) width * height * bands;
    if (width < 0 || height < 0 || length > Integer.MAX_VALUE - 8) {
      throw new ValueException(
          "an image of " + width + " x " + height + " pixels does not fit into an array");
    }
    return (int) length;
  }

  private static Object empty(Mode mode, int length) {
    return switch (mode) {
      case I16 -> new short[length];
      case I -> new int[length];
      case F -> new float[length];
      default -> new byte[length];
    };
  }

  /**
   * Makes an image of one colour, with the order of channels and the palette of this one.
   *
   * @param fill the value of each channel; bytes are bounded to 0 to 255
   */
  public Pixels filled(int newWidth, int newHeight, double[] fill) {
    Object result = empty(mode, length(newWidth, newHeight, bands()));
    if (result instanceof byte[] bytes) {
      byte[] pixel = bytesOf(fill);
      if (pixel.length == 1) {
        Arrays.fill(bytes, pixel[0]);
      } else {
        for (int i = 0; i < bytes.length; i += pixel.length) {
          System.arraycopy(pixel, 0, bytes, i, pixel.length);
        }
      }
    } else if (result instanceof short[] shorts) {
      Arrays.fill(shorts, (short) (int) fill[0]);
    } else if (result instanceof int[] ints) {
      Arrays.fill(ints, (int) fill[0]);
    } else {
      Arrays.fill((float[]) result, (float) fill[0]);
    }
    return with(mode, newWidth, newHeight, result);
  }

  /** One pixel of a colour, in the order in which pixels stand. */
  private byte[] bytesOf(double[] fill) {
    byte[] pixel = new byte[bands()];
    for (int c = 0; c < pixel.length; c++) {
      int value = Math.max(0, Math.min(255, (int) fill[c]));
      pixel[place(c)] = (byte) (mode == Mode.BILEVEL && value != 0 ? 255 : value);
    }
    return pixel;
  }

  /**
   * Cuts out a part; what lies outside of the image is 0.
   *
   * @param left the first column, which may be negative
   * @param top the first row, which may be negative
   */
  public Pixels crop(int left, int top, int newWidth, int newHeight) {
    if (left == 0 && top == 0 && newWidth == width && newHeight == height) {
      return this;
    }
    Object result = empty(mode, length(newWidth, newHeight, bands()));
    int from = Math.max(0, left);
    int count = (int) (Math.min(width, (long) left + newWidth) - from);
    if (count > 0) {
      int first = Math.max(0, top);
      int last = (int) Math.min(height, (long) top + newHeight);
      for (int y = first; y < last; y++) {
        System.arraycopy(
            values,
            (y * width + from) * bands(),
            result,
            ((y - top) * newWidth + from - left) * bands(),
            count * bands());
      }
    }
    return with(mode, newWidth, newHeight, result);
  }

  /** Puts an image of the same mode and order into a copy of this one, at a place within. */
  Pixels pasted(Pixels image, int left, int top) {
    Object result = empty(mode, length(width, height, bands()));
    System.arraycopy(values, 0, result, 0, width * height * bands());
    for (int y = 0; y < image.height; y++) {
      System.arraycopy(
          image.values,
          y * image.width * bands(),
          result,
          ((y + top) * width + left) * bands(),
          image.width * bands());
    }
    return with(mode, width, height, result);
  }

  /**
   * Surrounds the image with a colour; negative margins cut off.
   *
   * @param fill the value of each channel
   */
  public Pixels expand(int left, int top, int right, int bottom, double[] fill) {
    int cutLeft = Math.max(0, -left);
    int cutTop = Math.max(0, -top);
    int newWidth = width + left + right;
    int newHeight = height + top + bottom;
    Pixels kept =
        crop(
            cutLeft,
            cutTop,
            Math.max(0, Math.min(width - cutLeft, newWidth - Math.max(0, left))),
            Math.max(0, Math.min(height - cutTop, newHeight - Math.max(0, top))));
    return filled(newWidth, newHeight, fill).pasted(kept, Math.max(0, left), Math.max(0, top));
  }

  /**
   * Takes the rows and columns with the given numbers.
   *
   * @param columns the column of each new column
   * @param rows the row of each new row
   */
  public Pixels select(int[] columns, int[] rows) {
    int[] source = new int[length(columns.length, rows.length, 1)];
    int i = 0;
    for (int row : rows) {
      for (int column : columns) {
        source[i++] = row * width + column;
      }
    }
    return gather(columns.length, rows.length, source, new double[bands()]);
  }

  /**
   * Takes each new pixel from a place of this image.
   *
   * @param source the number of the pixel, counted row by row, or -1 for the colour
   * @param fill the value of each channel of the colour
   */
  public Pixels gather(int newWidth, int newHeight, int[] source, double[] fill) {
    int bands = bands();
    Object result = empty(mode, length(newWidth, newHeight, bands));
    if (result instanceof byte[] to) {
      gather(bytes(), to, source, bytesOf(fill));
    } else if (result instanceof short[] to) {
      short[] from = (short[]) values;
      for (int i = 0; i < to.length; i++) {
        to[i] = source[i] < 0 ? (short) (int) fill[0] : from[source[i]];
      }
    } else if (result instanceof int[] to) {
      int[] from = (int[]) values;
      for (int i = 0; i < to.length; i++) {
        to[i] = source[i] < 0 ? (int) fill[0] : from[source[i]];
      }
    } else if (result instanceof float[] to) {
      float[] from = (float[]) values;
      for (int i = 0; i < to.length; i++) {
        to[i] = source[i] < 0 ? (float) fill[0] : from[source[i]];
      }
    }
    return with(mode, newWidth, newHeight, result);
  }

  private static void gather(byte[] from, byte[] to, int[] source, byte[] fill) {
    int bands = fill.length;
    if (bands == 1) {
      for (int i = 0; i < to.length; i++) {
        to[i] = source[i] < 0 ? fill[0] : from[source[i]];
      }
      return;
    }
    for (int i = 0; i < source.length; i++) {
      byte[] pixels = source[i] < 0 ? fill : from;
      int place = Math.max(0, source[i]) * bands;
      for (int b = 0; b < bands; b++) {
        to[i * bands + b] = pixels[place + b];
      }
    }
  }

  /** Mirrors left and right: Pillow's {@code FLIP_LEFT_RIGHT}. */
  public Pixels flipLeftRight() {
    if (values instanceof byte[] from && bands() == 3) {
      int row = width * 3;
      byte[] to = new byte[row * height];
      for (int start = 0; start < to.length; start += row) {
        for (int f = start, t = start + row - 3; f < start + row; f += 3, t -= 3) {
          to[t] = from[f];
          to[t + 1] = from[f + 1];
          to[t + 2] = from[f + 2];
        }
      }
      return with(mode, width, height, to);
    }
    int[] columns = new int[width];
    Arrays.setAll(columns, x -> width - 1 - x);
    return select(columns, numbers(height));
  }

  /** Mirrors top and bottom: Pillow's {@code FLIP_TOP_BOTTOM}. */
  public Pixels flipTopBottom() {
    int[] rows = new int[height];
    Arrays.setAll(rows, y -> height - 1 - y);
    return select(numbers(width), rows);
  }

  /** Turns by 180 degrees: Pillow's {@code ROTATE_180}. */
  public Pixels rotate180() {
    int[] source = new int[width * height];
    Arrays.setAll(source, i -> source.length - 1 - i);
    return gather(width, height, source, new double[bands()]);
  }

  /** Makes columns of the rows: Pillow's {@code TRANSPOSE}. */
  public Pixels transpose() {
    int[] source = new int[width * height];
    Arrays.setAll(source, i -> i % height * width + i / height);
    return gather(height, width, source, new double[bands()]);
  }

  /** Turns by 90 degrees against the clock: Pillow's {@code ROTATE_90}. */
  public Pixels rotate90() {
    return transpose().flipTopBottom();
  }

  /** Turns by 90 degrees with the clock: Pillow's {@code ROTATE_270}. */
  public Pixels rotate270() {
    return transpose().flipLeftRight();
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
