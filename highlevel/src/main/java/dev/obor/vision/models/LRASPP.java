package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.nn.Sigmoid;
import java.util.Map;
import java.util.Objects;

/**
 * A small network for scores of each pixel: Python's {@code
 * torchvision.models.segmentation.LRASPP}, from "Searching for MobileNetV3" (Howard and others,
 * 2019).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses, H, W).
 *
 * <pre>{@code
 * LRASPP model =
 *     Segmentation.lrasppMobilenetV3Large(o -> o.numClasses(5).weightsBackbone(null));
 * Tensor scores = model.call(pictures).out();
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LRASPP extends Module {
  /** The network that computes features. */
  public Module backbone;

  /** The head. */
  public Module classifier;

  /** Scores for each pixel from features of two sizes. */
  private static final class LRASPPHead extends Module {
    Sequential cbr;
    Sequential scale;

    @Name("low_classifier")
    Conv2d lowClassifier;

    @Name("high_classifier")
    Conv2d highClassifier;

    LRASPPHead(long low, long high, long numClasses, long inside) {
      this.cbr =
          new Sequential(
              new Conv2d(high, inside, 1, o -> o.bias(false)),
              new BatchNorm2d(inside),
              new ReLU(true));
      this.scale =
          new Sequential(
              new AdaptiveAvgPool2d(1),
              new Conv2d(high, inside, 1, o -> o.bias(false)),
              new Sigmoid());
      this.lowClassifier = new Conv2d(low, numClasses, 1);
      this.highClassifier = new Conv2d(inside, numClasses, 1);
    }

    @Override
    public Tensor forward(Tensor low, Tensor high) {
      Tensor weighed = cbr.call(high).mul(scale.call(high));
      Tensor enlarged = SegmentationModel.enlarged(weighed, low);
      return lowClassifier.call(low).add(highClassifier.call(enlarged));
    }
  }

  /**
   * Makes a network.
   *
   * @param low the channels of the large features
   * @param high the channels of the small ones
   */
  LRASPP(IntermediateLayerGetter backbone, long low, long high, long numClasses) {
    this.backbone = backbone;
    this.classifier = new LRASPPHead(low, high, numClasses, 128);
  }

  /** Computes the scores, with the hooks around it: Python's {@code model(x)}. */
  public SegmentationOutput call(Tensor x) {
    return callWithHooks(
        SegmentationOutput.class,
        (args, kwargs) -> new SegmentationOutput(forward((Tensor) args[0]), null),
        new Object[] {x});
  }

  @Override
  public Tensor forward(Tensor x) {
    Map<String, Tensor> features = ((IntermediateLayerGetter) backbone).call(x);
    Tensor low = Objects.requireNonNull(features.get("low"), "the backbone's large features");
    Tensor high = Objects.requireNonNull(features.get("high"), "the backbone's small features");
    return SegmentationModel.enlarged(classifier.call(low, high), x);
  }
}
