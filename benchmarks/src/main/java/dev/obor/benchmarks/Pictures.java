package dev.obor.benchmarks;

import dev.obor.vision.image.ImageFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws pictures, the same for all systems: shapes large and small with some grain, as photographs
 * have them, of 500 x 375 pixels and as JPEG about 60 kB.
 */
final class Pictures {
  private static final int COUNT = 200;
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;
  private static final long SEED = 20;

  private Pictures() {}

  /** Writes one picture as {@code picture.png}, {@code .gif} and {@code .jpg}. */
  static void writeOne(Path folder) throws IOException {
    Files.createDirectories(folder);
    BufferedImage image = drawn(new Random(SEED));
    for (String format : new String[] {"png", "gif", "jpg"}) {
      try (OutputStream out = Files.newOutputStream(folder.resolve("picture." + format))) {
        ImageIO.write(image, format, out);
      }
    }
  }

  /** Reads a picture with blue, green and red side by side. */
  static BufferedImage read(Path file) throws IOException {
    return ImageFiles.read(Files.readAllBytes(file));
  }

  /** Writes a folder of JPEG files, in two folders, unless they are there. */
  static void write(Path folder) throws IOException {
    Path last = file(folder, COUNT - 1);
    if (Files.exists(last)) {
      return;
    }
    Random random = new Random(SEED);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(0.9f);
    for (int i = 0; i < COUNT; i++) {
      Path file = file(folder, i);
      Files.createDirectories(folder.resolve(i % 2 == 0 ? "a" : "b"));
      try (OutputStream out = Files.newOutputStream(file);
          ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
        writer.setOutput(stream);
        writer.write(null, new IIOImage(drawn(random), null, null), param);
      }
    }
    writer.dispose();
  }

  private static Path file(Path folder, int number) {
    return folder.resolve(number % 2 == 0 ? "a" : "b").resolve("%03d.jpg".formatted(number));
  }

  private static BufferedImage drawn(Random random) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    BufferedImage shapes = spread(random, 16, 12);
    BufferedImage details = spread(random, 125, 94);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grain = random.nextInt(13) - 6;
        int color = 0;
        for (int shift = 0; shift < 24; shift += 8) {
          int shape = shapes.getRGB(x, y) >> shift & 255;
          int detail = ((details.getRGB(x, y) >> shift & 255) - 128) / 4;
          color |= Math.max(0, Math.min(255, shape + detail + grain)) << shift;
        }
        image.setRGB(x, y, color);
      }
    }
    return image;
  }

  /** Drawn colours on a grid, and what lies between them. */
  private static BufferedImage spread(Random random, int width, int height) {
    BufferedImage grid = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      grid.setRGB(i % width, i / width, random.nextInt());
    }
    BufferedImage result = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(grid, 0, 0, WIDTH, HEIGHT, null);
    graphics.dispose();
    return result;
  }
}
