package dev.obor.tutorials;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A digit with what a model sees in it, drawn in characters for the terminal and as PNG. */
final class DigitPicture {
  // MNIST centres a digit of 20 x 20 in 28 x 28: the outermost pixels are nearly always empty, and
  // three digits fit a line.
  private static final int MARGIN = 2;
  private static final int INK = 96;
  private static final String GAP = "  ";
  private static final String BLOCKS = " \u2584\u2580\u2588";
  private static final String PLAIN = " .'#";

  private static final int SCALE = 4;
  private static final int FRAME = 4;
  private static final int RIGHT = 0x2e9e4f;
  private static final int WRONG = 0xd03a3a;

  private final byte[] pixels;
  private final int label;
  private final int prediction;

  /**
   * Makes a picture.
   *
   * @param pixels the image, {@value Digits#PIXELS} unsigned bytes row by row; not copied
   * @param label the digit that the image shows
   * @param prediction the digit that a model sees in it
   */
  DigitPicture(byte[] pixels, int label, int prediction) {
    this.pixels = pixels;
    this.label = label;
    this.prediction = prediction;
  }

  /**
   * Draws pictures side by side, two rows of pixels in one line of text, captions below.
   *
   * @param pictures the pictures; three fill 76 columns
   * @param blocks whether block characters may be used; otherwise the drawing is plain ASCII
   * @return lines, each ended by a newline character
   */
  static String drawn(List<DigitPicture> pictures, boolean blocks) {
    String symbols = blocks ? BLOCKS : PLAIN;
    StringBuilder text = new StringBuilder();
    for (int row = MARGIN; row < Digits.SIDE - MARGIN; row += 2) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < pictures.size(); i++) {
        line.append(i == 0 ? "" : GAP);
        for (int column = MARGIN; column < Digits.SIDE - MARGIN; column++) {
          int upper = pictures.get(i).hasInk(row, column) ? 2 : 0;
          int lower = pictures.get(i).hasInk(row + 1, column) ? 1 : 0;
          line.append(symbols.charAt(upper + lower));
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    StringBuilder captions = new StringBuilder();
    for (int i = 0; i < pictures.size(); i++) {
      int width = Digits.SIDE - 2 * MARGIN;
      captions
          .append(i == 0 ? "" : GAP)
          .append(String.format("%-" + width + "s", pictures.get(i).caption()));
    }
    return text.append(captions.toString().stripTrailing()).append('\n').toString();
  }

  private String caption() {
    return "Label: " + label + ", Predicted: " + prediction + (label == prediction ? "" : " !");
  }

  private boolean hasInk(int row, int column) {
    return (pixels[row * Digits.SIDE + column] & 0xff) >= INK;
  }

  /**
   * Draws pictures into one PNG image, each enlarged four times, in a green frame where the
   * prediction is right and in a red one where it is wrong.
   *
   * @param pictures the pictures, at least one
   * @param columns how many stand in a row, at least 1
   * @return the PNG file's content
   */
  static byte[] png(List<DigitPicture> pictures, int columns) throws IOException {
    int cell = Digits.SIDE * SCALE + 2 * FRAME;
    int rows = (pictures.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(columns * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pictures.size(); i++) {
      pictures.get(i).paint(image, i % columns * cell, i / columns * cell, cell);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    if (!ImageIO.write(image, "png", out)) {
      throw new IOException("this Java has no PNG writer");
    }
    return out.toByteArray();
  }

  private void paint(BufferedImage image, int left, int top, int cell) {
    int frame = label == prediction ? RIGHT : WRONG;
    for (int y = 0; y < cell; y++) {
      for (int x = 0; x < cell; x++) {
        boolean inside = x >= FRAME && x < cell - FRAME && y >= FRAME && y < cell - FRAME;
        int colour = frame;
        if (inside) {
          int grey = pixels[(y - FRAME) / SCALE * Digits.SIDE + (x - FRAME) / SCALE] & 0xff;
          colour = grey << 16 | grey << 8 | grey;
        }
        image.setRGB(left + x, top + y, colour);
      }
    }
  }
}
