package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Tells the classes of places, how far edges are and how near middles: Python's {@code
 * torchvision.models.detection.fcos.FCOSHead}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FCOSHead extends Module {
  /** Tells the classes. */
  @Name("classification_head")
  public FCOSClassificationHead classificationHead;

  /** Tells the boxes. */
  @Name("regression_head")
  public FCOSRegressionHead regressionHead;

  private final BoxLinearCoder boxCoder = new BoxLinearCoder(true);

  /**
   * Makes a head with four convolutions: {@code FCOSHead(in_channels, num_anchors, num_classes)}.
   */
  public FCOSHead(long inChannels, long numAnchors, long numClasses) {
    this(inChannels, numAnchors, numClasses, 4);
  }

  /**
   * Makes a head: Python's {@code FCOSHead(in_channels, num_anchors, num_classes, num_convs)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param numClasses the classes
   * @param numConvs the number of convolutions
   */
  public FCOSHead(long inChannels, long numAnchors, long numClasses, int numConvs) {
    LongFunction<Module> norm = channels -> new GroupNorm(32, channels);
    this.classificationHead =
        new FCOSClassificationHead(inChannels, numAnchors, numClasses, numConvs, norm);
    this.regressionHead = new FCOSRegressionHead(inChannels, numAnchors, numConvs, norm);
  }

  /**
   * Computes the answers, with the hooks around it: Python's {@code head(features)}.
   *
   * @param features (N, C, H, W) each
   * @return {@code cls_logits}, (N, A, classes), {@code bbox_regression}, (N, A, 4), and {@code
   *     bbox_ctrness}, (N, A, 1)
   */
  public Map<String, Tensor> call(List<Tensor> features) {
    return Lists.mapOf(
        callWithHooks(
            Map.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features}));
  }

  private Map<String, Tensor> compute(List<Tensor> features) {
    Map<String, Tensor> answers = new LinkedHashMap<>();
    answers.put("cls_logits", classificationHead.call(features));
    FCOSRegressionHead.Output boxes = regressionHead.call(features);
    answers.put("bbox_regression", boxes.boxRegression());
    answers.put("bbox_ctrness", boxes.centerness());
    return answers;
  }

  Map<String, Tensor> losses(
      List<Map<String, Tensor>> targets,
      Map<String, Tensor> answers,
      List<Tensor> anchors,
      List<Tensor> matches) {
    try (Scope scope = Torch.scope()) {
      Tensor logits = Targets.of(answers, "cls_logits");
      Wanted wanted = Wanted.of(targets, matches);
      Tensor foreground = wanted.classes().ge(0);
      List<Tensor> places = Torch.where(foreground);
      Tensor labels = wanted.classes().index(places);
      Tensor classes =
          Torch.zerosLike(logits)
              .indexPut_(
                  List.of(places.get(0), places.get(1), labels), logits.newFull(new long[0], 1));
      Tensor all = Torch.stack(anchors, 0);
      Tensor boxes = boxCoder.decode(Targets.of(answers, "bbox_regression"), all);
      Tensor centers = Targets.of(answers, "bbox_ctrness").squeeze(2);
      Tensor near = nearness(boxCoder.encode(all, wanted.boxes()));
      long count = Math.max(1, labels.numel());
      Map<String, Tensor> losses = new LinkedHashMap<>();
      losses.put(
          "classification",
          Ops.sigmoidFocalLoss(logits, classes, o -> o.reduction("sum")).div(count));
      losses.put(
          "bbox_regression",
          Ops.generalizedBoxIouLoss(
                  boxes.index(places), wanted.boxes().index(places), o -> o.reduction("sum"))
              .div(count));
      losses.put(
          "bbox_ctrness",
          F.binaryCrossEntropyWithLogits(
                  centers.index(places), near.index(places), o -> o.reduction("sum"))
              .div(count));
      return scope.keepAll(losses);
    }
  }

  /** The classes and boxes that anchors should have; the class of one without object is -1. */
  private record Wanted(Tensor classes, Tensor boxes) {
    static Wanted of(List<Map<String, Tensor>> targets, List<Tensor> matches) {
      List<Tensor> classes = new ArrayList<>();
      List<Tensor> boxes = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        Tensor match = matches.get(i);
        Tensor labels = Targets.labels(targets.get(i));
        Tensor objects = Targets.boxes(targets.get(i));
        if (labels.size(0) == 0) {
          classes.add(labels.newFull(match.size(0), -1));
          boxes.add(objects.newZeros(match.size(0), 4));
        } else {
          Tensor some = match.clampMin(0);
          classes.add(Lists.rows(labels, some).maskedFill(match.lt(0), -1));
          boxes.add(Lists.rows(objects, some));
        }
      }
      return new Wanted(Torch.stack(classes, 0), Torch.stack(boxes, 0));
    }
  }

  /** How near places are to the middles of objects: distances (N, A, 4) to (N, A). */
  private static Tensor nearness(Tensor distances) {
    Tensor ratios = null;
    for (int axis = 0; axis < 2; axis++) {
      Tensor one = distances.select(2, axis);
      Tensor other = distances.select(2, axis + 2L);
      Tensor ratio = one.minimum(other).div(one.maximum(other));
      ratios = ratios == null ? ratio : ratios.mul(ratio);
    }
    return ratios == null ? distances : ratios.sqrt();
  }
}
