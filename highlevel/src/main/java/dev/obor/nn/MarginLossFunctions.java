package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/** The part of {@link F} with distances, and the losses that keep a margin. */
abstract class MarginLossFunctions extends AttentionFunctions {
  MarginLossFunctions() {}

  // ---- distances

  /** The cosine of the angle between vectors: Python's {@code F.cosine_similarity(x1, x2)}. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
    return cosineSimilarity(x1, x2, 1, 1e-8);
  }

  /** The same along another dimension: Python's {@code F.cosine_similarity(x1, x2, dim)}. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim) {
    return cosineSimilarity(x1, x2, dim, 1e-8);
  }

  /**
   * The cosine of the angle between vectors, {@code x1 · x2 / max(‖x1‖ ‖x2‖, eps²)}: Python's
   * {@code F.cosine_similarity(x1, x2, dim, eps)}.
   *
   * @param x1 of any shape
   * @param x2 of a shape that fits by broadcasting
   * @param dim the dimension of the vectors
   * @param eps keeps the divisor from zero
   * @return of the common shape, without the dimension
   */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim, double eps) {
    return Aten.cosine_similarity(x1, x2, dim, eps);
  }

  /** The Euclidean distance of rows: Python's {@code F.pairwise_distance(x1, x2)}. */
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
    return pairwiseDistance(x1, x2, 2, 1e-6, false);
  }

  /** The distance in another norm: Python's {@code F.pairwise_distance(x1, x2, p)}. */
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p) {
    return pairwiseDistance(x1, x2, p, 1e-6, false);
  }

  /**
   * The distance of rows, {@code ‖x1 - x2 + eps‖}: Python's {@code F.pairwise_distance(x1, x2, p,
   * eps, keepdim)}.
   *
   * @param x1 of shape (N, D) or (D)
   * @param x2 of the same shape, or of one that fits by broadcasting
   * @param p the norm
   * @param eps added to each difference
   * @param keepdim whether the last dimension stays, with size 1
   * @return of shape (N) or ()
   */
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
    return Aten.pairwise_distance(x1, x2, p, eps, keepdim);
  }

  /** The same with keyword arguments: {@code F.pairwiseDistance(x1, x2, o -> o.keepdim(true))}. */
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, Consumer<PairwiseDistance.Options> options) {
    PairwiseDistance.Options o = new PairwiseDistance.Options();
    options.accept(o);
    return pairwiseDistance(x1, x2, o.p, o.eps, o.keepdim);
  }

  /** The Euclidean distance between each two rows: Python's {@code F.pdist(input)}. */
  public static Tensor pdist(Tensor input) {
    return pdist(input, 2);
  }

  /**
   * The distance between each two rows: Python's {@code F.pdist(input, p)}.
   *
   * @param input of shape (N, M)
   * @param p the norm
   * @return of shape (N (N - 1) / 2)
   */
  public static Tensor pdist(Tensor input, double p) {
    return Aten.pdist(input, p);
  }

  // ---- losses

  /** The mean loss of a wrong order: Python's {@code F.margin_ranking_loss}. */
  public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
    return marginRankingLoss(input1, input2, target, o -> {});
  }

  /**
   * The loss of a wrong order: Python's {@code F.margin_ranking_loss(input1, input2, target,
   * margin=…, reduction=…)}. {@link MarginRankingLoss} has the formula.
   *
   * @param input1 of shape (N) or ()
   * @param input2 of the same shape
   * @param target 1 where the first is to be larger, -1 where the second is
   * @param options {@code margin}, {@code reduction}
   */
  public static Tensor marginRankingLoss(
      Tensor input1, Tensor input2, Tensor target, Consumer<MarginRankingLoss.Options> options) {
    MarginRankingLoss.Options o = new MarginRankingLoss.Options();
    options.accept(o);
    if (input1.dim() != input2.dim() || input1.dim() != target.dim()) {
      throw new TorchException(
          "margin_ranking_loss : All input tensors should have same dimension but got sizes: input1:"
              + " "
              + input1.size()
              + ", input2: "
              + input2.size()
              + ", target: "
              + target.size()
              + " ");
    }
    return Aten.margin_ranking_loss(input1, input2, target, o.margin, o.reduction().code());
  }

  /** The mean loss of distances: Python's {@code F.hinge_embedding_loss(input, target)}. */
  public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
    return hingeEmbeddingLoss(input, target, o -> {});
  }

  /**
   * The loss of distances: Python's {@code F.hinge_embedding_loss(input, target, margin=…,
   * reduction=…)}. {@link HingeEmbeddingLoss} has the formula.
   *
   * @param input distances, of any shape
   * @param target of the same shape, 1 for what is alike and -1 for what is not
   * @param options {@code margin}, {@code reduction}
   */
  public static Tensor hingeEmbeddingLoss(
      Tensor input, Tensor target, Consumer<HingeEmbeddingLoss.Options> options) {
    HingeEmbeddingLoss.Options o = new HingeEmbeddingLoss.Options();
    options.accept(o);
    return Aten.hinge_embedding_loss(input, target, o.margin, o.reduction().code());
  }

  /** The mean loss of scores and sets of classes: Python's {@code F.multilabel_margin_loss}. */
  public static Tensor multilabelMarginLoss(Tensor input, Tensor target) {
    return multilabelMarginLoss(input, target, o -> {});
  }

  /**
   * The loss of scores and sets of classes: Python's {@code F.multilabel_margin_loss(input, target,
   * reduction=…)}. {@link MultiLabelMarginLoss} has the formula.
   *
   * @param input of shape (N, C) or (C)
   * @param target int64 of the same shape: the classes of each row, and then -1
   * @param options {@code reduction}
   */
  public static Tensor multilabelMarginLoss(
      Tensor input, Tensor target, Consumer<MultiLabelMarginLoss.Options> options) {
    MultiLabelMarginLoss.Options o = new MultiLabelMarginLoss.Options();
    options.accept(o);
    return Aten.multilabel_margin_loss(input, target, o.reduction().code());
  }

  /** The mean logistic loss: Python's {@code F.soft_margin_loss(input, target)}. */
  public static Tensor softMarginLoss(Tensor input, Tensor target) {
    return softMarginLoss(input, target, o -> {});
  }

  /**
   * The logistic loss, {@code log(1 + exp(-y x))}: Python's {@code F.soft_margin_loss(input,
   * target, reduction=…)}.
   *
   * @param input of any shape
   * @param target of the same shape, 1 or -1
   * @param options {@code reduction}
   */
  public static Tensor softMarginLoss(
      Tensor input, Tensor target, Consumer<SoftMarginLoss.Options> options) {
    SoftMarginLoss.Options o = new SoftMarginLoss.Options();
    options.accept(o);
    return Aten.soft_margin_loss(input, target, o.reduction().code());
  }

  /** The mean loss of independent classes: Python's {@code F.multilabel_soft_margin_loss}. */
  public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
    return multilabelSoftMarginLoss(input, target, o -> {});
  }

  /**
   * The loss of independent classes: Python's {@code F.multilabel_soft_margin_loss(input, target,
   * weight=…, reduction=…)}. {@link MultiLabelSoftMarginLoss} has the formula.
   *
   * @param input of shape (N, C)
   * @param target of the same shape, 0 or 1
   * @param options {@code weight}, {@code reduction}
   */
  public static Tensor multilabelSoftMarginLoss(
      Tensor input, Tensor target, Consumer<MultiLabelSoftMarginLoss.Options> options) {
    MultiLabelSoftMarginLoss.Options o = new MultiLabelSoftMarginLoss.Options();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      Tensor loss =
          target
              .mul(Aten.log_sigmoid(input))
              .add(Torch.sub(1, target).mul(Aten.log_sigmoid(input.neg())))
              .neg();
      if (o.weight != null) {
        loss = loss.mul(o.weight);
      }
      long classes = input.size(input.dim() - 1);
      return scope.keep(o.reduction().apply(loss.sum(input.dim() - 1).div(classes)));
    }
  }

  /** The mean loss of angles: Python's {@code F.cosine_embedding_loss(input1, input2, target)}. */
  public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
    return cosineEmbeddingLoss(input1, input2, target, o -> {});
  }

  /**
   * The loss of angles: Python's {@code F.cosine_embedding_loss(input1, input2, target, margin=…,
   * reduction=…)}. {@link CosineEmbeddingLoss} has the formula.
   *
   * @param input1 of shape (N, D) or (D)
   * @param input2 of the same shape
   * @param target of shape (N) or (), 1 for what is alike and -1 for what is not
   * @param options {@code margin}, {@code reduction}
   */
  public static Tensor cosineEmbeddingLoss(
      Tensor input1, Tensor input2, Tensor target, Consumer<CosineEmbeddingLoss.Options> options) {
    CosineEmbeddingLoss.Options o = new CosineEmbeddingLoss.Options();
    options.accept(o);
    return Aten.cosine_embedding_loss(input1, input2, target, o.margin, o.reduction().code());
  }

  /** The mean hinge loss of scores and classes: Python's {@code F.multi_margin_loss}. */
  public static Tensor multiMarginLoss(Tensor input, Tensor target) {
    return multiMarginLoss(input, target, o -> {});
  }

  /**
   * The hinge loss of scores and classes: Python's {@code F.multi_margin_loss(input, target, p=…,
   * margin=…, weight=…, reduction=…)}. {@link MultiMarginLoss} has the formula.
   *
   * @param input of shape (N, C) or (C)
   * @param target classes, int64 of shape (N) or ()
   * @param options {@code p}, {@code margin}, {@code weight}, {@code reduction}
   * @throws ValueException if p is neither 1 nor 2, or the weight has other than one dimension
   */
  public static Tensor multiMarginLoss(
      Tensor input, Tensor target, Consumer<MultiMarginLoss.Options> options) {
    MultiMarginLoss.Options o = new MultiMarginLoss.Options();
    options.accept(o);
    if (o.p != 1 && o.p != 2) {
      throw new ValueException("only p == 1 and p == 2 supported");
    }
    if (o.weight != null && o.weight.dim() != 1) {
      throw new ValueException("weight must be one-dimensional");
    }
    return Aten.multi_margin_loss(input, target, o.p, o.margin, o.weight, o.reduction().code());
  }

  /** The mean loss of triples: Python's {@code F.triplet_margin_loss}. */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginLoss(anchor, positive, negative, o -> {});
  }

  /**
   * The loss of triples: Python's {@code F.triplet_margin_loss(anchor, positive, negative,
   * margin=…, p=…, eps=…, swap=…, reduction=…)}. {@link TripletMarginLoss} has the formula.
   *
   * @param anchor of shape (N, D) or (D)
   * @param positive what is to be near, of the same shape
   * @param negative what is to be far, of the same shape
   * @param options {@code margin}, {@code p}, {@code eps}, {@code swap}, {@code reduction}
   * @throws ValueException unless the margin is positive
   */
  public static Tensor tripletMarginLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      Consumer<TripletMarginLoss.Options> options) {
    TripletMarginLoss.Options o = new TripletMarginLoss.Options();
    options.accept(o);
    checkMargin(o.margin);
    return Aten.triplet_margin_loss(
        anchor, positive, negative, o.margin, o.p, o.eps, o.swap, o.reduction().code());
  }

  private static void checkMargin(double margin) {
    if (margin <= 0) {
      throw new ValueException("margin must be greater than 0, got " + ModuleText.python(margin));
    }
  }

  /** The same with a distance of the caller's own: {@code F.triplet_margin_with_distance_loss}. */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginWithDistanceLoss(anchor, positive, negative, o -> {});
  }

  /**
   * The loss of triples with a distance of the caller's own: Python's {@code
   * F.triplet_margin_with_distance_loss(anchor, positive, negative, distance_function=…, margin=…,
   * swap=…, reduction=…)}. {@link TripletMarginWithDistanceLoss} has the formula.
   *
   * @param anchor of any shape that the distance takes
   * @param positive what is to be near
   * @param negative what is to be far
   * @param options {@code distanceFunction}, {@code margin}, {@code swap}, {@code reduction}
   * @throws ValueException unless the margin is positive
   */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      Consumer<TripletMarginWithDistanceLoss.Options> options) {
    TripletMarginWithDistanceLoss.Options o = new TripletMarginWithDistanceLoss.Options();
    options.accept(o);
    checkMargin(o.margin);
    if (anchor.dim() != positive.dim() || positive.dim() != negative.dim()) {
      throw new TorchException(
          "The anchor, positive, and negative tensors are expected to have the same number of"
              + " dimensions, but got: anchor "
              + anchor.dim()
              + "D, positive "
              + positive.dim()
              + "D, and negative "
              + negative.dim()
              + "D inputs");
    }
    BinaryOperator<Tensor> distance =
        o.distanceFunction == null ? F::pairwiseDistance : o.distanceFunction;
    try (Scope scope = Torch.scope()) {
      Tensor near = distance.apply(anchor, positive);
      Tensor far = distance.apply(anchor, negative);
      if (o.swap) {
        far = far.minimum(distance.apply(positive, negative));
      }
      Tensor loss = Aten.clamp_min(near.add(o.margin).sub(far), 0);
      return scope.keep(o.reduction().apply(loss));
    }
  }
}
