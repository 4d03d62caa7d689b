package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Tells how far the edges of objects are from places, and how near to their middles these are:
 * Python's {@code torchvision.models.detection.fcos.FCOSRegressionHead}.
 *
 * <p>Weights of convolutions are drawn from the normal distribution with standard deviation 0.01;
 * biases are zeros. Thread rule: that of {@link Module}.
 */
public class FCOSRegressionHead extends Module {
  /** The convolutions. */
  public Sequential conv;

  /** Tells how far the edges are. */
  @Name("bbox_reg")
  public Conv2d bboxReg;

  /** Tells how near the middle is. */
  @Name("bbox_ctrness")
  public Conv2d bboxCtrness;

  /**
   * What the head tells.
   *
   * @param boxRegression how far the edges are, (N, A, 4)
   * @param centerness how near the middle is, (N, A, 1)
   */
  public record Output(Tensor boxRegression, Tensor centerness) {}

  /** Makes a head with four convolutions and normalisation in 32 groups. */
  public FCOSRegressionHead(long inChannels, long numAnchors) {
    this(inChannels, numAnchors, 4, channels -> new GroupNorm(32, channels));
  }

  /**
   * Makes a head: Python's {@code FCOSRegressionHead(in_channels, num_anchors, num_convs,
   * norm_layer)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param numConvs the number of convolutions
   * @param normLayer makes a normalisation for a number of channels
   */
  public FCOSRegressionHead(
      long inChannels, long numAnchors, int numConvs, LongFunction<? extends Module> normLayer) {
    this.conv = FCOSClassificationHead.convolutions(inChannels, numConvs, normLayer);
    this.bboxReg = new Conv2d(inChannels, numAnchors * 4, 3, 1, 1);
    this.bboxCtrness = new Conv2d(inChannels, numAnchors, 3, 1, 1);
    Weightings.normal(bboxReg, 0.01);
    Weightings.normal(bboxCtrness, 0.01);
    Weightings.normal(conv, 0.01);
  }

  /** Computes the answers, with the hooks around it; features are (N, C, H, W) each. */
  public Output call(List<Tensor> features) {
    return callWithHooks(
        Output.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features});
  }

  private Output compute(List<Tensor> features) {
    List<Tensor> boxes = new ArrayList<>();
    List<Tensor> centers = new ArrayList<>();
    for (Tensor feature : features) {
      Tensor shared = conv.call(feature);
      boxes.add(Lists.flattened(F.relu(bboxReg.call(shared)), 4));
      centers.add(Lists.flattened(bboxCtrness.call(shared), 1));
    }
    return new Output(Torch.cat(boxes, 1), Torch.cat(centers, 1));
  }
}
