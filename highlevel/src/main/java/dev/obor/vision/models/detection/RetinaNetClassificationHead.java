package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of anchors: Python's {@code
 * torchvision.models.detection.retinanet.RetinaNetClassificationHead}.
 *
 * <p>Weights of convolutions are drawn from the normal distribution with standard deviation 0.01;
 * in the beginning every class has a probability of 0.01. Thread rule: that of {@link Module}.
 */
public class RetinaNetClassificationHead extends Module {
  private static final double PRIOR = 0.01;

  /** The convolutions. */
  public Sequential conv;

  /** Tells the classes. */
  @Name("cls_logits")
  public Conv2d clsLogits;

  private final long numClasses;

  /**
   * Makes a head: Python's {@code RetinaNetClassificationHead(in_channels, num_anchors,
   * num_classes, norm_layer=…)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param numClasses the classes
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public RetinaNetClassificationHead(
      long inChannels,
      long numAnchors,
      long numClasses,
      @Nullable LongFunction<? extends Module> normLayer) {
    this.conv = RetinaNetHead.convolutions(inChannels, normLayer);
    Weightings.normal(conv, 0.01);
    this.clsLogits = new Conv2d(inChannels, numAnchors * numClasses, 3, 1, 1);
    Init.normal_(clsLogits.weight, 0, 0.01);
    if (clsLogits.bias != null) {
      Init.constant_(clsLogits.bias, -Math.log((1 - PRIOR) / PRIOR));
    }
    this.numClasses = numClasses;
    RetinaNetHead.readOldNames(this);
  }

  /**
   * Computes the scores of classes, with the hooks around it.
   *
   * @param features (N, C, H, W) each
   * @return (N, A, numClasses) for all anchors
   */
  public Tensor call(List<Tensor> features) {
    return callWithHooks(
        Tensor.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features});
  }

  private Tensor compute(List<Tensor> features) {
    List<Tensor> all = new ArrayList<>();
    for (Tensor feature : features) {
      all.add(Lists.flattened(clsLogits.call(conv.call(feature)), numClasses));
    }
    return Torch.cat(all, 1);
  }

  /** The focal loss of the classes. */
  Tensor loss(List<Map<String, Tensor>> targets, Tensor logits, List<Tensor> matches) {
    try (Scope scope = Torch.scope()) {
      Tensor sum = null;
      for (int i = 0; i < targets.size(); i++) {
        Tensor scores = logits.select(0, i);
        Tensor match = matches.get(i);
        Tensor places = Lists.where(match.ge(0));
        Tensor labels = Lists.rows(Targets.labels(targets.get(i)), Lists.rows(match, places));
        Tensor wanted =
            Torch.zerosLike(scores)
                .indexPut_(List.of(places, labels), scores.newFull(new long[0], 1));
        Tensor valid = Lists.where(match.ne(Matcher.BETWEEN_THRESHOLDS));
        Tensor loss =
            Ops.sigmoidFocalLoss(
                    Lists.rows(scores, valid), Lists.rows(wanted, valid), o -> o.reduction("sum"))
                .div(Math.max(1, places.numel()));
        sum = sum == null ? loss : sum.add(loss);
      }
      return scope.keep(sum == null ? logits.sum() : sum.div(targets.size()));
    }
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
