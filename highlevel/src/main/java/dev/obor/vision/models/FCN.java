package dev.obor.vision.models;

import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions alone that give scores for each pixel: Python's {@code
 * torchvision.models.segmentation.FCN}, from "Fully convolutional networks for semantic
 * segmentation" (Long and others, 2014).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses, H, W).
 *
 * <pre>{@code
 * FCN model = Segmentation.fcnResnet50(o -> o.numClasses(5).weightsBackbone(null));
 * Tensor scores = model.call(pictures).out();
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FCN extends SegmentationModel {
  FCN(IntermediateLayerGetter backbone, Module classifier, @Nullable Module auxClassifier) {
    super(backbone, classifier, auxClassifier);
  }

  /** Scores for each pixel from the features around it. */
  static final class FCNHead extends Sequential {
    FCNHead(long inputs, long outputs) {
      append(new Conv2d(inputs, inputs / 4, 3, o -> o.padding(1).bias(false)));
      append(new BatchNorm2d(inputs / 4));
      append(new ReLU());
      append(new Dropout(0.1));
      append(new Conv2d(inputs / 4, outputs, 1));
    }
  }
}
