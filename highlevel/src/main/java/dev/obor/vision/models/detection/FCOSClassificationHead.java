package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Tells the classes of places: Python's {@code
 * torchvision.models.detection.fcos.FCOSClassificationHead}.
 *
 * <p>Weights of convolutions are drawn from the normal distribution with standard deviation 0.01;
 * in the beginning every class has a probability of 0.01. Thread rule: that of {@link Module}.
 */
public class FCOSClassificationHead extends Module {
  private static final double PRIOR = 0.01;

  /** The convolutions. */
  public Sequential conv;

  /** Tells the classes. */
  @Name("cls_logits")
  public Conv2d clsLogits;

  private final long numClasses;

  /** Makes a head with four convolutions and normalisation in 32 groups. */
  public FCOSClassificationHead(long inChannels, long numAnchors, long numClasses) {
    this(inChannels, numAnchors, numClasses, 4, channels -> new GroupNorm(32, channels));
  }

  /**
   * Makes a head: Python's {@code FCOSClassificationHead(in_channels, num_anchors, num_classes,
   * num_convs, norm_layer=…)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param numClasses the classes
   * @param numConvs the number of convolutions
   * @param normLayer makes a normalisation for a number of channels
   */
  public FCOSClassificationHead(
      long inChannels,
      long numAnchors,
      long numClasses,
      int numConvs,
      LongFunction<? extends Module> normLayer) {
    this.numClasses = numClasses;
    this.conv = convolutions(inChannels, numConvs, normLayer);
    Weightings.normal(conv, 0.01);
    this.clsLogits = new Conv2d(inChannels, numAnchors * numClasses, 3, 1, 1);
    Init.normal_(clsLogits.weight, 0, 0.01);
    if (clsLogits.bias != null) {
      Init.constant_(clsLogits.bias, -Math.log((1 - PRIOR) / PRIOR));
    }
  }

  static Sequential convolutions(
      long channels, int count, LongFunction<? extends Module> normLayer) {
    Sequential layers = new Sequential();
    for (int i = 0; i < count; i++) {
      layers.append(new Conv2d(channels, channels, 3, 1, 1));
      layers.append(normLayer.apply(channels));
      layers.append(new ReLU());
    }
    return layers;
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
}
