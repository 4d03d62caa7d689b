package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jspecify.annotations.Nullable;

/** Something drawn at places that the axes' numbers name. */
abstract class DataMark extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1;

  /** Numbers of the axes as places on the drawing. */
  interface Places {
    /** From the left. */
    double x(double value);

    /** From the top. */
    double y(double value);
  }

  abstract void draw(Graphics2D g, Places places);

  @Override
  public final void draw(
      Graphics2D g,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis xAxis,
      ValueAxis yAxis,
      int index,
      @Nullable PlotRenderingInfo info) {
    draw(
        g,
        new Places() {
          @Override
          public double x(double value) {
            return xAxis.valueToJava2D(value, area, RectangleEdge.BOTTOM);
          }

          @Override
          public double y(double value) {
            return yAxis.valueToJava2D(value, area, RectangleEdge.LEFT);
          }
        });
  }

  /** The rectangle between two corners. */
  static Rectangle2D between(Places places, double x0, double y0, double x1, double y1) {
    Rectangle2D.Double rectangle = new Rectangle2D.Double();
    rectangle.setFrameFromDiagonal(places.x(x0), places.y(y0), places.x(x1), places.y(y1));
    return rectangle;
  }
}
