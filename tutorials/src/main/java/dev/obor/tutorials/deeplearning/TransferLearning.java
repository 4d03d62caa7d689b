package dev.obor.tutorials.deeplearning;

import dev.obor.Cuda;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.data.DataLoader;
import dev.obor.nn.Dropout;
import dev.obor.nn.Linear;
import dev.obor.nn.LogSoftmax;
import dev.obor.nn.Module;
import dev.obor.nn.NLLLoss;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.optim.Adam;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Progress;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.drawn.TutorialData;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.models.DenseNet;
import dev.obor.vision.models.DenseNet121Weights;
import dev.obor.vision.models.Models;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A network that has learnt to see, with a new last layer for another task: chapter 17. */
@SuppressWarnings("UnusedVariable") // some things are made only to show how
public final class TransferLearning extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public TransferLearning(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() {
    String dataDir = TutorialData.catDogData(settings);
    DataLoader<Sample> trainloader = LoadingImageData.loadingData(dataDir, pace, true);
    DataLoader<Sample> testloader = LoadingImageData.loadingData(dataDir, pace, false);
    DenseNet model = loadingAModel();
    newClassifier(model);
    movingToTheGpu(model, trainloader);
    timePerBatch(model, trainloader);
    timePerBatchOfDevices(model, trainloader);
    Device device = deviceAgnostic();
    model = fullExample(device);
    trainingAndTesting(model, device, trainloader, testloader);
    trainingAndTestingWithoutGradients(model, device, trainloader, testloader);
  }

  /** What has learnt ImageNet; untrained it shows the same steps, and nothing is fetched. */
  @Block(
      value = {"004-69", "004-70"},
      differs = "trained only with pretrained settings: obor transfer --pretrained")
  DenseNet loadingAModel() {
    DenseNet model = Models.densenet121(o -> o.weights(weights()));
    out.println(model);
    return model;
  }

  private @Nullable DenseNet121Weights weights() {
    return settings.pretrained() ? DenseNet121Weights.DEFAULT : null;
  }

  /** The features stay as they are; two classes need another last layer. */
  @Block("004-71")
  void newClassifier(DenseNet model) {
    for (Tensor param : model.parameters()) {
      param.requiresGrad_(false);
    }

    LinkedHashMap<String, Module> classifier = new LinkedHashMap<>();
    classifier.put("fc1", new Linear(1024, 500));
    classifier.put("relu", new ReLU());
    classifier.put("fc2", new Linear(500, 2));
    classifier.put("output", new LogSoftmax(1));

    model.classifier = new Sequential(classifier);
  }

  @Block(value = "004-72", differs = "only where there is a GPU")
  void movingToTheGpu(DenseNet model, DataLoader<Sample> trainloader) {
    if (Cuda.isAvailable()) {
      Tensor images = trainloader.iterator().next().tensor();
      model.cuda();
      images = images.cuda();

      model.cpu();
      images = images.cpu();
    }
  }

  @Block(
      value = "004-73",
      differs = "without Variable, which has long been a tensor; on the devices that are there")
  void timePerBatch(DenseNet model, DataLoader<Sample> trainloader) {
    for (boolean cuda : Cuda.isAvailable() ? new boolean[] {false, true} : new boolean[1]) {
      NLLLoss criterion = new NLLLoss();
      Adam optimizer = new Adam(model.classifier.parameters(), o -> o.lr(0.001));

      if (cuda) {
        model.cuda();
      } else {
        model.cpu();
      }

      long start = 0;
      int ii = 0;
      for (Sample batch : trainloader) {
        Tensor inputs = batch.tensor();
        Tensor labels = batch.labels();
        if (cuda) {
          inputs = inputs.cuda();
          labels = labels.cuda();
        }

        start = System.nanoTime();

        Tensor outputs = model.forward(inputs);
        Tensor loss = criterion.call(outputs, labels);
        loss.backward();
        optimizer.step();

        if (ii++ == 3) {
          break;
        }
      }
      printTime(cuda ? "cuda" : "cpu", start);
    }
  }

  private void printTime(String device, long start) {
    out.printf(
        Locale.ROOT,
        "Device = %s; Time per batch: %.3f seconds%n",
        device,
        (System.nanoTime() - start) / 1e9 / 3);
  }

  @Block(value = "004-74", differs = "on the devices that are there")
  void timePerBatchOfDevices(DenseNet model, DataLoader<Sample> trainloader) {
    for (String device : Cuda.isAvailable() ? List.of("cpu", "cuda") : List.of("cpu")) {
      NLLLoss criterion = new NLLLoss();
      // the frozen features are not the optimizer's business
      Adam optimizer = new Adam(model.classifier.parameters(), o -> o.lr(0.001));

      model.to(device);

      long start = 0;
      int ii = 0;
      for (Sample batch : trainloader) {
        Tensor inputs = batch.tensor().to(device);
        Tensor labels = batch.labels().to(device);

        start = System.nanoTime();

        Tensor outputs = model.forward(inputs);
        Tensor loss = criterion.call(outputs, labels);
        loss.backward();
        optimizer.step();

        if (ii++ == 3) {
          break;
        }
      }
      printTime(device, start);
    }
  }

  /** What is on the device already is not copied. */
  @Block("004-75")
  Device deviceAgnostic() {
    Device device = Device.of(Cuda.isAvailable() ? "cuda:0" : "cpu");

    Tensor input = Torch.zeros(1, 3).to(device);
    Module model = new Linear(3, 2).to(device);
    model.call(input);
    return device;
  }

  @Block(value = "004-76", differs = "the new layers go to classifier; the note names it fc")
  DenseNet fullExample(Device device) {
    DenseNet model = Models.densenet121(o -> o.weights(weights()));

    for (Tensor param : model.parameters()) {
      param.requiresGrad_(false);
    }

    model.classifier =
        new Sequential(
            new Linear(1024, 256),
            new ReLU(),
            new Dropout(0.2),
            new Linear(256, 2),
            new LogSoftmax(1));

    model.to(device);
    return model;
  }

  @Block(value = "004-77", differs = "if in place of for, batch_loss is loss: as meant")
  void trainingAndTesting(
      DenseNet model,
      Device device,
      DataLoader<Sample> trainloader,
      DataLoader<Sample> testloader) {
    NLLLoss criterion = new NLLLoss();
    Adam optimizer = new Adam(model.classifier.parameters(), o -> o.lr(0.003));

    int epochs = 1;
    int steps = 0;
    double runningLoss = 0;
    final int printEvery = 5;
    Progress.Steps progress = progress(batches(epochs, printEvery, trainloader, testloader));
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Sample batch : progress.of(trainloader)) {
        steps++;
        Tensor inputs = batch.tensor().to(device);
        Tensor labels = batch.labels().to(device);

        optimizer.zeroGrad();

        Tensor logps = model.forward(inputs);
        Tensor loss = criterion.call(logps, labels);
        loss.backward();
        optimizer.step();

        runningLoss += loss.item().doubleValue();

        if (steps % printEvery == 0) {
          model.eval();
          double testLoss = 0;
          double accuracy = 0;

          for (Sample test : progress.of(testloader)) {
            Tensor testLabels = test.labels().to(device);
            Tensor testLogps = model.call(test.tensor().to(device));
            testLoss += criterion.call(testLogps, testLabels).item().doubleValue();

            Tensor ps = Torch.exp(testLogps);
            Tensor topClass = ps.topk(1, 1).indices();
            Tensor equals = topClass.eq(testLabels.view(topClass.shape()));
            accuracy += Torch.mean(equals.type(DType.FLOAT32)).item().doubleValue();
          }

          printStep(
              epoch,
              epochs,
              runningLoss / printEvery,
              testLoss / testloader.size(),
              accuracy / testloader.size());
          runningLoss = 0;
          model.train();
        }
      }
    }
  }

  private void printStep(
      int epoch, int epochs, double trainLoss, double testLoss, double accuracy) {
    out.printf(
        Locale.ROOT,
        "Epoch %d/%d.. Train loss: %.3f.. Test loss: %.3f.. Test accuracy: %.3f%n",
        epoch + 1,
        epochs,
        trainLoss,
        testLoss,
        accuracy);
  }

  /** How many batches there are, with those of the tests after every few steps. */
  private static long batches(
      int epochs, int printEvery, DataLoader<Sample> trainloader, DataLoader<Sample> testloader) {
    long steps = (long) epochs * trainloader.size();
    return steps + steps / printEvery * testloader.size();
  }

  @Block("004-78")
  void trainingAndTestingWithoutGradients(
      DenseNet model,
      Device device,
      DataLoader<Sample> trainloader,
      DataLoader<Sample> testloader) {
    NLLLoss criterion = new NLLLoss();
    Adam optimizer = new Adam(model.classifier.parameters(), o -> o.lr(0.003));

    int epochs = 1;
    int steps = 0;
    double runningLoss = 0;
    final int printEvery = 5;
    Progress.Steps progress = progress(batches(epochs, printEvery, trainloader, testloader));
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Sample batch : progress.of(trainloader)) {
        steps++;
        Tensor inputs = batch.tensor().to(device);
        Tensor labels = batch.labels().to(device);

        optimizer.zeroGrad();

        Tensor logps = model.forward(inputs);
        Tensor loss = criterion.call(logps, labels);
        loss.backward();
        optimizer.step();

        runningLoss += loss.item().doubleValue();

        if (steps % printEvery == 0) {
          double testLoss = 0;
          double accuracy = 0;
          model.eval();
          try (ThreadMode mode = Torch.noGrad()) {
            for (Sample test : progress.of(testloader)) {
              Tensor testLabels = test.labels().to(device);
              Tensor testLogps = model.forward(test.tensor().to(device));
              Tensor batchLoss = criterion.call(testLogps, testLabels);

              testLoss += batchLoss.item().doubleValue();

              Tensor ps = Torch.exp(testLogps);
              Tensor topClass = ps.topk(1, 1).indices();
              Tensor equals = topClass.eq(testLabels.view(topClass.shape()));
              accuracy += Torch.mean(equals.type(DType.FLOAT32)).item().doubleValue();
            }
          }

          printStep(
              epoch,
              epochs,
              runningLoss / printEvery,
              testLoss / testloader.size(),
              accuracy / testloader.size());
          runningLoss = 0;
          model.train();
        }
      }
    }
  }
}
