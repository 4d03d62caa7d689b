package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of anchors and how to move them: Python's {@code
 * torchvision.models.detection.retinanet.RetinaNetHead}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RetinaNetHead extends Module {
  /** Tells the classes. */
  @Name("classification_head")
  public RetinaNetClassificationHead classificationHead;

  /** Tells how to move the anchors. */
  @Name("regression_head")
  public RetinaNetRegressionHead regressionHead;

  /** Makes a head without normalisation. */
  public RetinaNetHead(long inChannels, long numAnchors, long numClasses) {
    this(inChannels, numAnchors, numClasses, null);
  }

  /**
   * Makes a head: Python's {@code RetinaNetHead(in_channels, num_anchors, num_classes,
   * norm_layer)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param numClasses the classes
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public RetinaNetHead(
      long inChannels,
      long numAnchors,
      long numClasses,
      @Nullable LongFunction<? extends Module> normLayer) {
    this.classificationHead =
        new RetinaNetClassificationHead(inChannels, numAnchors, numClasses, normLayer);
    this.regressionHead = new RetinaNetRegressionHead(inChannels, numAnchors, normLayer);
  }

  /** Four convolutions. */
  static Sequential convolutions(
      long channels, @Nullable LongFunction<? extends Module> normLayer) {
    Sequential layers = new Sequential();
    for (int i = 0; i < 4; i++) {
      layers.append(new Conv2dNormActivation(channels, channels, o -> o.normLayer(normLayer)));
    }
    return layers;
  }

  /** In the first version the convolutions stood alone, with activations between them. */
  static void readOldNames(Module head) {
    head.registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) -> {
          for (int i = 0; Weightings.isOld(metadata) && i < 4; i++) {
            for (String kind : List.of("weight", "bias")) {
              Weightings.rename(
                  state,
                  prefix + "conv." + 2 * i + "." + kind,
                  prefix + "conv." + i + ".0." + kind);
            }
          }
        });
  }

  /**
   * Computes the answers, with the hooks around it: Python's {@code head(features)}.
   *
   * @param features (N, C, H, W) each
   * @return {@code cls_logits}, (N, A, classes), and {@code bbox_regression}, (N, A, 4)
   */
  public Map<String, Tensor> call(List<Tensor> features) {
    return Lists.mapOf(
        callWithHooks(
            Map.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features}));
  }

  private Map<String, Tensor> compute(List<Tensor> features) {
    Map<String, Tensor> answers = new LinkedHashMap<>();
    answers.put("cls_logits", classificationHead.call(features));
    answers.put("bbox_regression", regressionHead.call(features));
    return answers;
  }

  Map<String, Tensor> losses(
      List<Map<String, Tensor>> targets,
      Map<String, Tensor> answers,
      List<Tensor> anchors,
      List<Tensor> matches) {
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put(
        "classification",
        classificationHead.loss(targets, Targets.of(answers, "cls_logits"), matches));
    losses.put(
        "bbox_regression",
        regressionHead.loss(targets, Targets.of(answers, "bbox_regression"), anchors, matches));
    return losses;
  }
}
