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

  /**
   * The bytes of a mode that has bytes, all of one channel before those of the next; not to be
   * changed.
   */
  public byte[] planes() {
    byte[] from = bytes();
    if (bands() == 1) {
      return from;
    }
    byte[] planes = new byte[from.length];
    int plane = height * width;
    for (int c = 0; c < bands(); c++) {
      for (int i = c * plane, place = place(c); i < (c + 1) * plane; i++, place += bands()) {
        planes[i] = from[place];
      }
    }
    return planes;
  }

  /**
   * Makes pixels of planes of bytes.
   *
   * @param planes width * height bytes for each channel; not to be changed any more
   */
  public static Pixels ofPlanes(Mode mode, int width, int height, byte[] planes) {
    int bands = mode.bands();
    if (bands == 1) {
      return of(mode, width, height, planes);
    }
    int plane = width * height;
    byte[] values = new byte[length(width, height, bands)];
    if (bands == 3) {
      int[] row = new int[width];
      for (int i = 0; i < plane; i += width) {
        join(planes, i, plane, row);
        Triples.write(row, values, i * 3);
      }
      return ofReversed(mode, width, height, values);
    }
    Pixels result =
        bands == 4 ? ofReversed(mode, width, height, values) : of(mode, width, height, values);
    for (int c = 0; c < bands; c++) {
      for (int i = c * plane, place = result.place(c); i < (c + 1) * plane; i++, place += bands) {
        values[place] = planes[i];
      }
    }
    return result;
  }

  private static void join(byte[] planes, int place, int plane, int[] row) {
    for (int i = 0; i < row.length; i++) {
      int p = place + i;
      row[i] =
          (planes[p] & 255) << 16 | (planes[p + plane] & 255) << 8 | (planes[p + 2 * plane] & 255);
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
      fill(bytes, bytesOf(fill));
    } else if (result instanceof short[] shorts) {
      Arrays.fill(shorts, (short) (int) fill[0]);
    } else if (result instanceof int[] ints) {
      Arrays.fill(ints, (int) fill[0]);
    } else {
      Arrays.fill((float[]) result, (float) fill[0]);
    }
    return with(mode, newWidth, newHeight, result);
  }

  private static void fill(byte[] bytes, byte[] pixel) {
    if (pixel.length == 1) {
      Arrays.fill(bytes, pixel[0]);
      return;
    }
    boolean isBlack = true;
    for (byte value : pixel) {
      isBlack &= value == 0;
    }
    if (isBlack || bytes.length == 0) {
      return;
    }
    System.arraycopy(pixel, 0, bytes, 0, pixel.length);
    for (int done = pixel.length; done < bytes.length; done *= 2) {
      System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
    }
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
    Pixels result = filled(newWidth, newHeight, fill);
    int place = Math.max(0, top) * newWidth + Math.max(0, left);
    int count = kept.width * bands();
    for (int y = 0; y < kept.height; y++, place += newWidth) {
      System.arraycopy(kept.values, y * count, result.values, place * bands(), count);
    }
    return result;
  }

  /**
   * Takes the rows and columns with the given numbers.
   *
   * @param columns the column of each new column
   * @param rows the row of each new row
   */
  public Pixels select(int[] columns, int[] rows) {
    Object result = empty(mode, length(columns.length, rows.length, bands()));
    int begin = 0;
    int end = 0;
    for (int i = 0, next; i < columns.length; i = next) {
      next = i + 1;
      while (next < columns.length && columns[next] == columns[next - 1] + 1) {
        next++;
      }
      if (next - i > end - begin) {
        begin = i;
        end = next;
      }
    }
    // Most columns are neighbours as before, and copied at once.
    int count = (end - begin) * bands();
    int[] source = new int[columns.length];
    Object color = empty(mode, bands());
    for (int y = 0; y < rows.length; y++) {
      int row = rows[y] * width;
      for (int x = 0; x < source.length; x++) {
        source[x] = row + columns[x];
      }
      int start = y * source.length;
      gather(result, start, source, 0, begin, color);
      if (count > 0) {
        System.arraycopy(values, source[begin] * bands(), result, (start + begin) * bands(), count);
      }
      gather(result, start, source, end, source.length, color);
    }
    return with(mode, columns.length, rows.length, result);
  }

  /** Says for a row of a new image from where in the old one its pixels come. */
  @FunctionalInterface
  interface Rows {
    /**
     * Finds the pixels of a row.
     *
     * @param source takes the number of each pixel, counted row by row, or -1 for the colour
     */
    void find(int y, int[] source);
  }

  /**
   * Takes each new pixel from a place of this image.
   *
   * @param rows from where; called for one row after another
   * @param fill the value of each channel of the colour
   */
  Pixels gather(int newWidth, int newHeight, Rows rows, double[] fill) {
    Object result = empty(mode, length(newWidth, newHeight, bands()));
    Object color = filled(1, 1, fill).values;
    int[] source = new int[newWidth];
    for (int y = 0; y < newHeight; y++) {
      rows.find(y, source);
      gather(result, y * newWidth, source, 0, newWidth, color);
    }
    return with(mode, newWidth, newHeight, result);
  }

  /** Fills a part of the row that begins with the pixel of a number. */
  private void gather(Object result, int start, int[] source, int begin, int end, Object color) {
    if (result instanceof byte[] to) {
      if (bands() == 3) {
        int outside = Triples.get((byte[]) color, 0);
        Triples.gather(bytes(), source, begin, end, outside, to, (start + begin) * 3);
      } else {
        gather(bytes(), to, start, source, begin, end, (byte[]) color);
      }
    } else if (result instanceof short[] to) {
      short[] from = (short[]) values;
      for (int i = begin; i < end; i++) {
        to[start + i] = source[i] < 0 ? ((short[]) color)[0] : from[source[i]];
      }
    } else if (result instanceof int[] to) {
      int[] from = (int[]) values;
      for (int i = begin; i < end; i++) {
        to[start + i] = source[i] < 0 ? ((int[]) color)[0] : from[source[i]];
      }
    } else if (result instanceof float[] to) {
      float[] from = (float[]) values;
      for (int i = begin; i < end; i++) {
        to[start + i] = source[i] < 0 ? ((float[]) color)[0] : from[source[i]];
      }
    }
  }

  private static void gather(
      byte[] from, byte[] to, int start, int[] source, int begin, int end, byte[] color) {
    int bands = color.length;
    if (bands == 1) {
      for (int i = begin; i < end; i++) {
        to[start + i] = source[i] < 0 ? color[0] : from[source[i]];
      }
      return;
    }
    for (int i = begin; i < end; i++) {
      byte[] pixels = source[i] < 0 ? color : from;
      int place = Math.max(0, source[i]) * bands;
      for (int b = 0; b < bands; b++) {
        to[(start + i) * bands + b] = pixels[place + b];
      }
    }
  }

  /** Mirrors left and right: Pillow's {@code FLIP_LEFT_RIGHT}. */
  public Pixels flipLeftRight() {
    if (values instanceof byte[] from && bands() == 3 && width > 0) {
      byte[] to = new byte[from.length];
      for (int place = 0; place < to.length; place += width * 3) {
        Triples.flip(from, to, place, width);
      }
      return with(mode, width, height, to);
    }
    return gather(
        width,
        height,
        (y, source) -> {
          int last = (y + 1) * width - 1;
          for (int x = 0; x < source.length; x++) {
            source[x] = last - x;
          }
        },
        new double[bands()]);
  }

  /** Mirrors top and bottom: Pillow's {@code FLIP_TOP_BOTTOM}. */
  public Pixels flipTopBottom() {
    Object result = empty(mode, length(width, height, bands()));
    int row = width * bands();
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, y * row, result, (height - 1 - y) * row, row);
    }
    return with(mode, width, height, result);
  }

  /** Turns by 180 degrees: Pillow's {@code ROTATE_180}. */
  public Pixels rotate180() {
    return gather(
        width,
        height,
        (y, source) -> {
          int last = (height - y) * width - 1;
          for (int x = 0; x < source.length; x++) {
            source[x] = last - x;
          }
        },
        new double[bands()]);
  }

  /** Makes columns of the rows: Pillow's {@code TRANSPOSE}. */
  public Pixels transpose() {
    return gather(
        height,
        width,
        (y, source) -> {
          for (int x = 0; x < source.length; x++) {
            source[x] = x * width + y;
          }
        },
        new double[bands()]);
  }

  /** Turns by 90 degrees against the clock: Pillow's {@code ROTATE_90}. */
  public Pixels rotate90() {
    return transpose().flipTopBottom();
  }

  /** Turns by 90 degrees with the clock: Pillow's {@code ROTATE_270}. */
  public Pixels rotate270() {
    return transpose().flipLeftRight();
  }
}
