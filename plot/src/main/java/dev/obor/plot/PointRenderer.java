package dev.obor.plot;

import dev.obor.ValueException;
import java.awt.Color;
import java.awt.Paint;
import java.util.Arrays;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jspecify.annotations.Nullable;

/** Draws markers without a line, each in its own colour where there are such. */
final class PointRenderer extends XYLineAndShapeRenderer {
  private static final long serialVersionUID = 1;

  private final Color @Nullable [] paints;

  private PointRenderer(Color @Nullable [] paints) {
    super(false, true);
    this.paints = paints;
  }

  /**
   * Makes a renderer for options.
   *
   * @param count how many markers there are
   */
  static PointRenderer of(ScatterOptions o, int count) {
    return new PointRenderer(o.c == null ? null : paints(Values.of(o.c), o, count));
  }

  private static Color[] paints(double[] numbers, ScatterOptions o, int count) {
    if (numbers.length != count) {
      throw new ValueException(
          "'c' argument has "
              + numbers.length
              + " elements, which is inconsistent with 'x' and 'y' with size "
              + count
              + ".");
    }
    Colormap map = Colormap.of(o.cmap);
    double low = Arrays.stream(numbers).min().orElse(0);
    double high = Arrays.stream(numbers).max().orElse(1);
    return Arrays.stream(numbers)
        .mapToObj(
            number -> Colors.faded(new Color(map.rgb((number - low) / (high - low))), o.alpha))
        .toArray(Color[]::new);
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return paints == null ? super.getItemPaint(row, column) : paints[column];
  }
}
