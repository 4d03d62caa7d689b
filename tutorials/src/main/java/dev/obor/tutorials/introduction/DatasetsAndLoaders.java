package dev.obor.tutorials.introduction;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.plot.Axes;
import dev.obor.plot.Figure;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.FashionMNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Resize;
import dev.obor.vision.transforms.ToPILImage;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Reading pictures: a dataset that there is, one of one's own, and batches of both. */
@NullUnmarked // the images of files have labels
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class DatasetsAndLoaders extends Chapter {
  /** Makes the chapter. */
  public DatasetsAndLoaders(PrintStream out, Settings settings) {
    super(out, settings);
  }

  @Override
  protected void sections() throws IOException {
    FashionMNIST trainingData = loadingDataset();
    viewingASample(trainingData);
    plottingRandomImages(trainingData);
    lookingInside(trainingData);
    Path dataFile = Path.of(TutorialData.customDataset(settings), "data.txt");
    customDataset(dataFile);
    MyDataset imageDataset = transformingImages(dataFile);
    dataLoaders(imageDataset);
  }

  @Block(
      value = {"003-39", "003-40"},
      differs = "without download: reads the files in the data folder, or drawn ones")
  FashionMNIST loadingDataset() {
    String root = TutorialData.fashionMnist(settings);
    FashionMNIST trainingData = new FashionMNIST(root, true, new ToTensor());
    FashionMNIST testData = new FashionMNIST(root, false, new ToTensor());
    out.println(trainingData);
    return trainingData;
  }

  @Block(
      value = {"003-41", "003-42"},
      differs = "here and below: pictures become files, in place of plt.show()")
  void viewingASample(FashionMNIST trainingData) throws IOException {
    Sample sample = trainingData.get(0);
    Tensor img = sample.tensor();
    Plt.imshow(img.get(0), o -> o.cmap("gray"));
    savefig("first-image");

    out.println(img.shape());
  }

  @Block("003-43")
  void plottingRandomImages(FashionMNIST trainingData) throws IOException {
    Figure figure = Plt.figure(o -> o.figsize(8, 8));
    final int cols = 3;
    final int rows = 3;
    for (int i = 1; i <= cols * rows; i++) {
      int sampleIdx = Torch.randint(trainingData.size(), Torch.size(1)).item().intValue();
      Sample sample = trainingData.get(sampleIdx);
      Axes axes = figure.addSubplot(rows, cols, i);
      axes.axis("off");
      axes.imshow(sample.tensor().squeeze(), o -> o.cmap("gray"));
    }
    savefig("random-images");
  }

  @Block(value = "003-44", differs = "no __dict__ in Java: prints the same attributes, a line each")
  void lookingInside(FashionMNIST trainingData) {
    out.println("root: " + trainingData.root());
    out.println("transform: " + trainingData.transform());
    out.println("target_transform: " + trainingData.targetTransform());
    out.println("data: " + trainingData.data());
    out.println("targets: " + trainingData.targets());
  }

  @Block({"003-46", "003-47", "003-48"})
  void customDataset(Path dataFile) throws IOException {
    MyDataset imageDataset = new MyDataset(dataFile);
    Sample sample = imageDataset.get(0);
    Tensor image = sample.tensor();
    out.println(image.shape());

    // the channels go last
    image = Torch.permute(image, 1, 2, 0);
    out.println(image.shape());

    Plt.imshow(image);
    Plt.title((String) sample.target());
    savefig("custom-image");
  }

  @Block({"003-49", "003-50"})
  MyDataset transformingImages(Path dataFile) throws IOException {
    final int width = 500;
    final int height = 500;
    Compose myTransform = new Compose(new ToPILImage(), new Resize(height, width), new ToTensor());

    MyDataset imageDataset = new MyDataset(dataFile, myTransform::call);
    Sample sample = imageDataset.get(0);
    out.println(sample.tensor().shape());
    return imageDataset;
  }

  /** A dataset gives one item at a time, a loader batches, here in a new order each time. */
  @Block(
      value = {"003-51", "003-53", "003-54", "003-55", "003-56"},
      differs = "a batch is a Sample with all images and all labels, in place of a list of the two")
  void dataLoaders(MyDataset imageDataset) throws IOException {
    DataLoader<Sample> trainingDataloader =
        new DataLoader<>(imageDataset, o -> o.batchSize(2).shuffle(true));

    Sample firstBatch = trainingDataloader.iterator().next();
    out.println(List.of(firstBatch.image(), firstBatch.target()).size());

    List<?> labels = (List<?>) firstBatch.target();
    Plt.imshow(Torch.permute(firstBatch.tensor().get(0), 1, 2, 0));
    Plt.title((String) labels.get(0));
    savefig("first-of-the-batch");

    Plt.imshow(Torch.permute(firstBatch.tensor().get(1), 1, 2, 0));
    Plt.title((String) labels.get(1));
    savefig("second-of-the-batch");
  }
}
