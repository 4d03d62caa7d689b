package dev.obor.tutorials.introduction;

import dev.obor.Torch;
import dev.obor.data.Data;
import dev.obor.data.DataLoader;
import dev.obor.data.Subset;
import dev.obor.nn.CrossEntropyLoss;
import dev.obor.optim.SGD;
import dev.obor.plot.Plt;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.FashionMNIST;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.transforms.ToTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Everything together: data, a network, and loops that train and test it. */
public final class CompleteNetwork extends Chapter {
  private static final int BATCH_SIZE = 128;

  private final Pace pace;

  /** Makes the chapter. */
  public CompleteNetwork(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() throws IOException {
    String root = TutorialData.fashionMnist(settings);
    FashionMNIST trainingData = loadingTheDatasets(root, true);
    FashionMNIST testData = loadingTheDatasets(root, false);
    seeingDatasize(trainingData, testData);
    long classes = countingClasses(trainingData);
    List<Subset<Sample>> parts = splitting(trainingData);
    NeuralNetwork model = buildingAModel(classes);
    modelTraining(model, parts.get(0), parts.get(1));
    savingAndLoading(model, settings.output().resolve("model/path/weight.pth"));
  }

  @Block({"003-86", "003-87"})
  FashionMNIST loadingTheDatasets(String root, boolean train) {
    return new FashionMNIST(root, o -> o.train(train).transform(new ToTensor()));
  }

  @Block(
      value = {"003-88", "003-89", "003-90"},
      differs = "no __dict__ in Java: prints the same attributes, a line each")
  void seeingDatasize(FashionMNIST trainingData, FashionMNIST testData) {
    out.println(trainingData.data().shape());
    out.println(testData.data().shape());

    out.println("root: " + trainingData.root());
    out.println("transform: " + trainingData.transform());
    out.println("target_transform: " + trainingData.targetTransform());
    out.println("data: " + trainingData.data());
    out.println("targets: " + trainingData.targets());

    out.println(trainingData.targets().shape());
  }

  @Block({"003-91", "003-92"})
  long countingClasses(FashionMNIST trainingData) throws IOException {
    long classes = Torch.unique(trainingData.targets()).len();
    out.println("The total classes in the dataset is : " + classes + " ");

    Plt.hist(trainingData.targets(), o -> o.bins(20));
    savefig("classes");
    return classes;
  }

  @Block(
      value = {"003-93", "003-94", "003-95"},
      differs = "splits 5 to 1, as the note does; prints the class where Python has an address")
  List<Subset<Sample>> splitting(FashionMNIST data) throws IOException {
    int size = data.size();
    List<Subset<Sample>> parts = Data.randomSplit(data, size * 5 / 6, size / 6);
    Subset<Sample> trainingData = parts.get(0);
    Subset<Sample> valData = parts.get(1);
    out.println(trainingData.indices().length);
    out.println(valData.indices().length);

    out.println(trainingData.getClass());

    Plt.figure(o -> o.figsize(10, 10));
    for (int i = 0; i < 10; i++) {
      Sample sample = trainingData.get(i);
      Plt.subplot(5, 5, i + 1);
      Plt.xticks();
      Plt.yticks();
      Plt.imshow(sample.tensor().get(0), o -> o.cmap("binary"));
      Plt.title(String.valueOf(sample.label()));
    }
    savefig("first-images");
    return parts;
  }

  @Block("003-99")
  NeuralNetwork buildingAModel(long classes) {
    NeuralNetwork model = new NeuralNetwork(classes);
    out.println(model);
    return model;
  }

  @Block({"003-96", "003-100", "003-101"})
  void modelTraining(NeuralNetwork model, Subset<Sample> trainingData, Subset<Sample> valData) {
    // only training data are shuffled
    DataLoader<Sample> trainDataloader =
        new DataLoader<>(trainingData, o -> o.batchSize(BATCH_SIZE).shuffle(true));
    DataLoader<Sample> valDataloader = new DataLoader<>(valData, o -> o.batchSize(BATCH_SIZE));

    CrossEntropyLoss lossFunc = new CrossEntropyLoss();
    SGD optimizer = new SGD(model.parameters());

    int epochs = pace.epochs(10);
    long batches = (long) epochs * (trainDataloader.size() + valDataloader.size());
    TrainingLoops loops = new TrainingLoops(out, BATCH_SIZE, progress(batches));
    for (int t = 0; t < epochs; t++) {
      out.println("Epoch " + (t + 1) + "\n-------------------------------");
      loops.trainLoop(trainDataloader, model, lossFunc, optimizer);
      loops.valLoop(valDataloader, model, lossFunc);
    }
    out.println("Done!");
  }

  @Block({"003-102", "003-103", "003-104"})
  void savingAndLoading(NeuralNetwork model, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Torch.save(model.stateDict(), file);

    model.loadStateDict(Torch.load(file));
  }
}
