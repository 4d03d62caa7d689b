package dev.obor.tutorials.deeplearning;

import dev.obor.Tensor;
import dev.obor.data.DataLoader;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.ImageFolder;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.CenterCrop;
import dev.obor.vision.transforms.Compose;
import dev.obor.vision.transforms.Normalize;
import dev.obor.vision.transforms.RandomHorizontalFlip;
import dev.obor.vision.transforms.RandomResizedCrop;
import dev.obor.vision.transforms.RandomRotation;
import dev.obor.vision.transforms.Resize;
import dev.obor.vision.transforms.ToTensor;
import java.io.PrintStream;
import java.util.List;

/** Pictures of all sizes, in a folder for each class: chapter 16. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class LoadingImageData extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public LoadingImageData(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() {
    String dataDir = TutorialData.catDogData(settings);
    batches(folder(dataDir));
    resizedAndCropped(dataDir);
    augmentation();
    trainAndTest(dataDir);
  }

  /** The classes are the folders: dog/xxx.png is a dog, cat/123.png a cat. */
  @Block(
      value = {"004-61", "004-62"},
      differs = "with the transform of 65; 62 is the layout of the folders")
  ImageFolder folder(String dataDir) {
    Compose transform =
        new Compose(new Resize(pace.resize()), new CenterCrop(pace.imageSize()), new ToTensor());
    return new ImageFolder(dataDir + "/train", o -> o.transform(transform::call));
  }

  @Block(
      value = {"004-63", "004-64"},
      differs = "prints the shape of the batch")
  void batches(ImageFolder dataset) {
    DataLoader<Sample> dataloader = new DataLoader<>(dataset, o -> o.batchSize(32).shuffle(true));

    for (Sample batch : dataloader) {
      Tensor images = batch.tensor();
      Tensor labels = batch.labels();
    }

    // a single batch
    Tensor images = dataloader.iterator().next().tensor();
    out.println(images.shape());
  }

  @Block("004-65")
  void resizedAndCropped(String dataDir) {
    // the shorter edge to 255, and then the middle of 224 by 224
    Compose transform =
        new Compose(new Resize(pace.resize()), new CenterCrop(pace.imageSize()), new ToTensor());
    ImageFolder dataset = new ImageFolder(dataDir + "/train", o -> o.transform(transform::call));
    // in another order each time
    DataLoader<Sample> dataloader = new DataLoader<>(dataset, o -> o.batchSize(32).shuffle(true));
  }

  /** Turned, cut and mirrored at random, a picture is never the same twice. */
  @Block(
      value = {"004-66", "004-67"},
      differs = "67 is the formula of Normalize; prints the transforms")
  void augmentation() {
    Compose trainTransforms =
        new Compose(
            new RandomRotation(30),
            new RandomResizedCrop(pace.imageSize()),
            new RandomHorizontalFlip(),
            new ToTensor(),
            new Normalize(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)));
    out.println(trainTransforms);
  }

  @Block("004-68")
  void trainAndTest(String dataDir) {
    loadingData(dataDir, pace, true);
    loadingData(dataDir, pace, false);
  }

  /** The loader of the training pictures, which are changed at random, or of those to test with. */
  static DataLoader<Sample> loadingData(String dataDir, Pace pace, boolean train) {
    Compose trainTransforms =
        new Compose(
            new RandomRotation(30),
            new RandomResizedCrop(pace.imageSize()),
            new RandomHorizontalFlip(),
            new ToTensor());

    Compose testTransforms =
        new Compose(new Resize(pace.resize()), new CenterCrop(pace.imageSize()), new ToTensor());

    ImageFolder data =
        train
            ? new ImageFolder(dataDir + "/train", o -> o.transform(trainTransforms::call))
            : new ImageFolder(dataDir + "/test", o -> o.transform(testTransforms::call));
    return new DataLoader<>(data, o -> o.batchSize(32));
  }
}
