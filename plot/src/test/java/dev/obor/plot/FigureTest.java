package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FigureTest {
  private static final int BLUE = 0xff1f77b4;
  private static final int ORANGE = 0xffff7f0e;

  @TempDir Path folder;
  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    Plt.close();
    scope.close();
  }

  private static int count(BufferedImage image, int color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color ? 1 : 0;
      }
    }
    return count;
  }

  /** Where in a row of pixels a colour first and last is. */
  private static int[] columns(BufferedImage image, int y, int color) {
    int first = -1;
    int last = -1;
    for (int x = 0; x < image.getWidth(); x++) {
      if (image.getRGB(x, y) == color) {
        first = first < 0 ? x : first;
        last = x;
      }
    }
    return new int[] {first, last};
  }

  @Test
  void aLineRunsFromItsFirstPointToItsLast() {
    Plt.plot(new double[] {1, 1, 1}, o -> o.linewidth(20));
    Plt.xticks();
    Plt.yticks();
    BufferedImage image = Plt.gcf().image();

    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(480);
    int[] line = columns(image, 240, BLUE);
    // The frame is 624 wide and leaves a twentieth of the data on either side.
    assertThat(line[0]).isBetween(34, 38);
    assertThat(line[1]).isBetween(600, 606);
  }

  @Test
  void eachLineHasTheNextColour() {
    Plt.plot(new int[] {0, 0}, o -> o.linewidth(3));
    Plt.plot(Torch.tensor(new double[] {1, 1}), o -> o.linewidth(3));
    Plt.plot(List.of(2, 2), o -> o.linewidth(3).color("r"));
    BufferedImage image = Plt.gcf().image();
    assertThat(count(image, BLUE)).isGreaterThan(500);
    assertThat(count(image, ORANGE)).isGreaterThan(500);
    assertThat(count(image, 0xffff0000)).isGreaterThan(500);
  }

  @Test
  void barsStandOnTheirNames() throws Exception {
    Plt.bar(List.of("cat", "dog"), new double[] {1, 3}, o -> o.label("animals"));
    Plt.legend();
    Plt.title("Two\nlines");
    String svg = Plt.gcf().svg();
    assertThat(texts(svg)).contains("cat", "dog", "animals", "Two", "lines", "0.0", "3.0");
    BufferedImage image = Plt.gcf().image();
    // The second bar is three times as high as the first, and as wide.
    int both = columns(image, 440, BLUE)[1] - columns(image, 440, BLUE)[0];
    int[] second = columns(image, 150, BLUE);
    assertThat((second[1] - second[0]) / (double) both).isBetween(0.43, 0.46);
  }

  private static List<String> texts(String svg) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((name, address) -> new InputSource(new StringReader("")));
    Document document = builder.parse(new InputSource(new StringReader(svg)));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < document.getElementsByTagName("text").getLength(); i++) {
      texts.add(document.getElementsByTagName("text").item(i).getTextContent().strip());
    }
    return texts;
  }

  @Test
  void anImageShowsItsPixels() {
    Plt.figure(o -> o.figsize(2, 2));
    Plt.imshow(Torch.tensor(new double[][] {{0, 1}, {0.5, 0}}), o -> o.cmap("gray"));
    Plt.axis("off");
    BufferedImage image = Plt.gcf().image();
    assertThat(image.getWidth()).isEqualTo(200);
    assertThat(image.getRGB(50, 50)).isEqualTo(0xff000000);
    assertThat(image.getRGB(150, 50)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(50, 150)).isEqualTo(0xff808080);
    assertThat(image.getRGB(150, 150)).isEqualTo(0xff000000);
  }

  @Test
  void coloursAreTakenAsTheyAre() {
    Tensor fractions = Torch.tensor(new double[][][] {{{1, 0.5, 0}, {0, 0, 2}}});
    BufferedImage image = PixelImages.of(fractions, new ImageOptions());
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffff8000);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xff0000ff);
    Tensor bytes = Torch.tensor(new long[][][] {{{1, 2, 3, 4}}});
    assertThat(PixelImages.of(bytes, new ImageOptions()).getRGB(0, 0)).isEqualTo(0x04010203);
    BufferedImage own = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    own.setRGB(0, 0, 0xffffffff);
    assertThat(PixelImages.of(own, new ImageOptions()).getRGB(0, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void numbersAreSpreadOverTheScale() {
    Tensor numbers = Torch.tensor(new double[][] {{-1, Double.NaN, 3}});
    ImageOptions gray = new ImageOptions().cmap("gray");
    BufferedImage image = PixelImages.of(numbers, gray);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(image.getRGB(1, 0)).isZero();
    assertThat(image.getRGB(2, 0)).isEqualTo(0xffffffff);
    image = PixelImages.of(numbers, gray.vmin(-1).vmax(255));
    assertThat(image.getRGB(2, 0)).isEqualTo(0xff040404);
  }

  @Test
  void otherImagesAreRefused() {
    assertThatThrownBy(() -> Plt.imshow(Torch.zeros(3, 28, 28)))
        .isInstanceOf(TypeException.class)
        .hasMessageStartingWith("Invalid shape (3, 28, 28) for image data");
    assertThatThrownBy(() -> Plt.imshow("cat"))
        .hasMessageStartingWith("Image data of type java.lang.String cannot be converted");
  }

  @Test
  void wrongDataIsRefused() {
    assertThatThrownBy(() -> Plt.plot(new double[2], new double[3]))
        .isInstanceOf(ValueException.class)
        .hasMessage("x and y must have same first dimension, but have shapes (2,) and (3,)");
    assertThatThrownBy(() -> Plt.plot(Torch.zeros(2, 2)))
        .hasMessageContaining("but have shape torch.Size([2, 2])");
    assertThatThrownBy(() -> Plt.plot(List.of("a")))
        .isInstanceOf(TypeException.class)
        .hasMessage("numbers are expected, found a String");
    assertThatThrownBy(() -> Plt.scatter(new int[2], new int[2], o -> o.c(new int[3])))
        .hasMessageContaining("'c' argument has 3 elements");
    assertThatThrownBy(() -> Plt.axis("sideways")).hasMessageContaining("sideways");
    Plt.plot(new int[2], o -> o.label("a"));
    assertThatThrownBy(() -> Plt.legend(o -> o.loc("moon")))
        .hasMessageStartingWith("'moon' is not a valid value for loc");
  }

  @Test
  void subplotsShareTheFigure() {
    Figure figure = Plt.subplots(2, 3, o -> o.figsize(3, 2));
    assertThat(figure.axes()).hasSize(6);
    assertThat(Plt.subplot(2, 3, 5)).isSameAs(figure.axes().get(4));
    assertThat(Plt.subplot(235)).isSameAs(Plt.gca());
    assertThatThrownBy(() -> Plt.subplot(2, 3, 7))
        .hasMessage("num must be an integer with 1 <= num <= 6, not 7");
    assertThatThrownBy(() -> Plt.subplot(12))
        .hasMessage("Integer subplot specification must be a three-digit number, not 12");
  }

  @Test
  void filesAreWhatTheirNamesSay() throws Exception {
    Plt.plot(new double[] {1, 2}, "-x");
    Plt.xlabel("epoch & more");
    Path png = folder.resolve("a.PNG");
    Path svg = folder.resolve("a.svg");
    Plt.savefig(png);
    Plt.savefig(svg.toString());

    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(640);
    assertThat(texts(Files.readString(svg))).contains("epoch & more", "0.0", "2.0");
    assertThatThrownBy(() -> Plt.savefig(folder.resolve("a.pdf")))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("is not supported (supported formats: png, svg)");
    assertThatThrownBy(() -> Plt.savefig(folder.resolve("none/a.png")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void anImageIsInsideTheSvg() {
    Plt.imshow(Torch.eye(3));
    assertThat(Plt.gcf().svg()).contains("data:image/png;base64,").doesNotContain("file:");
  }

  @Test
  void moreDotsMakeALargerImage() {
    Plt.figure(o -> o.figsize(1, 2).dpi(50));
    assertThat(Plt.gcf().image().getWidth()).isEqualTo(50);
    assertThat(Plt.gcf().image().getHeight()).isEqualTo(100);
    assertThatThrownBy(() -> Plt.figure(o -> o.figsize(0, 2)))
        .hasMessageStartingWith("figure size must be positive finite not (0.0, 2.0)");
    assertThatThrownBy(() -> Plt.figure(o -> o.figsize(1e6, 2))).isInstanceOf(ValueException.class);
  }

  @Test
  void showForgetsTheFigureAndIsQuietWithoutADisplay() {
    Figure figure = Plt.figure();
    Plt.show();
    assertThat(Plt.gcf()).isNotSameAs(figure);
    Plt.close();
    Plt.show();
  }

  @Test
  void aWindowShowsTheWholeFigure() {
    Plt.figure(o -> o.figsize(2, 1));
    Plt.plot(new int[] {1, 1}, o -> o.linewidth(5));
    FigureWindow.Panel panel = new FigureWindow.Panel(Plt.gcf());
    panel.setSize(100, 50);
    BufferedImage image = new BufferedImage(100, 50, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    panel.paint(g);
    g.dispose();
    assertThat(count(image, BLUE)).isGreaterThan(50);
  }

  @Test
  void theLegendStandsWhereThereIsRoom() {
    Plt.plot(new double[] {0, 0.5, 1}, o -> o.label("rising").linewidth(3));
    Plt.legend();
    BufferedImage image = Plt.gcf().image();
    // The upper right corner has the line's end, so the legend's sample is on the upper left.
    int[] sample = columns(image, 30, BLUE);
    assertThat(sample[0]).isLessThan(320);
  }
}
