package dev.obor.plot;

import dev.obor.ValueException;
import dev.obor.files.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * A picture with places for data: {@code matplotlib.figure.Figure}.
 *
 * <pre>{@code
 * Figure figure = Plt.figure(o -> o.figsize(8, 8));
 * Axes axes = figure.addSubplot(3, 3, 1);
 * axes.imshow(image, o -> o.cmap("gray"));
 * figure.savefig(Path.of("images.svg"));
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class Figure {
  /** What is drawn has this many units in an inch. */
  static final double INCH = 100;

  /** How many units a printer's point has. */
  static final double POINT = INCH / 72;

  private static final double PADDING = 8;
  private static final int MOST_PIXELS = 20_000;

  private final double width;
  private final double height;
  private final double dpi;
  private final List<Place> places = new ArrayList<>();
  private @Nullable Place current;
  private String suptitle = "";
  private Font suptitleFont = Fonts.plain(12);
  private Color suptitleColor = Color.BLACK;

  /** Axes and the part of the figure that they have. */
  private record Place(int rows, int columns, int index, Axes axes) {
    boolean isAt(int otherRows, int otherColumns, int otherIndex) {
      return rows == otherRows && columns == otherColumns && index == otherIndex;
    }
  }

  Figure(FigureOptions options) {
    if (!(options.width > 0 && options.height > 0 && options.dpi > 0)
        || Math.max(options.width, options.height) * options.dpi > MOST_PIXELS) {
      throw new ValueException(
          "figure size must be positive finite not ("
              + options.width
              + ", "
              + options.height
              + ") at "
              + options.dpi
              + " pixels an inch; the longer side may have "
              + MOST_PIXELS
              + " pixels");
    }
    width = options.width;
    height = options.height;
    dpi = options.dpi;
  }

  /**
   * Divides the figure into cells of equal size and returns the axes in one of them: {@code
   * add_subplot(nrows, ncols, index)}. They become the current ones.
   *
   * @param rows how many cells there are from top to bottom
   * @param columns how many there are from left to right
   * @param index the cell, from 1, row by row
   * @return new axes, or those that are there already
   */
  public Axes addSubplot(int rows, int columns, int index) {
    if (rows < 1 || columns < 1) {
      throw new ValueException(
          "Number of rows and columns must be positive integers, not " + rows + " and " + columns);
    }
    if (index < 1 || index > rows * columns) {
      throw new ValueException(
          "num must be an integer with 1 <= num <= " + rows * columns + ", not " + index);
    }
    for (Place place : places) {
      if (place.isAt(rows, columns, index)) {
        current = place;
        return place.axes();
      }
    }
    Place place = new Place(rows, columns, index, new Axes());
    places.add(place);
    current = place;
    return place.axes();
  }

  /** Returns the current axes, for which it makes some that fill the figure if there are none. */
  public Axes gca() {
    return current == null ? addSubplot(1, 1, 1) : current.axes();
  }

  /** Returns all axes, in the order in which they were made. */
  public List<Axes> axes() {
    return places.stream().map(Place::axes).toList();
  }

  /** Sets what stands above all axes. */
  public void suptitle(String text) {
    suptitle(text, o -> {});
  }

  /** The same with keyword arguments. */
  public void suptitle(String text, Consumer<TextOptions> options) {
    TextOptions o = new TextOptions();
    options.accept(o);
    suptitle = text;
    suptitleFont = Fonts.of(o, 12);
    suptitleColor = Fonts.color(o);
  }

  /**
   * Writes the figure into a file: PNG or SVG, as the name ends.
   *
   * @param file the file, which is replaced; its folder must exist
   * @throws UncheckedIOException if it cannot be written
   * @throws ValueException if the name ends otherwise
   */
  public void savefig(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    byte[] content;
    if (name.endsWith(".png")) {
      content = png();
    } else if (name.endsWith(".svg")) {
      content = svg().getBytes(StandardCharsets.UTF_8);
    } else {
      throw new ValueException(
          "Format of '" + file + "' is not supported (supported formats: png, svg)");
    }
    try {
      WholeFile.write(file, out -> out.write(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for a path in a string. */
  public void savefig(String file) {
    savefig(Path.of(file));
  }

  /** Returns the figure as a PNG file's content. */
  public byte[] png() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image(), "png", out)) {
        throw new IOException("this Java has no PNG writer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Returns the figure as an SVG file's content. */
  public String svg() {
    return SvgDrawing.of(width * INCH, height * INCH, this::paint);
  }

  /** Returns the figure as an image. */
  public BufferedImage image() {
    BufferedImage image =
        new BufferedImage(
            Math.max(1, (int) Math.round(width * dpi)),
            Math.max(1, (int) Math.round(height * dpi)),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.scale(dpi / INCH, dpi / INCH);
      paint(g);
    } finally {
      g.dispose();
    }
    return image;
  }

  double widthInUnits() {
    return width * INCH;
  }

  double heightInUnits() {
    return height * INCH;
  }

  /** Draws the figure, 100 units to an inch, from the origin. */
  void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setPaint(Color.WHITE);
    g.fill(new Rectangle2D.Double(0, 0, widthInUnits(), heightInUnits()));
    double top = PADDING;
    if (!suptitle.isEmpty()) {
      FontMetrics metrics = g.getFontMetrics(suptitleFont);
      g.setFont(suptitleFont);
      g.setPaint(suptitleColor);
      double left = (widthInUnits() - metrics.stringWidth(suptitle)) / 2;
      g.drawString(suptitle, (float) left, (float) (top + metrics.getAscent()));
      top += metrics.getHeight();
    }
    for (Place place : places) {
      g.setStroke(new BasicStroke());
      double cellWidth = (widthInUnits() - PADDING) / place.columns();
      double cellHeight = (heightInUnits() - top) / place.rows();
      int row = (place.index() - 1) / place.columns();
      int column = (place.index() - 1) % place.columns();
      place
          .axes()
          .paint(
              g,
              new Rectangle2D.Double(
                  PADDING + column * cellWidth,
                  top + row * cellHeight,
                  cellWidth - PADDING,
                  cellHeight - PADDING));
    }
  }
}
