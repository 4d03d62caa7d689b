package dev.obor.vision.ops;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.F;
import java.util.function.Consumer;

/** The functions of {@link Ops} that tell how much boxes overlap, and losses of it. */
public abstract sealed class BoxOverlaps extends BoxFunctions permits Suppression {
  private static final double ANGLES = 4 / (Math.PI * Math.PI);

  BoxOverlaps() {}

  /** What boxes have in common, and what they cover together. */
  private record Overlap(Tensor inter, Tensor union) {
    Tensor iou() {
      return inter.div(union);
    }
  }

  /** Each of the first boxes with each of the second: columns from one to the other. */
  private static Tensor columns(Tensor boxes, long from, boolean areFirst) {
    return Aten.slice_Tensor(boxes, -1, from, from + 2, 1).unsqueeze(areFirst ? -2 : -3);
  }

  private static Overlap overlap(Tensor boxes1, Tensor boxes2, String fmt) {
    Tensor area1 = boxArea(boxes1, fmt);
    Tensor area2 = boxArea(boxes2, fmt);
    Tensor begin = corner(boxes1, fmt, 0, true).maximum(corner(boxes2, fmt, 0, false));
    Tensor end = corner(boxes1, fmt, 1, true).minimum(corner(boxes2, fmt, 1, false));
    Tensor size = upcast(end.sub(begin)).clamp(0);
    Tensor inter = column(size, 0).mul(column(size, 1));
    return new Overlap(inter, area1.unsqueeze(-1).add(area2.unsqueeze(-2)).sub(inter));
  }

  private static Tensor corner(Tensor boxes, String fmt, int which, boolean areFirst) {
    if (fmt.equals("xyxy")) {
      return columns(boxes, 2L * which, areFirst);
    }
    Tensor place = columns(boxes, 0, areFirst);
    Tensor size = columns(boxes, 2, areFirst);
    if (fmt.equals("xywh")) {
      return which == 0 ? place : place.add(size);
    }
    return which == 0 ? place.sub(size.div(2)) : place.add(size.div(2));
  }

  /** The size of the boxes around each pair. */
  private static Tensor around(Tensor boxes1, Tensor boxes2) {
    Tensor begin = columns(boxes1, 0, true).minimum(columns(boxes2, 0, false));
    Tensor end = columns(boxes1, 2, true).maximum(columns(boxes2, 2, false));
    return upcast(end.sub(begin)).clamp(0);
  }

  /** How much boxes overlap: Python's {@code box_iou(boxes1, boxes2)}. */
  public static Tensor boxIou(Tensor boxes1, Tensor boxes2) {
    return boxIou(boxes1, boxes2, "xyxy");
  }

  /**
   * What each pair of boxes has in common, by what it covers together: Python's {@code
   * box_iou(boxes1, boxes2, fmt)}.
   *
   * @param boxes1 (…, N, 4)
   * @param boxes2 (…, M, 4)
   * @param fmt what their numbers are: {@code xyxy}, {@code xywh} or {@code cxcywh}
   * @return (…, N, M)
   * @throws ValueException if the format is another
   */
  public static Tensor boxIou(Tensor boxes1, Tensor boxes2, String fmt) {
    if (!fmt.equals("xyxy") && !fmt.equals("xywh") && !fmt.equals("cxcywh")) {
      throw new ValueException("Unsupported Box IoU Calculation for given format " + fmt + ".");
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(overlap(boxes1, boxes2, fmt).iou());
    }
  }

  /**
   * The same, less the share of the box around both that neither covers: Python's {@code
   * generalized_box_iou(boxes1, boxes2)}.
   *
   * @param boxes1 (…, N, 4)
   * @param boxes2 (…, M, 4)
   * @return (…, N, M)
   */
  public static Tensor generalizedBoxIou(Tensor boxes1, Tensor boxes2) {
    try (Scope scope = Torch.scope()) {
      Overlap overlap = overlap(boxes1, boxes2, "xyxy");
      Tensor size = around(boxes1, boxes2);
      Tensor area = column(size, 0).mul(column(size, 1));
      return scope.keep(overlap.iou().sub(area.sub(overlap.union()).div(area)));
    }
  }

  /** The next with eps = 1e-7: Python's {@code distance_box_iou(boxes1, boxes2)}. */
  public static Tensor distanceBoxIou(Tensor boxes1, Tensor boxes2) {
    return distanceBoxIou(boxes1, boxes2, 1e-7);
  }

  /**
   * How much boxes overlap, less the distance of their middles: Python's {@code
   * distance_box_iou(boxes1, boxes2, eps)}.
   *
   * @param boxes1 (…, N, 4)
   * @param boxes2 (…, M, 4)
   * @param eps keeps from dividing by zero
   * @return (…, N, M)
   */
  public static Tensor distanceBoxIou(Tensor boxes1, Tensor boxes2, double eps) {
    try (Scope scope = Torch.scope()) {
      Tensor first = upcast(boxes1);
      Tensor second = upcast(boxes2);
      Tensor iou = overlap(first, second, "xyxy").iou();
      return scope.keep(iou.sub(distances(first, second, eps)));
    }
  }

  private static Tensor distances(Tensor boxes1, Tensor boxes2, double eps) {
    Tensor size = around(boxes1, boxes2);
    Tensor diagonal = column(size, 0).square().add(column(size, 1).square()).add(eps);
    Tensor sum = null;
    for (int i = 0; i < 2; i++) {
      Tensor middle1 = column(boxes1, i).add(column(boxes1, i + 2)).div(2).unsqueeze(-1);
      Tensor middle2 = column(boxes2, i).add(column(boxes2, i + 2)).div(2).unsqueeze(-2);
      Tensor squared = upcast(middle1.sub(middle2)).square();
      sum = sum == null ? squared : sum.add(squared);
    }
    return sum == null ? diagonal : sum.div(diagonal);
  }

  /** The next with eps = 1e-7: Python's {@code complete_box_iou(boxes1, boxes2)}. */
  public static Tensor completeBoxIou(Tensor boxes1, Tensor boxes2) {
    return completeBoxIou(boxes1, boxes2, 1e-7);
  }

  /**
   * How much boxes overlap, less the distance of their middles and the difference of their
   * proportions: Python's {@code complete_box_iou(boxes1, boxes2, eps)}.
   *
   * @param boxes1 (…, N, 4)
   * @param boxes2 (…, M, 4)
   * @param eps keeps from dividing by zero
   * @return (…, N, M)
   */
  public static Tensor completeBoxIou(Tensor boxes1, Tensor boxes2, double eps) {
    try (Scope scope = Torch.scope()) {
      Tensor first = upcast(boxes1);
      Tensor second = upcast(boxes2);
      Tensor iou = overlap(first, second, "xyxy").iou();
      Tensor angles = angle(first).unsqueeze(-1).sub(angle(second).unsqueeze(-2));
      Tensor v = angles.square().mul(ANGLES);
      Tensor weight = weight(v, iou, eps);
      return scope.keep(iou.sub(distances(first, second, eps)).sub(weight.mul(v)));
    }
  }

  private static Tensor angle(Tensor boxes) {
    Tensor width = column(boxes, 2).sub(column(boxes, 0));
    return width.div(column(boxes, 3).sub(column(boxes, 1))).atan();
  }

  /** How much proportions count, as a number without a gradient. */
  private static Tensor weight(Tensor v, Tensor iou, double eps) {
    return v.detach().div(iou.detach().neg().add(1).add(v.detach()).add(eps));
  }

  // ---- losses

  /** Keyword arguments of the losses. */
  public static final class LossOptions {
    private String reduction = "none";
    private double eps = 1e-7;

    LossOptions() {}

    /** Sets what becomes of the losses: {@code none}, {@code mean} or {@code sum}. */
    public LossOptions reduction(String value) {
      this.reduction = value;
      return this;
    }

    /** Sets what keeps from dividing by zero; default 1e-7. */
    public LossOptions eps(double value) {
      this.eps = value;
      return this;
    }
  }

  /** Boxes against those that they should be, row by row. */
  private static final class Pairs {
    final Tensor first;
    final Tensor second;
    final Tensor union;
    final Tensor iou;
    private final double eps;

    Pairs(Tensor boxes1, Tensor boxes2, double eps) {
      this.eps = eps;
      this.first = real(boxes1);
      this.second = real(boxes2);
      Tensor width = edge(2, false).sub(edge(0, true));
      Tensor height = edge(3, false).sub(edge(1, true));
      Tensor common = width.gt(0).logicalAnd(height.gt(0));
      Tensor inter = Torch.where(common, width.mul(height), 0);
      this.union = boxArea(first).add(boxArea(second)).sub(inter);
      this.iou = inter.div(union.add(eps));
    }

    private static Tensor real(Tensor boxes) {
      DType dtype = boxes.dtype();
      return dtype == DType.FLOAT32 || dtype == DType.FLOAT64 ? boxes : boxes.toFloat();
    }

    /** The larger or smaller edge of each pair. */
    Tensor edge(long which, boolean larger) {
      Tensor one = column(first, which);
      Tensor other = column(second, which);
      return larger ? one.maximum(other) : one.minimum(other);
    }

    Tensor around(int axis) {
      return edge(axis + 2L, true).sub(edge(axis, false));
    }

    Tensor distanceLoss() {
      Tensor diagonal = around(0).square().add(around(1).square()).add(eps);
      Tensor distance = middle(0).square().add(middle(1).square());
      return iou.neg().add(1).add(distance.div(diagonal));
    }

    private Tensor middle(int axis) {
      Tensor one = column(first, axis + 2L).add(column(first, axis)).div(2);
      return one.sub(column(second, axis).add(column(second, axis + 2L)).div(2));
    }
  }

  private static LossOptions read(Consumer<LossOptions> options) {
    LossOptions o = new LossOptions();
    options.accept(o);
    return o;
  }

  private static Tensor reduced(Tensor loss, String reduction, boolean zeroWhenEmpty) {
    return switch (reduction) {
      case "none" -> loss;
      case "sum" -> loss.sum();
      case "mean" -> loss.numel() == 0 && zeroWhenEmpty ? loss.sum().mul(0.0) : loss.mean();
      default ->
          throw new ValueException(
              "Invalid Value for arg 'reduction': '"
                  + reduction
                  + " \n Supported reduction modes: 'none', 'mean', 'sum'");
    };
  }

  /** The next for each box: Python's {@code generalized_box_iou_loss(boxes1, boxes2)}. */
  public static Tensor generalizedBoxIouLoss(Tensor boxes1, Tensor boxes2) {
    return generalizedBoxIouLoss(boxes1, boxes2, o -> {});
  }

  /**
   * One less the generalised overlap of boxes with those that they should be: Python's {@code
   * generalized_box_iou_loss(boxes1, boxes2, reduction=…, eps=…)}.
   *
   * @param boxes1 (N, 4)
   * @param boxes2 (N, 4)
   * @return (N), or one number with a reduction
   * @throws ValueException if there is no such reduction
   */
  public static Tensor generalizedBoxIouLoss(
      Tensor boxes1, Tensor boxes2, Consumer<LossOptions> options) {
    LossOptions o = read(options);
    try (Scope scope = Torch.scope()) {
      Pairs pairs = new Pairs(boxes1, boxes2, o.eps);
      Tensor area = pairs.around(0).mul(pairs.around(1));
      Tensor uncovered = area.sub(pairs.union).div(area.add(o.eps));
      Tensor loss = pairs.iou.sub(uncovered).neg().add(1);
      return scope.keep(reduced(loss, o.reduction, true));
    }
  }

  /** The next for each box: Python's {@code distance_box_iou_loss(boxes1, boxes2)}. */
  public static Tensor distanceBoxIouLoss(Tensor boxes1, Tensor boxes2) {
    return distanceBoxIouLoss(boxes1, boxes2, o -> {});
  }

  /**
   * One less the overlap, and the distance of the middles: Python's {@code
   * distance_box_iou_loss(boxes1, boxes2, reduction=…, eps=…)}.
   *
   * @param boxes1 (N, 4)
   * @param boxes2 (N, 4)
   * @return (N), or one number with a reduction
   * @throws ValueException if there is no such reduction
   */
  public static Tensor distanceBoxIouLoss(
      Tensor boxes1, Tensor boxes2, Consumer<LossOptions> options) {
    LossOptions o = read(options);
    try (Scope scope = Torch.scope()) {
      Tensor loss = new Pairs(boxes1, boxes2, o.eps).distanceLoss();
      return scope.keep(reduced(loss, o.reduction, true));
    }
  }

  /** The next for each box: Python's {@code complete_box_iou_loss(boxes1, boxes2)}. */
  public static Tensor completeBoxIouLoss(Tensor boxes1, Tensor boxes2) {
    return completeBoxIouLoss(boxes1, boxes2, o -> {});
  }

  /**
   * The same, and the difference of proportions: Python's {@code complete_box_iou_loss(boxes1,
   * boxes2, reduction=…, eps=…)}.
   *
   * @param boxes1 (N, 4)
   * @param boxes2 (N, 4)
   * @return (N), or one number with a reduction
   * @throws ValueException if there is no such reduction
   */
  public static Tensor completeBoxIouLoss(
      Tensor boxes1, Tensor boxes2, Consumer<LossOptions> options) {
    LossOptions o = read(options);
    try (Scope scope = Torch.scope()) {
      // Python divides by the default eps here, whatever is given.
      Pairs pairs = new Pairs(boxes1, boxes2, 1e-7);
      Tensor v = angle(pairs.second).sub(angle(pairs.first)).square().mul(ANGLES);
      Tensor loss = pairs.distanceLoss().add(weight(v, pairs.iou, o.eps).mul(v));
      return scope.keep(reduced(loss, o.reduction, true));
    }
  }

  /** Keyword arguments of {@link #sigmoidFocalLoss}. */
  public static final class FocalOptions {
    private double alpha = 0.25;
    private double gamma = 2;
    private String reduction = "none";

    FocalOptions() {}

    /** Sets how much positive examples count, from 0 to 1, or -1 for all alike; default 0.25. */
    public FocalOptions alpha(double value) {
      this.alpha = value;
      return this;
    }

    /** Sets how much less easy examples count; default 2. */
    public FocalOptions gamma(double value) {
      this.gamma = value;
      return this;
    }

    /** Sets what becomes of the losses: {@code none}, {@code mean} or {@code sum}. */
    public FocalOptions reduction(String value) {
      this.reduction = value;
      return this;
    }
  }

  /** The next for each element: Python's {@code sigmoid_focal_loss(inputs, targets)}. */
  public static Tensor sigmoidFocalLoss(Tensor inputs, Tensor targets) {
    return sigmoidFocalLoss(inputs, targets, o -> {});
  }

  /**
   * A cross entropy in which easy examples count less: Python's {@code sigmoid_focal_loss(inputs,
   * targets, alpha=…, gamma=…, reduction=…)}, from "Focal loss for dense object detection" (Lin and
   * others, 2017).
   *
   * @param inputs scores of any shape
   * @param targets of the same shape, 0 or 1
   * @return of the same shape, or one number with a reduction
   * @throws ValueException if alpha is out of bounds, or there is no such reduction
   */
  public static Tensor sigmoidFocalLoss(
      Tensor inputs, Tensor targets, Consumer<FocalOptions> options) {
    FocalOptions o = new FocalOptions();
    options.accept(o);
    if (!(o.alpha >= 0 && o.alpha <= 1) && o.alpha != -1) {
      throw new ValueException(
          "Invalid alpha value: "
              + o.alpha
              + ". alpha must be in the range [0,1] or -1 for ignore.");
    }
    try (Scope scope = Torch.scope()) {
      Tensor p = inputs.sigmoid();
      Tensor negative = targets.neg().add(1);
      Tensor entropy = F.binaryCrossEntropyWithLogits(inputs, targets, b -> b.reduction("none"));
      Tensor right = p.mul(targets).add(p.neg().add(1).mul(negative));
      Tensor loss = entropy.mul(right.neg().add(1).pow(o.gamma));
      if (o.alpha >= 0) {
        loss = targets.mul(o.alpha).add(negative.mul(1 - o.alpha)).mul(loss);
      }
      return scope.keep(reduced(loss, o.reduction, false));
    }
  }
}
