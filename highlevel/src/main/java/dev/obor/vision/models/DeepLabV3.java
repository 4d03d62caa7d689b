package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores for each pixel from features at several distances: Python's {@code
 * torchvision.models.segmentation.DeepLabV3}, from "Rethinking atrous convolution for semantic
 * image segmentation" (Chen and others, 2017).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses, H, W).
 *
 * <pre>{@code
 * DeepLabV3 model = Segmentation.deeplabv3Resnet50(o -> o.numClasses(5).weightsBackbone(null));
 * Tensor scores = model.call(pictures).out();
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class DeepLabV3 extends SegmentationModel {
  private static final long[] RATES = {12, 24, 36};
  private static final long CHANNELS = 256;

  DeepLabV3(IntermediateLayerGetter backbone, Module classifier, @Nullable Module auxClassifier) {
    super(backbone, classifier, auxClassifier);
  }

  /** Scores for each pixel. */
  static final class DeepLabHead extends Sequential {
    DeepLabHead(long inputs, long outputs) {
      append(new ASPP(inputs));
      append(new Conv2d(CHANNELS, CHANNELS, 3, o -> o.padding(1).bias(false)));
      append(new BatchNorm2d(CHANNELS));
      append(new ReLU());
      append(new Conv2d(CHANNELS, outputs, 1));
    }
  }

  /** Convolutions that look at pixels in several distances, beside each other. */
  private static final class ASPP extends Module {
    ModuleList<Module> convs = new ModuleList<>();
    Sequential project;

    ASPP(long inputs) {
      convs.append(
          new Sequential(
              new Conv2d(inputs, CHANNELS, 1, o -> o.bias(false)),
              new BatchNorm2d(CHANNELS),
              new ReLU()));
      for (long rate : RATES) {
        convs.append(new ASPPConv(inputs, rate));
      }
      convs.append(new ASPPPooling(inputs));
      this.project =
          new Sequential(
              new Conv2d(convs.size() * CHANNELS, CHANNELS, 1, o -> o.bias(false)),
              new BatchNorm2d(CHANNELS),
              new ReLU(),
              new Dropout(0.5));
    }

    @Override
    public Tensor forward(Tensor x) {
      List<Tensor> features = new ArrayList<>();
      for (Module conv : convs) {
        features.add(conv.call(x));
      }
      return project.call(Torch.cat(features, 1));
    }
  }

  /** Looks at pixels in one distance. */
  private static final class ASPPConv extends Sequential {
    ASPPConv(long inputs, long rate) {
      append(new Conv2d(inputs, CHANNELS, 3, o -> o.padding(rate).dilation(rate).bias(false)));
      append(new BatchNorm2d(CHANNELS));
      append(new ReLU());
    }
  }

  /** Looks at the whole picture. */
  private static final class ASPPPooling extends Sequential {
    ASPPPooling(long inputs) {
      append(new AdaptiveAvgPool2d(1));
      append(new Conv2d(inputs, CHANNELS, 1, o -> o.bias(false)));
      append(new BatchNorm2d(CHANNELS));
      append(new ReLU());
    }

    @Override
    public Tensor forward(Tensor x) {
      return enlarged(super.forward(x), x);
    }
  }
}
