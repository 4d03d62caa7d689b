package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final int BLUE = 0xff1f77b4;

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    Plt.close();
    scope.close();
  }

  @Test
  void theImageStandsBesideItsProbabilities() {
    Tensor image = Torch.zeros(1, 28, 28);
    Tensor ps = Torch.tensor(new double[][] {{0.1, 0.9}});
    Figure figure = Pictures.viewClassify(image, ps, List.of("cat", "dog"));
    assertThat(figure).isSameAs(Plt.gcf());
    assertThat(figure.axes()).hasSize(2);
    assertThat(figure.svg()).contains("cat", "dog", "Class Probability", "data:image/png");
    BufferedImage picture = figure.image();
    assertThat(picture.getRGB(100, 150)).isEqualTo(0xff000000);
    // The first class is the upper bar, and the shorter one.
    assertThat(blue(picture, 100)).isBetween(10, 40);
    assertThat(blue(picture, 220)).isBetween(150, 260);
    assertThat(Pictures.viewClassify(image, ps).svg()).contains(">0</text", ">1</text");
    assertThatThrownBy(() -> Pictures.viewClassify(image, ps, List.of("cat")))
        .hasMessage("there are 2 probabilities for 1 classes");
  }

  private static int blue(BufferedImage image, int y) {
    int count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      count += image.getRGB(x, y) == BLUE ? 1 : 0;
    }
    return count;
  }

  @Test
  void mistakesAreCountedByClass() {
    Tensor labels = Torch.tensor(new long[] {0, 1, 1, 2, 2, 2});
    Tensor said = Torch.tensor(new long[] {0, 1, 0, 2, 2, 1});
    assertThat(Pictures.confusion(labels, said, 3))
        .isDeepEqualTo(new long[][] {{1, 0, 0}, {1, 1, 0}, {0, 1, 2}});
    Figure figure = Pictures.confusionMatrix(labels, said, List.of("a", "b", "c"));
    assertThat(figure.svg()).contains("Predicted", ">2</text", ">c</text");
    assertThatThrownBy(() -> Pictures.confusion(labels, said, 2))
        .hasMessage("item 3 has label 2 and prediction 2, of 2 classes");
    assertThatThrownBy(() -> Pictures.confusion(labels, Torch.zeros(2), 3))
        .hasMessage("there are 2 predictions for 6 labels");
  }

  @Test
  void aLineForEachMeasure() {
    List<Map<String, Double>> history =
        List.of(Map.of("val_loss", 1.0), Map.of("val_loss", 0.5, "val_acc", 0.8));
    assertThat(Pictures.curves(history, "val_loss").svg())
        .contains("val_loss vs. No. of epochs", "epoch");
    assertThat(Pictures.curves(history, "val_loss", "val_acc").svg())
        .contains(">val_loss</text", ">val_acc</text")
        .doesNotContain("vs. No.");
    assertThat(Pictures.curves(history).svg()).contains("val_loss vs. No. of epochs");
    assertThat(Pictures.curves(List.of()).axes()).hasSize(1);
  }

  @Test
  void imagesStandInRows() {
    List<Tensor> images = List.of(Torch.zeros(28, 28), Torch.ones(1, 28, 28), Torch.zeros(3, 8, 8));
    Figure figure = Pictures.images(images, List.of("one", "two", "three"), 2);
    assertThat(figure.axes()).hasSize(3);
    assertThat(figure.svg()).contains("one", "two", "three");
    assertThat(figure.image().getWidth()).isEqualTo(260);
    assertThat(figure.image().getHeight()).isEqualTo(300);
    assertThatThrownBy(() -> Pictures.images(images, List.of("one"), 2))
        .hasMessageContaining("got 3, 1 and 2");
  }
}
