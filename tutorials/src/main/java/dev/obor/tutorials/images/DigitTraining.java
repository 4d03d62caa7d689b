package dev.obor.tutorials.images;

import static dev.obor.notebook.Display.display;

import dev.obor.optim.SGD;
import dev.obor.plot.Plt;
import dev.obor.training.Training;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.images.DigitData.Loaders;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The note's chapter on training the model. */
public final class DigitTraining {
  private final PrintStream out;
  private final Loaders loaders;
  private final Path pictures;

  /**
   * The chapter prints to {@code out}.
   *
   * @param loaders the digits
   * @param pictures the folder for the pictures
   */
  public DigitTraining(PrintStream out, Loaders loaders, Path pictures) {
    this.out = out;
    this.loaders = loaders;
    this.pictures = pictures;
  }

  /** Runs the sections, and gives the model to the next chapter. */
  public MnistModel run() {
    out.println("\n## Training the model");
    MnistModel model = new MnistModel(out);
    List<Map<String, Double>> history = new ArrayList<>();
    history.add(untrained(model));
    history.addAll(train(model));
    accuracies(history);
    return model;
  }

  /** Steps through the training digits, then measures with the validation digits, per epoch. */
  @Block(value = "002-38", differs = "Training.fit is this loop")
  List<Map<String, Double>> fit(int epochs, double lr, MnistModel model) {
    return Training.fit(epochs, lr, model, loaders.train(), loaders.val(), SGD::new);
  }

  /** The mean loss and accuracy of the validation digits. */
  @Block(
      value = "002-39",
      differs = "Training.evaluate is this loop, in evaluation mode and without gradients")
  Map<String, Double> evaluate(MnistModel model) {
    return Training.evaluate(model, loaders.val());
  }

  /** What the random weights make of the validation digits. */
  @Block("002-41")
  Map<String, Double> untrained(MnistModel model) {
    Map<String, Double> result0 = evaluate(model);
    out.println(display(result0));
    return result0;
  }

  /** Four times five epochs. */
  @Block({"002-42", "002-43", "002-44", "002-45"})
  List<Map<String, Double>> train(MnistModel model) {
    List<Map<String, Double>> history = new ArrayList<>();
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    return history;
  }

  /** The accuracy over the epochs as a curve. */
  @Block("002-46")
  void accuracies(List<Map<String, Double>> history) {
    List<Double> accuracies = history.stream().map(result -> result.get("val_acc")).toList();
    Plt.figure();
    Plt.plot(accuracies, "-x");
    Plt.xlabel("epoch");
    Plt.ylabel("accuracy");
    Plt.title("Accuracy vs. No. of epochs");
    Plt.savefig(pictures.resolve("accuracy.png"));
  }
}
