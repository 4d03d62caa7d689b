package dev.obor.vision.models.detection;

import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link FasterRCNN} that also finds keypoints of an object, such as the eyes and elbows of a
 * person: Python's {@code torchvision.models.detection.KeypointRCNN}, from "Mask R-CNN" (He and
 * others, 2017).
 *
 * <p>Targets have {@code keypoints} too, and the losses {@code loss_keypoint}.
 *
 * <pre>{@code
 * KeypointRCNN model = Detection.keypointrcnnResnet50Fpn(o -> o.weights("DEFAULT"));
 * model.eval();
 * Prediction found = model.call(List.of(picture)).detections().get(0);
 * Tensor drawn = Vision.drawKeypoints(picture, found.keypoints().narrow(2, 0, 2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class KeypointRCNN extends FasterRCNN {
  private static final long CHANNELS = 512;

  /** Keyword arguments of the constructor. */
  public static final class Options extends RCNNOptions<Options> {
    private @Nullable MultiScaleRoIAlign keypointRoiPool;
    private @Nullable Module keypointHead;
    private @Nullable Module keypointPredictor;
    private @Nullable Long numKeypoints;

    Options() {
      super(2);
      minSize(640, 672, 704, 736, 768, 800);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets what takes the regions for keypoints out of features; by default 14 by 14 of each. */
    public Options keypointRoiPool(MultiScaleRoIAlign value) {
      this.keypointRoiPool = value;
      return this;
    }

    /** Sets what makes features for keypoints; default {@link KeypointRCNNHeads}. */
    public Options keypointHead(Module value) {
      this.keypointHead = value;
      return this;
    }

    /** Sets what makes a map for each keypoint; default {@link KeypointRCNNPredictor}. */
    public Options keypointPredictor(Module value) {
      this.keypointPredictor = value;
      return this;
    }

    /** Sets how many keypoints an object has; default 17, those of a person. */
    public Options numKeypoints(long value) {
      this.numKeypoints = value;
      return this;
    }

    @Override
    protected void fit(WeightsEnum weights) {
      super.fit(weights);
      if (weights.meta().get("keypoint_names") instanceof List<?> names) {
        numKeypoints = agreed("num_keypoints", numKeypoints, (long) names.size());
      }
    }

    /** Makes the parts that were not given, before those of boxes are made. */
    private Options completed(Module backbone) {
      if (numKeypoints != null && keypointPredictor != null) {
        throw new ValueException(
            "num_keypoints should be None when keypoint_predictor is specified");
      }
      if (keypointRoiPool == null) {
        keypointRoiPool = pool(14);
      }
      if (keypointHead == null) {
        long[] layers = new long[8];
        Arrays.fill(layers, CHANNELS);
        keypointHead = new KeypointRCNNHeads(outChannelsOf(backbone), layers);
      }
      if (keypointPredictor == null) {
        keypointPredictor =
            new KeypointRCNNPredictor(CHANNELS, numKeypoints == null ? 17 : numKeypoints);
      }
      return this;
    }
  }

  /** Makes a network: Python's {@code KeypointRCNN(backbone, num_classes)}. */
  public KeypointRCNN(Module backbone, long numClasses) {
    this(backbone, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code KeypointRCNN(backbone, num_classes,
   * …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param numClasses how many classes there are, one more for nothing
   * @throws ValueException if the channels of the features are not known, or options do not go
   *     together
   */
  public KeypointRCNN(Module backbone, long numClasses, Consumer<Options> options) {
    this(backbone, numClasses, DetectionOptions.<Options>given(new Options(), options));
  }

  /**
   * Makes a network with a {@code boxPredictor}, which has classes of its own.
   *
   * @throws ValueException if there is none
   */
  public KeypointRCNN(Module backbone, Consumer<Options> options) {
    this(backbone, null, DetectionOptions.<Options>given(new Options(), options));
  }

  KeypointRCNN(Module backbone, @Nullable Long numClasses, Options o) {
    super(backbone, numClasses, o.completed(backbone));
    roiHeads.keypointRoiPool = o.keypointRoiPool;
    roiHeads.keypointHead = o.keypointHead;
    roiHeads.keypointPredictor = o.keypointPredictor;
  }
}
