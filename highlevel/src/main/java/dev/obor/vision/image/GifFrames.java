package dev.obor.vision.image;

import dev.obor.TorchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The frames of a GIF file, each as it is seen: drawn over those before it. */
public final class GifFrames {
  /** More pixels than this in all frames are taken for an attack. */
  private static final long MOST_PIXELS = 1L << 29;

  private GifFrames() {}

  /**
   * Reads all frames.
   *
   * @return images of mode RGB and the same size, white where nothing was drawn
   * @throws TorchException if the file is damaged
   */
  public static List<Pixels> read(byte[] file) {
    ImageReader reader = ImageFiles.reader(ImageFiles.Format.GIF);
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, false, false);
      return frames(reader, file);
    } catch (IOException | RuntimeException e) {
      throw ImageFiles.damaged(ImageFiles.Format.GIF, e);
    } finally {
      reader.dispose();
    }
  }

  private static List<Pixels> frames(ImageReader reader, byte[] file) throws IOException {
    int width = (file[6] & 255) | (file[7] & 255) << 8;
    int height = (file[8] & 255) | (file[9] & 255) << 8;
    PixelLimit.check(width, height);
    int count = reader.getNumImages(true);
    int length = Pixels.length(width, height, 3);
    if ((long) length * count > MOST_PIXELS) {
      throw new TorchException("a GIF of " + count + " frames is too large");
    }
    byte[] canvas = new byte[length];
    Arrays.fill(canvas, (byte) 255);
    List<Pixels> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      IIOMetadata metadata = reader.getImageMetadata(i);
      IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree("javax_imageio_gif_image_1.0");
      int left = number(root, "ImageDescriptor", "imageLeftPosition");
      int top = number(root, "ImageDescriptor", "imageTopPosition");
      PixelLimit.check(reader.getWidth(i), reader.getHeight(i));
      byte[] before = canvas.clone();
      Pixels frame = Levels.converted(BufferedImages.pixels(reader.read(i)), Mode.RGBA);
      draw(frame, canvas, width, height, left, top);
      frames.add(Pixels.of(Mode.RGB, width, height, canvas.clone()));
      String disposal = text(root, "GraphicControlExtension", "disposalMethod");
      if (disposal.equals("restoreToPrevious")) {
        canvas = before;
      } else if (disposal.equals("restoreToBackgroundColor")) {
        clear(frame, canvas, width, height, left, top);
      }
    }
    return frames;
  }

  private static void draw(Pixels frame, byte[] canvas, int width, int height, int left, int top) {
    int count = Math.max(0, Math.min(frame.width(), width - left));
    for (int y = 0; y < frame.height() && y + top < height; y++) {
      draw(frame, y * frame.width() * 4, canvas, ((y + top) * width + left) * 3, count);
    }
  }

  /** Draws what is not transparent of a row. */
  private static void draw(Pixels frame, int from, byte[] canvas, int to, int count) {
    byte[] colors = frame.bytes();
    int red = frame.place(0);
    int green = frame.place(1);
    int blue = frame.place(2);
    int alpha = frame.place(3);
    for (int i = 0, f = from, t = to; i < count; i++, f += 4, t += 3) {
      if (colors[f + alpha] != 0) {
        canvas[t] = colors[f + red];
        canvas[t + 1] = colors[f + green];
        canvas[t + 2] = colors[f + blue];
      }
    }
  }

  private static void clear(Pixels frame, byte[] canvas, int width, int height, int left, int top) {
    for (int y = 0; y < frame.height() && y + top < height; y++) {
      int from = ((y + top) * width + left) * 3;
      int count = Math.max(0, Math.min(frame.width(), width - left)) * 3;
      Arrays.fill(canvas, from, from + count, (byte) 255);
    }
  }

  private static int number(IIOMetadataNode root, String node, String attribute) {
    String text = text(root, node, attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String text(IIOMetadataNode root, String node, String attribute) {
    var nodes = root.getElementsByTagName(node);
    return nodes.getLength() == 0 || !(nodes.item(0) instanceof IIOMetadataNode found)
        ? ""
        : found.getAttribute(attribute);
  }
}
