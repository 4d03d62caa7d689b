package dev.obor.plot;

import dev.obor.ValueException;
import java.awt.Color;
import java.awt.Font;

/** The fonts of titles, labels and ticks. */
final class Fonts {
  private Fonts() {}

  /** A font of a size in points. */
  static Font plain(double points) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) (points * Figure.POINT));
  }

  /**
   * The font that options ask for.
   *
   * @param otherwise the size in points where they name none
   */
  static Font of(TextOptions options, double otherwise) {
    double points = Double.isNaN(options.fontsize) ? otherwise : options.fontsize;
    if (!(points > 0)) {
      throw new ValueException("fontsize must be positive, but is " + points);
    }
    Font font = plain(points);
    return switch (options.fontweight) {
      case "bold" -> font.deriveFont(Font.BOLD);
      case "normal" -> font;
      default ->
          throw new ValueException(
              "fontweight must be bold or normal, but is '" + options.fontweight + "'");
    };
  }

  /** The colour that options ask for; black otherwise. */
  static Color color(TextOptions options) {
    return options.color == null ? Color.BLACK : Colors.of(options.color);
  }
}
