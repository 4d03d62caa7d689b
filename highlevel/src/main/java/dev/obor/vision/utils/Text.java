package dev.obor.vision.utils;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** A text as pixels. */
final class Text {
  private final BufferedImage pixels;

  Text(String text, @Nullable String font, @Nullable Integer size) {
    Font chosen =
        new Font(font == null ? Font.SANS_SERIF : font, Font.PLAIN, size == null ? 10 : size);
    Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY).createGraphics();
    FontMetrics metrics = probe.getFontMetrics(chosen);
    probe.dispose();
    pixels =
        new BufferedImage(
            Math.max(1, metrics.stringWidth(text)),
            Math.max(1, metrics.getHeight()),
            BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = pixels.createGraphics();
    graphics.setFont(chosen);
    graphics.setColor(Color.WHITE);
    graphics.drawString(text, 0, metrics.getAscent());
    graphics.dispose();
  }

  /**
   * Draws the text.
   *
   * @param background what is behind it, with a margin of one pixel, or null for nothing
   */
  void draw(Canvas canvas, int left, int top, int[] color, int @Nullable [] background) {
    int right = left + pixels.getWidth();
    int bottom = top + pixels.getHeight();
    if (background != null) {
      canvas.fill(left - 1, top - 1, right + 1, bottom + 1, background);
    }
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if (pixels.getRaster().getSample(x - left, y - top, 0) > 127) {
          canvas.fill(x, y, x, y, color);
        }
      }
    }
  }
}
