package dev.obor.plot;

import dev.obor.ValueException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;

/** What a legend names, and where there is room for it. */
final class Legend {
  private static final List<String> CORNERS =
      List.of("upper right", "upper left", "lower left", "lower right");
  private static final double NEAR = 0.02;
  private static final double WIDTH = 0.45;
  private static final double HEIGHT_OF_ITEM = 0.08;

  private final LegendItemCollection items = new LegendItemCollection();
  private final List<double[][]> points = new ArrayList<>();

  void addLine(
      String label,
      Color color,
      BasicStroke stroke,
      boolean hasLine,
      Shape marker,
      boolean hasMarker) {
    double length = 20 * Figure.POINT;
    Shape line = new Line2D.Double(-length / 2, 0, length / 2, 0);
    items.add(
        new LegendItem(
            label, null, null, null, hasMarker, marker, true, color, false, color, stroke, hasLine,
            line, stroke, color));
  }

  void addBar(String label, Color color) {
    double length = 20 * Figure.POINT;
    Shape bar = new Rectangle2D.Double(-length / 2, -length * 0.175, length, length * 0.35);
    BasicStroke stroke = new BasicStroke();
    items.add(
        new LegendItem(
            label,
            null,
            null,
            null,
            true,
            bar,
            true,
            color,
            false,
            color,
            stroke,
            false,
            new Line2D.Double(),
            stroke,
            color));
  }

  /** Tells of points that a legend had better not cover. */
  void mind(double[] x, double[] y) {
    points.add(new double[][] {x, y});
  }

  boolean isEmpty() {
    return items.getItemCount() == 0;
  }

  XYTitleAnnotation drawing(LegendOptions options, Limits x, Limits y) {
    String corner = options.loc.equals("best") ? emptiest(x, y) : options.loc;
    if (!CORNERS.contains(corner)) {
      throw new ValueException(
          "'"
              + corner
              + "' is not a valid value for loc; supported values are best, "
              + String.join(", ", CORNERS));
    }
    LegendItemCollection now = new LegendItemCollection();
    now.addAll(items);
    LegendTitle title =
        new LegendTitle(() -> now, new ColumnArrangement(), new ColumnArrangement());
    title.setItemFont(Fonts.plain(10));
    title.setItemLabelPadding(new RectangleInsets(2, 4, 2, 6));
    title.setLegendItemGraphicPadding(new RectangleInsets(2, 6, 2, 2));
    title.setPadding(new RectangleInsets(2, 2, 2, 2));
    title.setFrame(options.frameon ? new BlockBorder(new Color(0xcccccc)) : BlockBorder.NONE);
    title.setBackgroundPaint(options.frameon ? new Color(255, 255, 255, 204) : null);
    boolean right = corner.endsWith("right");
    boolean upper = corner.startsWith("upper");
    RectangleAnchor anchor =
        upper
            ? right ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.TOP_LEFT
            : right ? RectangleAnchor.BOTTOM_RIGHT : RectangleAnchor.BOTTOM_LEFT;
    return new XYTitleAnnotation(right ? 1 - NEAR : NEAR, upper ? 1 - NEAR : NEAR, title, anchor);
  }

  private String emptiest(Limits x, Limits y) {
    String best = CORNERS.get(0);
    int fewest = Integer.MAX_VALUE;
    for (String corner : CORNERS) {
      int count = 0;
      for (double[][] line : points) {
        for (int i = 0; i < line[0].length; i++) {
          double across = (line[0][i] - x.low()) / (x.high() - x.low());
          double up = (line[1][i] - y.low()) / (y.high() - y.low());
          boolean beside = corner.endsWith("right") ? across > 1 - WIDTH : across < WIDTH;
          double height = 2 * NEAR + HEIGHT_OF_ITEM * items.getItemCount();
          boolean level = corner.startsWith("upper") ? up > 1 - height : up < height;
          count += beside && level ? 1 : 0;
        }
      }
      if (count < fewest) {
        fewest = count;
        best = corner;
      }
    }
    return best;
  }
}
