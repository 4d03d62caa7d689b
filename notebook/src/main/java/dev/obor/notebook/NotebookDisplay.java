package dev.obor.notebook;

import dev.obor.plot.Figure;
import dev.obor.plot.Plt;
import dev.obor.training.History;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.MimeType;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;

/**
 * What the kernel shows of a cell's last value: a figure and an image as a picture, the history of
 * a training as a table, anything else as {@link Display} writes it. The kernel finds it among its
 * services; it also makes {@code Plt.show()} show figures below the cell.
 */
public final class NotebookDisplay implements DisplayProvider {
  private static final int SMALL = 100;

  /** Makes the provider, as the kernel does when it starts. */
  public NotebookDisplay() {
    Plt.switchBackend(Global::display);
  }

  @Override
  public List<DisplayRenderer> getDisplayRenderers() {
    return List.of(new AnyRenderer());
  }

  @Override
  public List<DisplayTransformer> getDisplayTransformers() {
    return List.of();
  }

  private static final class AnyRenderer implements DisplayRenderer {
    @Override
    public Class<?> rendererClass() {
      return Object.class;
    }

    /** Who asks for a type of his own gets it from the kernel. */
    @Override
    public boolean canRender(@Nullable String mimeType) {
      return mimeType == null;
    }

    @Override
    public DisplayData render(@Nullable String mimeType, Object value) {
      return data(value);
    }
  }

  static DisplayData data(Object value) {
    if (value instanceof DisplayData data) {
      return data;
    }
    if (value instanceof Figure figure) {
      return picture(figure.png(), "<Figure>");
    }
    if (value instanceof BufferedImage image) {
      return picture(png(image), Display.display(image));
    }
    if (value instanceof History history) {
      DisplayData data = text(history.toCsv());
      data.putHTML(table(history.epochs()));
      return data;
    }
    return text(Display.display(value));
  }

  private static DisplayData text(String text) {
    return DisplayData.withType(MimeType.TEXT.longType(), text);
  }

  private static DisplayData picture(byte[] png, String text) {
    DisplayData data = text(text);
    data.putData(MimeType.PNG, Base64.getEncoder().encodeToString(png));
    return data;
  }

  /** The file of an image; each pixel of a small one becomes a square. */
  private static byte[] png(BufferedImage image) {
    int side = Math.max(image.getWidth(), image.getHeight());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(side < SMALL ? enlarged(image, (SMALL + side - 1) / side) : image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static BufferedImage enlarged(BufferedImage image, int times) {
    int width = image.getWidth() * times;
    int height = image.getHeight() * times;
    boolean isGray = image.getColorModel().getNumComponents() == 1;
    int type =
        isGray
            ? BufferedImage.TYPE_BYTE_GRAY
            : image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB;
    BufferedImage large = new BufferedImage(width, height, type);
    Graphics2D g = large.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return large;
  }

  private static String table(List<Map<String, Double>> epochs) {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.keySet()));
    StringBuilder html = new StringBuilder("<table>\n<tr><th>epoch</th>");
    names.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
    html.append("</tr>\n");
    for (int i = 0; i < epochs.size(); i++) {
      html.append("<tr><td>").append(i).append("</td>");
      for (String name : names) {
        Double value = epochs.get(i).get(name);
        String text = value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
        html.append("<td>").append(text).append("</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</table>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
