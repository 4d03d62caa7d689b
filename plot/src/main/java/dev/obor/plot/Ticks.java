package dev.obor.plot;

import dev.obor.PythonNumber;
import java.util.ArrayList;
import java.util.List;

/** Where an axis has ticks, and what stands at them. */
final class Ticks {
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};
  private static final int LARGEST_PLAIN_EXPONENT = 6;
  private static final int SMALLEST_PLAIN_EXPONENT = -5;

  private final double[] places;
  private final List<String> labels;

  private Ticks(double[] places, List<String> labels) {
    this.places = places;
    this.labels = labels;
  }

  static Ticks of(double[] places, List<String> labels) {
    return new Ticks(places.clone(), List.copyOf(labels));
  }

  /** Ticks at given places, labelled with the numbers. */
  static Ticks of(double[] places) {
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < places.length; i++) {
      step = Math.min(step, Math.abs(places[i] - places[i - 1]));
    }
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      step = 1;
    }
    return new Ticks(places.clone(), labels(places, step));
  }

  /**
   * Ticks at round numbers.
   *
   * @param most how many steps there may be between them, at least 1
   */
  static Ticks round(double low, double high, int most) {
    double least = (high - low) / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double step = 10 * power;
    for (double candidate : STEPS) {
      if (candidate * power >= least * (1 - 1e-10)) {
        step = candidate * power;
        break;
      }
    }
    List<Double> found = new ArrayList<>();
    for (double n = Math.ceil(low / step - 1e-10); n * step <= high + step * 1e-10; n++) {
      found.add(n == 0 ? 0 : n * step);
    }
    double[] places = found.stream().mapToDouble(Double::doubleValue).toArray();
    return new Ticks(places, labels(places, step));
  }

  private static List<String> labels(double[] places, double step) {
    double largest = 0;
    for (double place : places) {
      largest = Math.max(largest, Math.abs(place));
    }
    int exponent = largest == 0 ? 0 : (int) Math.floor(Math.log10(largest));
    boolean plain = exponent < LARGEST_PLAIN_EXPONENT && exponent > SMALLEST_PLAIN_EXPONENT;
    List<String> labels = new ArrayList<>();
    for (double place : places) {
      labels.add(
          plain
              ? PythonNumber.fixed(place, decimals(step))
              : PythonNumber.scientific(place, decimals(step / Math.pow(10, exponent))));
    }
    return labels;
  }

  /** How many decimals it takes to write a step. */
  private static int decimals(double step) {
    int decimals = 0;
    double scaled = step;
    while (decimals < 10 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
      decimals++;
      scaled = step * Math.pow(10, decimals);
    }
    return decimals;
  }

  int count() {
    return places.length;
  }

  double place(int i) {
    return places[i];
  }

  String label(int i) {
    return i < labels.size() ? labels.get(i) : "";
  }
}
