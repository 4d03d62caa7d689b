package dev.obor.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** A line of text. */
final class TextMark extends DataMark {
  private static final long serialVersionUID = 1;

  private final double x;
  private final double y;
  private final String text;
  private final Font font;
  private final Color color;
  private final String ha;
  private final String va;

  TextMark(double x, double y, String text, TextOptions options) {
    this.x = x;
    this.y = y;
    this.text = text;
    this.font = Fonts.of(options, 10);
    this.color = Fonts.color(options);
    this.ha = options.ha;
    this.va = options.va;
  }

  @Override
  void draw(Graphics2D g, Places places) {
    g.setFont(font);
    g.setPaint(color);
    FontMetrics metrics = g.getFontMetrics();
    double width = metrics.stringWidth(text);
    double left =
        switch (ha) {
          case "center" -> width / 2;
          case "right" -> width;
          default -> 0;
        };
    double down =
        switch (va) {
          case "center" -> (metrics.getAscent() - metrics.getDescent()) / 2.0;
          case "top" -> metrics.getAscent();
          default -> 0;
        };
    g.drawString(text, (float) (places.x(x) - left), (float) (places.y(y) + down));
  }
}
