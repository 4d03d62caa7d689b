package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** A bar. */
final class BarMark extends DataMark {
  private static final long serialVersionUID = 1;

  private final double x0;
  private final double y0;
  private final double x1;
  private final double y1;
  private final Color color;
  private final @Nullable Color edge;

  BarMark(double x0, double y0, double x1, double y1, Color color, @Nullable Color edge) {
    this.x0 = x0;
    this.y0 = y0;
    this.x1 = x1;
    this.y1 = y1;
    this.color = color;
    this.edge = edge;
  }

  @Override
  void draw(Graphics2D g, Places places) {
    Rectangle2D bar = between(places, x0, y0, x1, y1);
    g.setPaint(color);
    g.fill(bar);
    if (edge != null) {
      g.setPaint(edge);
      g.setStroke(new BasicStroke((float) Figure.POINT));
      g.draw(bar);
    }
  }
}
