package dev.obor.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** An image whose pixel in row y and column x has its middle at (x, y). */
final class ImageMark extends DataMark {
  private static final long serialVersionUID = 1;

  // Viewers of SVG blur small images when they enlarge them; this many pixels show their edges.
  private static final int CRISP = 400;

  private final transient BufferedImage image;
  private final int width;
  private final int height;

  ImageMark(BufferedImage image) {
    this.width = image.getWidth();
    this.height = image.getHeight();
    this.image = enlarged(image, Math.max(1, CRISP / Math.max(width, height)));
  }

  private static BufferedImage enlarged(BufferedImage image, int factor) {
    BufferedImage large =
        new BufferedImage(
            image.getWidth() * factor, image.getHeight() * factor, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < large.getHeight(); y++) {
      for (int x = 0; x < large.getWidth(); x++) {
        large.setRGB(x, y, image.getRGB(x / factor, y / factor));
      }
    }
    return large;
  }

  @Override
  void draw(Graphics2D g, Places places) {
    Rectangle2D place = between(places, -0.5, -0.5, width - 0.5, height - 0.5);
    AffineTransform transform = AffineTransform.getTranslateInstance(place.getX(), place.getY());
    transform.scale(place.getWidth() / image.getWidth(), place.getHeight() / image.getHeight());
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, transform, null);
  }
}
