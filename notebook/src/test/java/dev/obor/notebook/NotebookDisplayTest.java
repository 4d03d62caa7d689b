package dev.obor.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.data.TensorDataset;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.optim.SGD;
import dev.obor.plot.Plt;
import dev.obor.testing.InScope;
import dev.obor.training.History;
import dev.obor.training.Trainer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplaySystem;

/** What the kernel makes of values, once it has found the module among its services. */
@InScope
class NotebookDisplayTest {
  private static Map<String, Object> shown(Object value) {
    DisplayData data = DisplaySystem.inst().render(value);
    return data.data();
  }

  private static BufferedImage picture(Object value) throws IOException {
    byte[] png = Base64.getDecoder().decode(String.valueOf(shown(value).get("image/png")));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void tensorIsShownAsPythonPrintsIt() {
    assertThat(shown(Torch.zeros(2, 2)))
        .isEqualTo(Map.of("text/plain", "tensor([[0., 0.],\n        [0., 0.]])"));
  }

  @Test
  void collectionsAndTextsAreShownAsPythonWritesThem() {
    assertThat(shown(List.of(1, "x"))).isEqualTo(Map.of("text/plain", "[1, 'x']"));
    assertThat(shown(Map.of("loss", 0.5))).isEqualTo(Map.of("text/plain", "{'loss': 0.5}"));
    assertThat(shown(true)).isEqualTo(Map.of("text/plain", "True"));
  }

  @Test
  void smallImageIsShownWithSquaresForPixels() throws IOException {
    BufferedImage image = new BufferedImage(28, 20, BufferedImage.TYPE_BYTE_GRAY);
    image.setRGB(27, 19, 0xffffff);
    BufferedImage shown = picture(image);
    assertThat(shown.getWidth()).isEqualTo(112);
    assertThat(shown.getHeight()).isEqualTo(80);
    assertThat(shown.getRaster().getSample(108, 76, 0)).isEqualTo(255);
    assertThat(shown.getRaster().getSample(107, 76, 0)).isZero();
  }

  @Test
  void largeImageIsShownAsItIs() throws IOException {
    BufferedImage shown = picture(new BufferedImage(300, 10, BufferedImage.TYPE_INT_RGB));
    assertThat(shown.getWidth()).isEqualTo(300);
    assertThat(shown.getHeight()).isEqualTo(10);
  }

  @Test
  void figureIsShownAsPicture() throws IOException {
    BufferedImage shown = picture(Plt.figure(o -> o.figsize(2, 1).dpi(50)));
    Plt.close();
    assertThat(shown.getWidth()).isEqualTo(100);
    assertThat(shown.getHeight()).isEqualTo(50);
  }

  @Test
  void historyIsShownAsTable() {
    Linear model = new Linear(1, 1);
    Tensor zeros = Torch.zeros(2, 1);
    Trainer<Tensor[]> trainer =
        Trainer.supervised(model, F::mseLoss, new SGD(model.parameters(), 0.5), o -> o.epochs(2));
    DataLoader<Tensor[]> loader = new DataLoader<>(new TensorDataset(zeros, zeros), 2);
    History history = trainer.fit(loader, loader);
    Map<String, Object> shown = shown(history);
    assertThat(String.valueOf(shown.get("text/html")))
        .startsWith("<table>\n<tr><th>epoch</th><th>train_loss</th>")
        .contains("<tr><td>1</td><td>")
        .contains("<td>0.5000</td>");
    assertThat(shown.get("text/plain")).isEqualTo(history.toCsv());
  }

  @Test
  void whoAsksForTypeOfHisOwnGetsItFromTheKernel() {
    assertThat(DisplaySystem.inst().render("text/html", "a").data()).containsKey("text/html");
  }
}
