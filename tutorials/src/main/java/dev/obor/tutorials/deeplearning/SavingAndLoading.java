package dev.obor.tutorials.deeplearning;

import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.data.DataLoader;
import dev.obor.nn.NLLLoss;
import dev.obor.optim.Adam;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.Chapter;
import dev.obor.tutorials.Pace;
import dev.obor.tutorials.Settings;
import dev.obor.tutorials.deeplearning.FcModel.Network;
import dev.obor.vision.datasets.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Keeping what was trained: the weights, and what it takes to build their network: chapter 15. */
@NullUnmarked // the checkpoint has what was put into it
public final class SavingAndLoading extends Chapter {
  private final Pace pace;

  /** Makes the chapter. */
  public SavingAndLoading(PrintStream out, Settings settings, Pace pace) {
    super(out, settings);
    this.pace = pace;
  }

  @Override
  protected void sections() throws IOException {
    Network model = training();
    Files.createDirectories(settings.output());
    Path file = settings.output().resolve("checkpoint.pth");
    stateDict(model, file);
    Network other = anotherArchitecture(file);
    checkpoint(other, file);
    loading(file);
  }

  @Block(
      value = {"004-53", "004-54"},
      differs = "FcModel stands for the course's file fc_model, which is not in the note")
  Network training() {
    Network model = new Network(784, 10, 512, 256, 128);
    NLLLoss criterion = new NLLLoss();
    Adam optimizer = new Adam(model.parameters(), o -> o.lr(0.001));

    DataLoader<Sample> trainloader = InferenceAndValidation.loadingData(settings, true);
    DataLoader<Sample> testloader = InferenceAndValidation.loadingData(settings, false);
    int epochs = pace.epochs(2);
    FcModel.train(
        out,
        model,
        trainloader,
        testloader,
        criterion,
        optimizer,
        epochs,
        progress((long) epochs * trainloader.size()));
    return model;
  }

  @Block(
      value = {"004-55", "004-56", "004-57"},
      differs = "the keys print as a list of Java")
  void stateDict(Network model, Path file) throws IOException {
    out.println("Our model: \n\n " + model + " \n");
    out.println("The state dict keys: \n\n " + model.stateDict().keySet());

    Torch.save(model.stateDict(), file);

    model.loadStateDict(Torch.load(file));
  }

  /** Weights fit only the architecture that they come from. */
  @Block("004-58")
  Network anotherArchitecture(Path file) throws IOException {
    Network model = new Network(784, 10, 400, 200, 100);
    try {
      model.loadStateDict(Torch.load(file));
    } catch (TorchException e) {
      out.println(e.getMessage());
    }
    return model;
  }

  /** So the architecture goes into the file too. */
  @Block("004-59")
  void checkpoint(Network model, Path file) throws IOException {
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("input_size", 784);
    checkpoint.put("output_size", 10);
    checkpoint.put(
        "hidden_layers", model.hiddenLayers.stream().map(each -> each.outFeatures).toList());
    checkpoint.put("state_dict", model.stateDict());

    Torch.save(checkpoint, file);
  }

  private static Network loadCheckpoint(Path file) throws IOException {
    Map<String, Object> checkpoint = Torch.load(file);
    List<?> hiddenLayers = (List<?>) checkpoint.get("hidden_layers");
    Network model =
        new Network(
            (Long) checkpoint.get("input_size"),
            (Long) checkpoint.get("output_size"),
            hiddenLayers.stream().mapToLong(size -> (Long) size).toArray());
    model.loadStateDict((Map<?, ?>) checkpoint.get("state_dict"));
    return model;
  }

  @Block("004-60")
  void loading(Path file) throws IOException {
    Network model = loadCheckpoint(file);
    out.println(model);
  }
}
