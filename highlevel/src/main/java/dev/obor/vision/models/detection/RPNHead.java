package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells of each anchor whether there is an object, and how to move it: Python's {@code
 * torchvision.models.detection.rpn.RPNHead}.
 *
 * <p>Weights of convolutions are drawn from the normal distribution with standard deviation 0.01;
 * biases are zeros. Thread rule: that of {@link Module}.
 */
public class RPNHead extends Module {
  /** The convolutions that both answers share. */
  public Sequential conv = new Sequential();

  /** Tells whether there is an object. */
  @Name("cls_logits")
  public Conv2d clsLogits;

  /** Tells how to move the anchor. */
  @Name("bbox_pred")
  public Conv2d bboxPred;

  /**
   * What the head tells of each features.
   *
   * @param logits (N, A, H, W)
   * @param boxRegression (N, 4 · A, H, W)
   */
  public record Output(List<Tensor> logits, List<Tensor> boxRegression) {}

  /** Makes a head with one shared convolution: {@code RPNHead(in_channels, num_anchors)}. */
  public RPNHead(long inChannels, long numAnchors) {
    this(inChannels, numAnchors, 1);
  }

  /**
   * Makes a head: Python's {@code RPNHead(in_channels, num_anchors, conv_depth)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param convDepth the number of shared convolutions
   */
  public RPNHead(long inChannels, long numAnchors, int convDepth) {
    for (int i = 0; i < convDepth; i++) {
      conv.append(new Conv2dNormActivation(inChannels, inChannels, o -> o.normLayer(null)));
    }
    this.clsLogits = new Conv2d(inChannels, numAnchors, 1);
    this.bboxPred = new Conv2d(inChannels, numAnchors * 4, 1);
    for (Module layer : modules()) {
      if (layer instanceof Conv2d convolution) {
        Weightings.normal(convolution, 0.01);
      }
    }
    registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) -> {
          if (Weightings.isOld(metadata)) {
            for (String kind : List.of("weight", "bias")) {
              Weightings.rename(state, prefix + "conv." + kind, prefix + "conv.0.0." + kind);
            }
          }
        });
  }

  /** Computes the answers, with the hooks around it: Python's {@code head(features)}. */
  public Output call(List<Tensor> features) {
    return callWithHooks(
        Output.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features});
  }

  private Output compute(List<Tensor> features) {
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> boxRegression = new ArrayList<>();
    for (Tensor feature : features) {
      Tensor shared = conv.call(feature);
      logits.add(clsLogits.call(shared));
      boxRegression.add(bboxPred.call(shared));
    }
    return new Output(logits, boxRegression);
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
