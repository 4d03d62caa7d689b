package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jspecify.annotations.Nullable;

/** An axis of numbers with ticks where matplotlib has them, or where the caller wants them. */
final class TickAxis extends NumberAxis {
  private static final long serialVersionUID = 1;
  private static final int MOST_STEPS = 9;

  private transient @Nullable Ticks fixed;

  void fix(Ticks ticks) {
    fixed = ticks;
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D g2, AxisState state, Rectangle2D area, RectangleEdge edge) {
    boolean horizontal = RectangleEdge.isTopOrBottom(edge);
    Ticks ticks = fixed;
    if (ticks == null) {
      double length = horizontal ? area.getWidth() : area.getHeight();
      // A label needs three times its height beside the next one, and twice above it.
      double each = getTickLabelFont().getSize2D() * (horizontal ? 3 : 2);
      int most = Math.max(1, Math.min(MOST_STEPS, (int) (length / each)));
      ticks = Ticks.round(getLowerBound(), getUpperBound(), most);
    }
    TextAnchor anchor = horizontal ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
    List<NumberTick> shown = new ArrayList<>();
    for (int i = 0; i < ticks.count(); i++) {
      double place = ticks.place(i);
      if (place >= getLowerBound() && place <= getUpperBound()) {
        shown.add(new NumberTick(place, ticks.label(i), anchor, TextAnchor.CENTER, 0));
      }
    }
    return shown;
  }
}
