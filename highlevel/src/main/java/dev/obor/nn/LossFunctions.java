package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.List;
import java.util.function.Consumer;

/** The part of {@link F} with the losses of predictions and targets. */
abstract class LossFunctions extends MarginLossFunctions {
  LossFunctions() {}

  // ---- classes

  /**
   * The mean cross entropy of scores and classes: Python's {@code F.cross_entropy(input, target)}.
   */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return Aten.cross_entropy_loss(input, target, null, Reduction.MEAN.code(), -100, 0);
  }

  /**
   * The cross entropy of scores and classes, or class probabilities: Python's {@code
   * F.cross_entropy(input, target, weight=…, ignore_index=…, reduction=…, label_smoothing=…)}.
   * {@link CrossEntropyLoss} has the formula.
   *
   * @param input scores that are not normalised, of shape (C), (N, C) or (N, C, d1, d2, …)
   * @param target classes, int64 of shape (), (N) or (N, d1, d2, …), or probabilities of the
   *     input's shape and dtype
   * @param options {@code weight}, {@code ignoreIndex}, {@code reduction}, {@code labelSmoothing}
   * @return a number, or with reduction {@code none} of the target's shape
   * @throws TorchException if the shapes or dtypes do not fit, or a class is out of bounds
   */
  public static Tensor crossEntropy(
      Tensor input, Tensor target, Consumer<CrossEntropyLoss.Options> options) {
    CrossEntropyLoss.Options o = new CrossEntropyLoss.Options();
    options.accept(o);
    return Aten.cross_entropy_loss(
        input, target, o.weight, o.reduction().code(), o.ignoreIndex, o.labelSmoothing);
  }

  /**
   * The mean negative log likelihood of log probabilities and classes: Python's {@code
   * F.nll_loss(input, target)}.
   */
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return Aten.nll_loss_nd(input, target, null, Reduction.MEAN.code(), -100);
  }

  /**
   * The negative log likelihood: Python's {@code F.nll_loss(input, target, weight=…,
   * ignore_index=…, reduction=…)}. {@link NLLLoss} has the formula.
   *
   * @param input log probabilities, such as {@code logSoftmax} gives, of shape (C), (N, C) or (N,
   *     C, d1, d2, …)
   * @param target classes, int64 of shape (), (N) or (N, d1, d2, …)
   * @param options {@code weight}, {@code ignoreIndex}, {@code reduction}
   * @return a number, or with reduction {@code none} of the target's shape
   * @throws TorchException if the shapes or dtypes do not fit, or a class is out of bounds
   */
  public static Tensor nllLoss(Tensor input, Tensor target, Consumer<NLLLoss.Options> options) {
    NLLLoss.Options o = new NLLLoss.Options();
    options.accept(o);
    return Aten.nll_loss_nd(input, target, o.weight, o.reduction().code(), o.ignoreIndex);
  }

  /**
   * The mean binary cross entropy of probabilities: Python's {@code F.binary_cross_entropy(input,
   * target)}.
   */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
    return binaryCrossEntropy(input, target, o -> {});
  }

  /**
   * The binary cross entropy of probabilities: Python's {@code F.binary_cross_entropy(input,
   * target, weight=…, reduction=…)}. {@link BCELoss} has the formula.
   *
   * @param input probabilities, of any shape
   * @param target of the same shape, between 0 and 1
   * @param options {@code weight}, {@code reduction}
   * @return a number, or with reduction {@code none} of the input's shape
   * @throws ValueException if the shapes differ
   */
  public static Tensor binaryCrossEntropy(
      Tensor input, Tensor target, Consumer<BCELoss.Options> options) {
    BCELoss.Options o = new BCELoss.Options();
    options.accept(o);
    if (!target.size().equals(input.size())) {
      throw new ValueException(
          "Using a target size ("
              + target.size()
              + ") that is different to the input size ("
              + input.size()
              + ") is deprecated. Please ensure they have the same size.");
    }
    try (Scope scope = Torch.scope()) {
      Tensor weight = o.weight == null ? null : Torch.broadcastTensors(target, o.weight).get(1);
      return scope.keep(Aten.binary_cross_entropy(input, target, weight, o.reduction().code()));
    }
  }

  /**
   * The mean binary cross entropy of scores: Python's {@code
   * F.binary_cross_entropy_with_logits(input, target)}.
   */
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
    return binaryCrossEntropyWithLogits(input, target, o -> {});
  }

  /**
   * The binary cross entropy of scores: Python's {@code F.binary_cross_entropy_with_logits(input,
   * target, weight=…, reduction=…, pos_weight=…)}. {@link BCEWithLogitsLoss} has the formula.
   *
   * @param input scores, of any shape
   * @param target of the same shape, between 0 and 1
   * @param options {@code weight}, {@code reduction}, {@code posWeight}
   * @return a number, or with reduction {@code none} of the input's shape
   * @throws ValueException if the shapes differ
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Consumer<BCEWithLogitsLoss.Options> options) {
    BCEWithLogitsLoss.Options o = new BCEWithLogitsLoss.Options();
    options.accept(o);
    if (!target.size().equals(input.size())) {
      throw new ValueException(
          "Target size ("
              + target.size()
              + ") must be the same as input size ("
              + input.size()
              + ")");
    }
    return Aten.binary_cross_entropy_with_logits(
        input, target, o.weight, o.posWeight, o.reduction().code());
  }

  // ---- numbers

  /** The mean squared difference: Python's {@code F.mse_loss(input, target)}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /**
   * The squared difference, reduced as said: Python's {@code F.mse_loss(input, target,
   * reduction=…)}.
   *
   * @param input of any shape
   * @param target of the same shape
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return mseLoss(input, target, o -> o.reduction(reduction));
  }

  /** The same by the name of the reduction: {@code F.mseLoss(input, target, "sum")}. */
  public static Tensor mseLoss(Tensor input, Tensor target, String reduction) {
    return mseLoss(input, target, Reduction.of(reduction));
  }

  /** The same with keyword arguments, {@code reduction} and a {@code weight} for each element. */
  public static Tensor mseLoss(Tensor input, Tensor target, Consumer<MSELoss.Options> options) {
    MSELoss.Options o = new MSELoss.Options();
    options.accept(o);
    Reduction reduction = o.reduction();
    if (o.weight == null && target.size().equals(input.size())) {
      return Aten.mse_loss(input, target, reduction.code());
    }
    return broadcast(
        input,
        target,
        pair ->
            o.weight == null
                ? Aten.mse_loss(pair.get(0), pair.get(1), reduction.code())
                : weighted(pair.get(0).sub(pair.get(1)).pow(2), input, o.weight, reduction, true));
  }

  /** The mean absolute difference: Python's {@code F.l1_loss(input, target)}. */
  public static Tensor l1Loss(Tensor input, Tensor target) {
    return l1Loss(input, target, o -> {});
  }

  /** The same by the name of the reduction: {@code F.l1Loss(input, target, "sum")}. */
  public static Tensor l1Loss(Tensor input, Tensor target, String reduction) {
    return l1Loss(input, target, o -> o.reduction(reduction));
  }

  /**
   * The absolute difference: Python's {@code F.l1_loss(input, target, reduction=…, weight=…)}.
   *
   * @param input of any shape
   * @param target of the same shape
   * @param options {@code reduction}, and a {@code weight} for each element
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor l1Loss(Tensor input, Tensor target, Consumer<L1Loss.Options> options) {
    L1Loss.Options o = new L1Loss.Options();
    options.accept(o);
    Reduction reduction = o.reduction();
    return broadcast(
        input,
        target,
        pair ->
            o.weight == null
                ? Aten.l1_loss(pair.get(0), pair.get(1), reduction.code())
                : weighted(pair.get(0).sub(pair.get(1)).abs(), input, o.weight, reduction, true));
  }

  /** The mean of a loss between square and absolute value: Python's {@code F.smooth_l1_loss}. */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, o -> {});
  }

  /**
   * The square of small differences and the absolute value of large ones: Python's {@code
   * F.smooth_l1_loss(input, target, reduction=…, beta=…)}. {@link SmoothL1Loss} has the formula.
   *
   * @param input of any shape
   * @param target of the same shape
   * @param options {@code reduction}, {@code beta}
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor smoothL1Loss(
      Tensor input, Tensor target, Consumer<SmoothL1Loss.Options> options) {
    SmoothL1Loss.Options o = new SmoothL1Loss.Options();
    options.accept(o);
    long reduction = o.reduction().code();
    return broadcast(
        input,
        target,
        pair ->
            o.beta == 0
                ? Aten.l1_loss(pair.get(0), pair.get(1), reduction)
                : Aten.smooth_l1_loss(pair.get(0), pair.get(1), reduction, o.beta));
  }

  /** The mean Huber loss: Python's {@code F.huber_loss(input, target)}. */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, o -> {});
  }

  /**
   * The Huber loss: Python's {@code F.huber_loss(input, target, reduction=…, delta=…, weight=…)}.
   * {@link HuberLoss} has the formula.
   *
   * @param input of any shape
   * @param target of the same shape
   * @param options {@code reduction}, {@code delta}, and a {@code weight} for each element
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor huberLoss(Tensor input, Tensor target, Consumer<HuberLoss.Options> options) {
    HuberLoss.Options o = new HuberLoss.Options();
    options.accept(o);
    Reduction reduction = o.reduction();
    return broadcast(
        input,
        target,
        pair -> {
          if (o.weight == null) {
            return Aten.huber_loss(pair.get(0), pair.get(1), reduction.code(), o.delta);
          }
          Tensor losses = Aten.huber_loss(pair.get(0), pair.get(1), Reduction.NONE.code(), o.delta);
          return weighted(losses, input, o.weight, reduction, false);
        });
  }

  private static Tensor broadcast(
      Tensor input, Tensor target, java.util.function.Function<List<Tensor>, Tensor> loss) {
    Size size = input.size();
    if (target.size().equals(size)) {
      try (Scope scope = Torch.scope()) {
        return scope.keep(loss.apply(List.of(input, target)));
      }
    }
    Warnings.warn(
        "Using a target size ("
            + target.size()
            + ") that is different to the input size ("
            + size
            + "). This will likely lead to incorrect results due to broadcasting. Please ensure they"
            + " have the same size.");
    try (Scope scope = Torch.scope()) {
      return scope.keep(loss.apply(Torch.broadcastTensors(input, target)));
    }
  }

  private static Tensor weighted(
      Tensor losses, Tensor input, Tensor weight, Reduction reduction, boolean byWeights) {
    if (!weight.size().equals(input.size())) {
      throw new ValueException("Weights and input must have the same size.");
    }
    Tensor weighted = losses.mul(weight);
    return byWeights && reduction == Reduction.MEAN
        ? weighted.sum().div(weight.sum())
        : reduction.apply(weighted);
  }

  // ---- distributions

  /** The mean Kullback-Leibler divergence: Python's {@code F.kl_div(input, target)}. */
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, o -> {});
  }

  /**
   * The Kullback-Leibler divergence: Python's {@code F.kl_div(input, target, reduction=…,
   * log_target=…)}. {@link KLDivLoss} has the formula.
   *
   * @param input log probabilities, of any shape
   * @param target probabilities of the same shape, or their logarithms
   * @param options {@code reduction}, which may be {@code batchmean} here, and {@code logTarget}
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor klDiv(Tensor input, Tensor target, Consumer<KLDivLoss.Options> options) {
    KLDivLoss.Options o = new KLDivLoss.Options();
    options.accept(o);
    Reduction reduction = o.reduction();
    if (reduction == Reduction.MEAN) {
      Warnings.warn(
          "reduction: 'mean' divides the total loss by both the batch size and the support"
              + " size.'batchmean' divides only by the batch size, and aligns with the KL div math"
              + " definition.'mean' will be changed to behave the same as 'batchmean' in the next"
              + " major release.");
    }
    if (reduction != Reduction.BATCHMEAN) {
      return Aten.kl_div(input, target, reduction.code(), o.logTarget);
    }
    try (Scope scope = Torch.scope()) {
      Tensor sum = Aten.kl_div(input, target, Reduction.SUM.code(), o.logTarget);
      return scope.keep(input.dim() == 0 ? sum : sum.div(input.size(0)));
    }
  }

  /** The mean loss of Poisson distributed targets: Python's {@code F.poisson_nll_loss}. */
  public static Tensor poissonNllLoss(Tensor input, Tensor target) {
    return poissonNllLoss(input, target, o -> {});
  }

  /**
   * The negative log likelihood of Poisson distributed targets: Python's {@code
   * F.poisson_nll_loss(input, target, log_input=…, full=…, eps=…, reduction=…)}. {@link
   * PoissonNLLLoss} has the formula.
   *
   * @param input the expectation, or its logarithm
   * @param target of the same shape
   * @param options {@code logInput}, {@code full}, {@code eps}, {@code reduction}
   * @return a number, or with reduction {@code none} of the input's shape
   */
  public static Tensor poissonNllLoss(
      Tensor input, Tensor target, Consumer<PoissonNLLLoss.Options> options) {
    PoissonNLLLoss.Options o = new PoissonNLLLoss.Options();
    options.accept(o);
    return Aten.poisson_nll_loss(input, target, o.logInput, o.full, o.eps, o.reduction().code());
  }

  /** The mean loss of Gaussian distributed targets: Python's {@code F.gaussian_nll_loss}. */
  public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor var) {
    return gaussianNllLoss(input, target, var, o -> {});
  }

  /** The same with one variance for all elements. */
  public static Tensor gaussianNllLoss(
      Tensor input, Tensor target, double var, Consumer<GaussianNLLLoss.Options> options) {
    try (Scope scope = Torch.scope()) {
      if (var < 0) {
        throw new ValueException("var has negative entry/entries");
      }
      return scope.keep(gaussianNllLoss(input, target, Torch.onesLike(input).mul(var), options));
    }
  }

  /**
   * The negative log likelihood of Gaussian distributed targets: Python's {@code
   * F.gaussian_nll_loss(input, target, var, full=…, eps=…, reduction=…)}. {@link GaussianNLLLoss}
   * has the formula.
   *
   * @param input the expectation, of any shape
   * @param target of the same shape, or of one that is broadcast
   * @param var the variances, of the input's shape, with a last dimension of 1, or without it
   * @param options {@code full}, {@code eps}, {@code reduction}
   * @return a number, or with reduction {@code none} of the input's shape
   * @throws ValueException if a variance is negative, or their shape does not fit
   */
  public static Tensor gaussianNllLoss(
      Tensor input, Tensor target, Tensor var, Consumer<GaussianNLLLoss.Options> options) {
    GaussianNLLLoss.Options o = new GaussianNLLLoss.Options();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      if (var.lt(0).any().item().booleanValue()) {
        throw new ValueException("var has negative entry/entries");
      }
      Tensor variance = fitting(var, input.size()).clone();
      try (ThreadMode mode = Torch.noGrad()) {
        Aten.clamp_(variance, o.eps, null);
      }
      Tensor loss = variance.log().add(input.sub(target).pow(2).div(variance)).mul(0.5);
      if (o.full) {
        loss = loss.add(0.5 * Math.log(2 * Math.PI));
      }
      return scope.keep(o.reduction().apply(loss));
    }
  }

  private static Tensor fitting(Tensor var, Size input) {
    if (var.size().equals(input)) {
      return var;
    }
    long[] own = var.size().toArray();
    long[] wanted = input.toArray();
    if (own.length == wanted.length - 1
        && java.util.Arrays.equals(own, java.util.Arrays.copyOf(wanted, own.length))) {
      return var.unsqueeze(-1);
    }
    long differing = 0;
    for (int i = 0; own.length == wanted.length && i < own.length; i++) {
      differing += own[i] == wanted[i] ? 0 : own[i];
    }
    if (differing != 1) {
      throw new ValueException("var is of incorrect size");
    }
    return var;
  }

  // ---- sequences

  /**
   * The mean connectionist temporal classification loss: Python's {@code F.ctc_loss(log_probs,
   * targets, input_lengths, target_lengths)}.
   */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, o -> {});
  }

  /**
   * The connectionist temporal classification loss: Python's {@code F.ctc_loss(log_probs, targets,
   * input_lengths, target_lengths, blank=…, reduction=…, zero_infinity=…)}.
   *
   * @param logProbs log probabilities of shape (T, N, C) or (T, C)
   * @param targets classes, of shape (N, S), or all together, of shape (sum of target lengths)
   * @param inputLengths of shape (N), or a number
   * @param targetLengths of shape (N), or a number
   * @param options {@code blank}, {@code reduction}, {@code zeroInfinity}
   * @return a number, or with reduction {@code none} of shape (N)
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      Consumer<CTCLoss.Options> options) {
    CTCLoss.Options o = new CTCLoss.Options();
    options.accept(o);
    return Aten.ctc_loss_Tensor(
        logProbs,
        targets,
        inputLengths,
        targetLengths,
        o.blank,
        o.reduction().code(),
        o.zeroInfinity);
  }

  /** The same with the lengths in arrays. */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      long[] inputLengths,
      long[] targetLengths,
      Consumer<CTCLoss.Options> options) {
    CTCLoss.Options o = new CTCLoss.Options();
    options.accept(o);
    return Aten.ctc_loss_IntList(
        logProbs,
        targets,
        inputLengths,
        targetLengths,
        o.blank,
        o.reduction().code(),
        o.zeroInfinity);
  }
}
