package dev.obor.benchmarks;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One ratio that the project holds itself to.
 *
 * @param work what is done, in words
 * @param peer whose figure is the measure
 * @param of the name of that peer, in words
 * @param peerCase the case of that peer
 * @param obor which way of using Obor is held to it
 * @param oborCase the case of Obor
 * @param unit the unit of both
 * @param atMost true if the ratio may not be above the factor, false if it may not be below it
 * @param factor the limit
 */
record Limit(
    String work,
    String peer,
    String of,
    String peerCase,
    String obor,
    String oborCase,
    String unit,
    boolean atMost,
    double factor) {

  /** All limits, in the order in which the report shows them. */
  static final List<Limit> ALL =
      List.of(
          time("one-element add, freed, in a scope", "add", "python", 0.62),
          time("one-element add, freed, in a scope", "add", "cpp", 1.10),
          new Limit(
              "the same with the collector's net",
              "python",
              "Python",
              "add",
              "obor, no scope",
              "add",
              "ns",
              true,
              0.75),
          time("logistic regression step, batch 128", "logistic step", "python", 0.65),
          time("logistic regression step, batch 128", "logistic step", "cpp", 1.10),
          time("MLP 784-256-128-10 step, batch 64", "mlp step", "python", 0.82),
          time("MLP 784-256-128-10 step, batch 64", "mlp step", "cpp", 1.10),
          time("MLP forward at batch 1, no grad, one thread", "mlp forward", "python", 0.60),
          calls("Python", "python", "mlp forward, 2 threads", 4.0),
          calls("one thread", "obor", "mlp forward, 1 thread", 1.8),
          time("SGD with momentum, a step of 160 parameters", Optimizers.SGD, "python", 0.50),
          time("Adam, a step of 160 parameters", Optimizers.ADAM, "python", 0.50),
          time(
              "MLP 784-256-128-10 step with momentum, batch 4",
              "mlp training, batch 4",
              "python",
              0.90),
          time("small CNN on 28 x 28 pixels, batch 4", "cnn training, batch 4", "python", 0.90),
          time("LSTM over 28 rows, batch 4", "lstm training, batch 4", "python", 0.90),
          time("two transformer blocks, batch 4", "transformer training, batch 4", "python", 0.90),
          time(
              "MLP 784-256-128-10 step with momentum, batch 128",
              "mlp training, batch 128",
              "python",
              1.02),
          time("small CNN on 28 x 28 pixels, batch 128", "cnn training, batch 128", "python", 1.02),
          time("LSTM over 28 rows, batch 128", "lstm training, batch 128", "python", 1.02),
          time(
              "two transformer blocks, batch 128",
              "transformer training, batch 128",
              "python",
              1.02),
          time(
              "ResNet-18 forward at batch 8, inference mode",
              "resnet18 forward, batch 8",
              "python",
              1.02),
          time("process start to first tensor, warm cache", "first tensor", "python", 0.40));

  private static Limit time(String work, String name, String peer, double factor) {
    String of = peer.equals("python") ? "Python" : "C++ on the same LibTorch";
    return new Limit(work, peer, of, name, "obor", name, "ns", true, factor);
  }

  private static Limit calls(String of, String peer, String peerCase, double factor) {
    return new Limit(
        "MLP forward at batch 1, no grad, 2 threads, calls/s",
        peer,
        of,
        peerCase,
        "obor",
        "mlp forward, 2 threads",
        "calls/s",
        false,
        factor);
  }

  /**
   * Returns Obor's figure over the peer's.
   *
   * @param results the figures of a run
   * @return the ratio, or nothing if one of the two did not run
   */
  OptionalDouble ratio(Results results) {
    OptionalDouble ours = results.best(obor, oborCase, unit);
    OptionalDouble theirs = results.best(peer, peerCase, unit);
    return ours.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns whether a ratio keeps the limit. */
  boolean isMet(double ratio) {
    return atMost ? ratio <= factor : ratio >= factor;
  }
}
