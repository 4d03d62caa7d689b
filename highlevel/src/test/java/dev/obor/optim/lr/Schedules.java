package dev.obor.optim.lr;

import dev.obor.PythonNumber;
import dev.obor.optim.Optimizer;
import dev.obor.optim.swa.SWALR;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The schedulers of {@code lr_goldens.py}, by its names. */
final class Schedules {
  static final Map<String, Function<Optimizer, LRScheduler>> ALL = schedulers();

  private Schedules() {}

  private static Map<String, Function<Optimizer, LRScheduler>> schedulers() {
    Map<String, Function<Optimizer, LRScheduler>> all = new LinkedHashMap<>();
    all.put("LambdaLR", o -> new LambdaLR(o, epoch -> PythonNumber.pow(0.95, epoch)));
    all.put(
        "LambdaLR each",
        o ->
            new LambdaLR(
                o, List.of(epoch -> Math.floorDiv(epoch, 30), epoch -> 1.0 / (1 + epoch))));
    all.put("MultiplicativeLR", o -> new MultiplicativeLR(o, epoch -> 0.95));
    all.put(
        "MultiplicativeLR each",
        o -> new MultiplicativeLR(o, List.of(epoch -> 0.9, epoch -> 1 - epoch / 100.0)));
    all.put("StepLR", o -> new StepLR(o, 7));
    all.put("StepLR gamma", o -> new StepLR(o, 3, s -> s.gamma(0.77)));
    all.put("MultiStepLR", o -> new MultiStepLR(o, List.of(5, 20, 40)));
    all.put("MultiStepLR twice", o -> new MultiStepLR(o, List.of(30, 4, 4, 11), s -> s.gamma(0.3)));
    all.put("ConstantLR", ConstantLR::new);
    all.put("ConstantLR options", o -> new ConstantLR(o, s -> s.factor(0.7).totalIters(11)));
    all.put("LinearLR", LinearLR::new);
    all.put(
        "LinearLR options",
        o -> new LinearLR(o, s -> s.startFactor(0.1).endFactor(0.85).totalIters(23)));
    all.put("ExponentialLR", o -> new ExponentialLR(o, 0.93));
    all.put("PolynomialLR", PolynomialLR::new);
    all.put("PolynomialLR options", o -> new PolynomialLR(o, s -> s.totalIters(40).power(1.7)));
    all.put("CosineAnnealingLR", o -> new CosineAnnealingLR(o, 13));
    all.put("CosineAnnealingLR options", o -> new CosineAnnealingLR(o, 50, s -> s.etaMin(0.001)));
    all.put("CosineAnnealingWarmRestarts", o -> new CosineAnnealingWarmRestarts(o, 7));
    all.put(
        "CosineAnnealingWarmRestarts options",
        o -> new CosineAnnealingWarmRestarts(o, 3, s -> s.tMult(2).etaMin(0.002)));
    addCyclic(all);
    addComposed(all);
    addPlateaus(all);
    return all;
  }

  private static void addCyclic(Map<String, Function<Optimizer, LRScheduler>> all) {
    all.put("CyclicLR", o -> new CyclicLR(o, 0.01, 0.1, s -> s.stepSizeUp(5)));
    all.put(
        "CyclicLR triangular2",
        o -> new CyclicLR(o, 0.01, 0.1, s -> s.stepSizeUp(4).stepSizeDown(7).mode("triangular2")));
    all.put(
        "CyclicLR exp_range",
        o ->
            new CyclicLR(
                o,
                0.01,
                0.1,
                s -> s.stepSizeUp(6).mode("exp_range").gamma(0.98).cycleMomentum(false)));
    all.put(
        "CyclicLR each",
        o ->
            new CyclicLR(
                o,
                new double[] {0.01, 0.02},
                new double[] {0.1, 0.3},
                s ->
                    s.stepSizeUp(5)
                        .baseMomentum(List.of(0.7, 0.6))
                        .maxMomentum(List.of(0.95, 0.99))));
    all.put(
        "CyclicLR function",
        o ->
            new CyclicLR(
                o,
                0.01,
                0.1,
                s -> s.stepSizeUp(5).scaleFn(x -> 1 / (1 + x)).scaleMode("iterations")));
    all.put("OneCycleLR", o -> new OneCycleLR(o, 0.1, 50));
    all.put(
        "OneCycleLR epochs",
        o ->
            new OneCycleLR(
                o, 0.1, s -> s.epochs(6).stepsPerEpoch(10).pctStart(0.4).annealStrategy("linear")));
    all.put(
        "OneCycleLR three",
        o ->
            new OneCycleLR(
                o,
                new double[] {0.1, 0.7},
                s ->
                    s.totalSteps(55)
                        .threePhase(true)
                        .divFactor(10)
                        .finalDivFactor(100)
                        .baseMomentum(0.8)
                        .maxMomentum(0.9)));
    all.put(
        "OneCycleLR plain",
        o -> new OneCycleLR(o, 0.1, s -> s.totalSteps(60).cycleMomentum(false)));
    all.put("SWALR", o -> new SWALR(o, 0.02));
    all.put(
        "SWALR options",
        o ->
            new SWALR(
                o, new double[] {0.02, 0.3}, s -> s.annealEpochs(25).annealStrategy("linear")));
    all.put("SWALR at once", o -> new SWALR(o, 0.02, s -> s.annealEpochs(0)));
    all.put(
        "Adam CyclicLR",
        o -> new CyclicLR(o, 0.001, 0.01, s -> s.stepSizeUp(5).mode("triangular2")));
    all.put(
        "Adam OneCycleLR",
        o -> new OneCycleLR(o, 0.01, s -> s.totalSteps(50).threePhase(true).pctStart(0.25)));
    all.put("Adam CosineAnnealingLR", o -> new CosineAnnealingLR(o, 10, s -> s.etaMin(1e-5)));
  }

  private static ConstantLR constant(Optimizer optimizer, double factor, int iterations) {
    return new ConstantLR(optimizer, s -> s.factor(factor).totalIters(iterations));
  }

  private static void addComposed(Map<String, Function<Optimizer, LRScheduler>> all) {
    all.put(
        "SequentialLR",
        o ->
            new SequentialLR(
                o, List.of(constant(o, 0.1, 4), new ExponentialLR(o, 0.9)), List.of(9)));
    all.put(
        "SequentialLR three",
        o ->
            new SequentialLR(
                o,
                List.of(
                    new LinearLR(o, s -> s.totalIters(6)),
                    new CosineAnnealingLR(o, 20),
                    new StepLR(o, 4, s -> s.gamma(0.5))),
                List.of(6, 26)));
    all.put(
        "SequentialLR restarts",
        o ->
            new SequentialLR(
                o,
                List.of(
                    new LinearLR(o, s -> s.totalIters(6)),
                    new CosineAnnealingWarmRestarts(o, 5, s -> s.tMult(2))),
                List.of(6)));
    all.put(
        "ChainedScheduler",
        o -> new ChainedScheduler(List.of(constant(o, 0.1, 4), new ExponentialLR(o, 0.9)), o));
    all.put(
        "SequentialLR of chained",
        o ->
            new SequentialLR(
                o,
                List.of(
                    new ChainedScheduler(List.of(constant(o, 0.2, 3), new ExponentialLR(o, 0.9))),
                    new StepLR(o, 5)),
                List.of(12)));
  }

  private static void addPlateaus(Map<String, Function<Optimizer, LRScheduler>> all) {
    all.put("ReduceLROnPlateau", o -> new ReduceLROnPlateau(o, s -> s.patience(3)));
    all.put(
        "ReduceLROnPlateau max",
        o ->
            new ReduceLROnPlateau(
                o,
                s ->
                    s.mode("max")
                        .factor(0.5)
                        .patience(2)
                        .threshold(0.01)
                        .thresholdMode("abs")
                        .cooldown(2)
                        .minLr(List.of(0.001, 0.1))));
    all.put(
        "ReduceLROnPlateau min abs",
        o ->
            new ReduceLROnPlateau(
                o,
                s ->
                    s.factor(0.3)
                        .patience(1)
                        .threshold(0.05)
                        .thresholdMode("abs")
                        .cooldown(1)
                        .minLr(0.0005)
                        .eps(1e-3)));
    all.put(
        "ReduceLROnPlateau max rel",
        o -> new ReduceLROnPlateau(o, s -> s.mode("max").patience(4).threshold(0.1)));
  }
}
