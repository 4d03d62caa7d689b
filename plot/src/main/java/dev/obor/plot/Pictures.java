package dev.obor.plot;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The pictures that a training needs, each in one call. Every method makes a figure, which becomes
 * the current one of {@link Plt}.
 *
 * <pre>{@code
 * Pictures.viewClassify(img.view(1, 28, 28), ps).savefig("seven.png");
 * Pictures.curves(history, "val_loss").savefig("loss.svg");
 * Pictures.confusionMatrix(labels, predictions, classes).savefig("confusion.png");
 * }</pre>
 */
public final class Pictures {
  private static final double IMAGE_INCHES = 1.3;

  private Pictures() {}

  /** Shows an image beside the probabilities of classes that have only numbers. */
  public static Figure viewClassify(Tensor img, Tensor ps) {
    return viewClassify(
        img,
        ps,
        IntStream.range(0, Math.toIntExact(ps.numel())).mapToObj(String::valueOf).toList());
  }

  /**
   * Shows an image beside the probability of each class: the {@code view_classify(img, ps)} of the
   * tutorials.
   *
   * @param img of shape (rows, columns), (1, rows, columns) or (3, rows, columns)
   * @param ps probabilities from 0 to 1, of shape (classes) or (1, classes)
   * @param classes their names, in order
   */
  public static Figure viewClassify(Tensor img, Tensor ps, List<String> classes) {
    double[] probabilities = Values.of(ps);
    if (probabilities.length != classes.size()) {
      throw new ValueException(
          "there are "
              + probabilities.length
              + " probabilities for "
              + classes.size()
              + " classes");
    }
    Figure figure = Plt.subplots(1, 2, o -> o.figsize(6.4, 3.2));
    Axes left = figure.axes().get(0);
    show(left, img);
    left.axis("off");
    Axes right = figure.axes().get(1);
    right.barh(classes, probabilities);
    right.invertYaxis();
    right.xlim(0, 1.1);
    right.title("Class Probability");
    return figure;
  }

  private static void show(Axes axes, Tensor img) {
    try (Scope scope = Torch.scope()) {
      Tensor image = img;
      if (img.dim() == 3) {
        image = img.size(0) == 1 ? img.select(0, 0) : img.permute(1, 2, 0);
      }
      axes.imshow(image, o -> o.cmap("gray"));
    }
  }

  /**
   * Draws how measures went from epoch to epoch, one line for each.
   *
   * @param history a result for each epoch, as {@code fit} returns them
   * @param names the measures; without any, all of the first epoch
   */
  public static Figure curves(List<Map<String, Double>> history, String... names) {
    List<String> shown =
        names.length > 0 || history.isEmpty()
            ? List.of(names)
            : List.copyOf(history.get(0).keySet());
    Figure figure = Plt.figure();
    Axes axes = figure.gca();
    for (String name : shown) {
      List<Double> values = new ArrayList<>();
      for (Map<String, Double> epoch : history) {
        Double value = epoch.get(name);
        values.add(value == null ? Double.NaN : value);
      }
      axes.plot(Values.count(values.size()), values, "-x", o -> o.label(name));
    }
    axes.xlabel("epoch");
    if (shown.size() == 1) {
      axes.ylabel(shown.get(0));
      axes.title(shown.get(0) + " vs. No. of epochs");
    } else {
      axes.legend();
    }
    return figure;
  }

  /**
   * Counts how often each class was taken for each.
   *
   * @param labels what is right: classes from 0, of shape (N)
   * @param predictions what was said: of shape (N)
   * @param classes how many classes there are
   * @return a row for each right class, with a count for each class that was said
   */
  public static long[][] confusion(Tensor labels, Tensor predictions, int classes) {
    long[] right = labels.toLongArray();
    long[] said = predictions.toLongArray();
    if (right.length != said.length) {
      throw new ValueException(
          "there are " + said.length + " predictions for " + right.length + " labels");
    }
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < right.length; i++) {
      if (Math.min(right[i], said[i]) < 0 || Math.max(right[i], said[i]) >= classes) {
        throw new ValueException(
            "item "
                + i
                + " has label "
                + right[i]
                + " and prediction "
                + said[i]
                + ", of "
                + classes
                + " classes");
      }
      counts[(int) right[i]][(int) said[i]]++;
    }
    return counts;
  }

  /**
   * Draws how often each class was taken for each: a row for each right class, a column for each
   * that was said. The darker a cell, the larger its share of the row.
   *
   * @param labels what is right: classes from 0, of shape (N)
   * @param predictions what was said: of shape (N)
   * @param classes their names, in order
   */
  public static Figure confusionMatrix(Tensor labels, Tensor predictions, List<String> classes) {
    int n = classes.size();
    long[][] counts = confusion(labels, predictions, n);
    double inches = Math.max(4.8, 1.5 + 0.5 * n);
    Figure figure = Plt.figure(o -> o.figsize(inches, inches));
    Axes axes = figure.gca();
    double[][] shares = new double[n][n];
    for (int row = 0; row < n; row++) {
      long sum = Math.max(1, LongStream.of(counts[row]).sum());
      for (int column = 0; column < n; column++) {
        shares[row][column] = counts[row][column] / (double) sum;
      }
    }
    try (Scope scope = Torch.scope()) {
      axes.imshow(Torch.tensor(shares), o -> o.cmap("Blues").vmin(0).vmax(1));
    }
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        String color = shares[row][column] > 0.5 ? "white" : "black";
        axes.text(
            column,
            row,
            String.valueOf(counts[row][column]),
            o -> o.ha("center").va("center").color(color));
      }
    }
    axes.xticks(Values.count(n), classes);
    axes.yticks(Values.count(n), classes);
    axes.xlabel("Predicted");
    axes.ylabel("Label");
    return figure;
  }

  /**
   * Shows images in rows, each under a title.
   *
   * @param images of shape (rows, columns), (1, rows, columns) or (3, rows, columns)
   * @param titles what stands above each; as many
   * @param columns how many stand side by side
   */
  public static Figure images(List<Tensor> images, List<String> titles, int columns) {
    if (images.isEmpty() || images.size() != titles.size() || columns < 1) {
      throw new ValueException(
          "images and titles must be as many, and at least one, side by side at least one; got "
              + images.size()
              + ", "
              + titles.size()
              + " and "
              + columns);
    }
    int rows = (images.size() + columns - 1) / columns;
    Figure figure = Plt.figure(o -> o.figsize(IMAGE_INCHES * columns, (IMAGE_INCHES + 0.2) * rows));
    for (int i = 0; i < images.size(); i++) {
      Axes axes = figure.addSubplot(rows, columns, i + 1);
      show(axes, images.get(i));
      axes.axis("off");
      axes.title(titles.get(i), o -> o.fontsize(9));
    }
    return figure;
  }
}
