package dev.obor.tutorials.introduction;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.FashionMNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Lambda;
import dev.obor.vision.transforms.Resize;
import dev.obor.vision.transforms.ToPILImage;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;

/** What is done to images and labels when a dataset reads them. */
@NullUnmarked // the images of files have labels
public final class Transforming extends Chapter {
  /** Makes the chapter. */
  public Transforming(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() throws IOException {
    transforms();
    severalTransforms();
  }

  /** A label becomes ten numbers, all 0 but the one at its place. */
  @Block(
      value = {"003-57", "003-58", "003-59"},
      differs = "the type is printed where the note prints the method that tells it")
  void transforms() {
    FashionMNIST fashionDataset =
        new FashionMNIST(
            TutorialData.fashionMnist(settings),
            o ->
                o.train(true)
                    .download(false)
                    .transform(new ToTensor())
                    .targetTransform(
                        y ->
                            Torch.zeros(Torch.size(10), t -> t.dtype(DType.FLOAT32))
                                .scatter_(0, Torch.tensor(y), 1)));

    Sample sample = fashionDataset.get(100);
    Tensor img = sample.tensor();
    Tensor label = sample.labels();
    out.println(img.type());
    out.println(label);
  }

  @Block(
      value = "003-60",
      differs = "v2 is, as the note imports it, another name of the first version")
  void severalTransforms() throws IOException {
    final int width = 500;
    final int height = 500;
    Compose transform =
        new Compose(
            new ToPILImage(),
            new Resize(height, width),
            new ToTensor(),
            new Lambda((Tensor x) -> x.permute(1, 2, 0)));

    Path dataFile = Path.of(TutorialData.customDataset(settings), "data.txt");
    MyDataset imageDataset = new MyDataset(dataFile, transform::call);
    Sample sample = imageDataset.get(0);
    Tensor image = sample.tensor();
    Plt.imshow(image);
    Plt.title((String) sample.target());
    savefig("transformed-image");
  }
}
