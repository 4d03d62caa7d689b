package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the classes of boxes and how to move them: Python's {@code
 * torchvision.models.detection.ssd.SSDHead}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SSDHead extends Module {
  /** Tells the classes. */
  @Name("classification_head")
  public SSDScoringHead classificationHead;

  /** Tells how to move the boxes. */
  @Name("regression_head")
  public SSDScoringHead regressionHead;

  /**
   * Makes a head: Python's {@code SSDHead(in_channels, num_anchors, num_classes)}.
   *
   * @param inChannels the channels of each features
   * @param numAnchors the boxes of each place, for each features
   * @param numClasses the classes, one more for nothing
   */
  public SSDHead(long[] inChannels, long[] numAnchors, long numClasses) {
    this(
        new SSDClassificationHead(inChannels, numAnchors, numClasses),
        new SSDRegressionHead(inChannels, numAnchors));
  }

  /** Makes a head of two others. */
  protected SSDHead(SSDScoringHead classificationHead, SSDScoringHead regressionHead) {
    this.classificationHead = classificationHead;
    this.regressionHead = regressionHead;
  }

  /**
   * Computes the answers, with the hooks around it: Python's {@code head(features)}.
   *
   * @param features (N, C, H, W) each
   * @return {@code bbox_regression}, (N, A, 4), and {@code cls_logits}, (N, A, classes)
   */
  public Map<String, Tensor> call(List<Tensor> features) {
    return Lists.mapOf(
        callWithHooks(
            Map.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features}));
  }

  private Map<String, Tensor> compute(List<Tensor> features) {
    Map<String, Tensor> answers = new LinkedHashMap<>();
    answers.put("bbox_regression", regressionHead.call(features));
    answers.put("cls_logits", classificationHead.call(features));
    return answers;
  }
}
