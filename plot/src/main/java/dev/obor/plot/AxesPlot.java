package dev.obor.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

/** The part of axes that JFreeChart draws, with matplotlib's looks and its layout. */
final class AxesPlot extends XYPlot {
  private static final long serialVersionUID = 1;
  private static final Color GRID = new Color(0xb0b0b0);
  private static final float THIN = (float) (0.8 * Figure.POINT);
  private static final double TITLE_GAP = 6 * Figure.POINT;

  private final transient XYLineAndShapeRenderer ground = new XYLineAndShapeRenderer();
  private List<String> title = List.of();
  private Font titleFont = Fonts.plain(12);
  private Color titleColor = Color.BLACK;
  private boolean keepsAspect;

  AxesPlot(TickAxis xAxis, TickAxis yAxis) {
    super(new XYSeriesCollection(), xAxis, yAxis, null);
    setRenderer(ground);
    setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    setInsets(RectangleInsets.ZERO_INSETS);
    setAxisOffset(RectangleInsets.ZERO_INSETS);
    setBackgroundPaint(Color.WHITE);
    setOutlinePaint(Color.BLACK);
    setOutlineStroke(new BasicStroke(THIN));
    setGrid(false);
    setDomainGridlinePaint(GRID);
    setRangeGridlinePaint(GRID);
    setDomainGridlineStroke(new BasicStroke(THIN));
    setRangeGridlineStroke(new BasicStroke(THIN));
    for (TickAxis axis : List.of(xAxis, yAxis)) {
      axis.setLabelFont(Fonts.plain(10));
      axis.setTickLabelFont(Fonts.plain(10));
      axis.setTickMarkPaint(Color.BLACK);
      axis.setTickMarkStroke(new BasicStroke(THIN));
      axis.setTickMarkOutsideLength((float) (3.5 * Figure.POINT));
      axis.setAxisLineVisible(false);
      axis.setLabelPaint(Color.BLACK);
      axis.setTickLabelPaint(Color.BLACK);
    }
  }

  void setGrid(boolean visible) {
    setDomainGridlinesVisible(visible);
    setRangeGridlinesVisible(visible);
  }

  /** Puts something under the lines. */
  void addToGround(DataMark mark) {
    ground.addAnnotation(mark, Layer.BACKGROUND);
  }

  void setTitle(String text, Font font, Color color) {
    title = text.isEmpty() ? List.of() : text.lines().toList();
    titleFont = font;
    titleColor = color;
  }

  /** Makes a unit of one axis as long as one of the other. */
  void keepAspect() {
    keepsAspect = true;
  }

  void showAxes(boolean visible) {
    getDomainAxis().setVisible(visible);
    getRangeAxis().setVisible(visible);
    setOutlineVisible(visible);
    setBackgroundPaint(visible ? Color.WHITE : null);
  }

  /** Draws title, axes and data into a rectangle. */
  void paint(Graphics2D g, Rectangle2D cell) {
    FontMetrics metrics = g.getFontMetrics(titleFont);
    double titleHeight = title.isEmpty() ? 0 : title.size() * metrics.getHeight() + TITLE_GAP;
    Rectangle2D area =
        new Rectangle2D.Double(
            cell.getX(),
            cell.getY() + titleHeight,
            cell.getWidth(),
            Math.max(0, cell.getHeight() - titleHeight));
    Rectangle2D data = calculateAxisSpace(g, area).shrink(area, null);
    if (keepsAspect) {
      data = fitted(data);
    }
    setFixedRangeAxisSpace(space(data, area), false);
    setFixedDomainAxisSpace(space(data, area), false);
    draw(g, area, null, null, null);
    setFixedRangeAxisSpace(null, false);
    setFixedDomainAxisSpace(null, false);

    g.setFont(titleFont);
    g.setPaint(titleColor);
    double y = data.getMinY() - TITLE_GAP - metrics.getDescent();
    for (int i = title.size() - 1; i >= 0; i--) {
      String line = title.get(i);
      g.drawString(line, (float) (data.getCenterX() - metrics.stringWidth(line) / 2.0), (float) y);
      y -= metrics.getHeight();
    }
  }

  private Rectangle2D fitted(Rectangle2D data) {
    double columns = Math.abs(getDomainAxis().getUpperBound() - getDomainAxis().getLowerBound());
    double rows = Math.abs(getRangeAxis().getUpperBound() - getRangeAxis().getLowerBound());
    double unit = Math.min(data.getWidth() / columns, data.getHeight() / rows);
    double width = unit * columns;
    double height = unit * rows;
    return new Rectangle2D.Double(
        data.getCenterX() - width / 2, data.getCenterY() - height / 2, width, height);
  }

  private static AxisSpace space(Rectangle2D data, Rectangle2D area) {
    AxisSpace space = new AxisSpace();
    space.setLeft(data.getMinX() - area.getMinX());
    space.setRight(area.getMaxX() - data.getMaxX());
    space.setTop(data.getMinY() - area.getMinY());
    space.setBottom(area.getMaxY() - data.getMaxY());
    return space;
  }
}
