package dev.obor.tutorials.logisticregression;

import static dev.obor.notebook.Display.display;

import dev.obor.data.DataLoader;
import dev.obor.optim.Adam;
import dev.obor.plot.Plt;
import dev.obor.training.Training;
import dev.obor.tutorials.Block;
import dev.obor.tutorials.logisticregression.DigitData.Digits;
import dev.obor.vision.datasets.Sample;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The note's third chapter: training the model with Adam. */
public final class DigitTraining {
  private final PrintStream out;
  private final Digits digits;
  private final Path pictures;

  /**
   * The chapter prints to {@code out}.
   *
   * @param digits what to train and validate with
   * @param pictures the folder for the pictures
   */
  public DigitTraining(PrintStream out, Digits digits, Path pictures) {
    this.out = out;
    this.digits = digits;
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

  /** The mean loss and accuracy of a set of digits. */
  @Block(
      value = "001-26",
      differs = "Training.evaluate is this loop, in evaluation mode and without gradients")
  static Map<String, Double> evaluate(MnistModel model, DataLoader<Sample> valLoader) {
    return Training.evaluate(model, valLoader);
  }

  /** Steps through the training digits, then measures with the validation digits, per epoch. */
  @Block(value = "001-27", differs = "Training.fit is this loop")
  List<Map<String, Double>> fit(int epochs, double lr, MnistModel model) {
    return Training.fit(epochs, lr, model, digits.trainLoader(), digits.valLoader(), Adam::new);
  }

  /** What the random weights make of the validation digits. */
  @Block("001-28")
  Map<String, Double> untrained(MnistModel model) {
    Map<String, Double> result0 = evaluate(model, digits.valLoader());
    out.println(display(result0));
    return result0;
  }

  /** Four times five epochs. */
  @Block({"001-29", "001-30", "001-31", "001-32"})
  List<Map<String, Double>> train(MnistModel model) {
    List<Map<String, Double>> history = new ArrayList<>();
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    history.addAll(fit(5, 0.001, model));
    return history;
  }

  /** The accuracy over the epochs as a curve. */
  @Block("001-33")
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
