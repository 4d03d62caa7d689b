package dev.obor.vision.models.detection;

import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link FasterRCNN} that also tells which pixels belong to an object: Python's {@code
 * torchvision.models.detection.MaskRCNN}, from "Mask R-CNN" (He and others, 2017).
 *
 * <p>Targets have {@code masks} too, and the losses {@code loss_mask}. {@link Prediction#masks} is
 * how likely each pixel belongs to the object.
 *
 * <pre>{@code
 * MaskRCNN model = Detection.maskrcnnResnet50Fpn(o -> o.weights("DEFAULT"));
 * model.eval();
 * Prediction found = model.call(List.of(picture)).detections().get(0);
 * Tensor masks = found.masks().gt(0.5).squeeze(1);
 * Tensor drawn = Vision.drawSegmentationMasks(picture, masks, o -> o.alpha(0.7));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaskRCNN extends FasterRCNN {
  private static final long CHANNELS = 256;

  /** Keyword arguments of the constructor. */
  public static final class Options extends RCNNOptions<Options> {
    private @Nullable MultiScaleRoIAlign maskRoiPool;
    private @Nullable Module maskHead;
    private @Nullable Module maskPredictor;

    Options() {
      super(91);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets what takes the regions for masks out of features; by default 14 by 14 of each. */
    public Options maskRoiPool(MultiScaleRoIAlign value) {
      this.maskRoiPool = value;
      return this;
    }

    /** Sets what makes features for masks; default {@link MaskRCNNHeads}. */
    public Options maskHead(Module value) {
      this.maskHead = value;
      return this;
    }

    /** Sets what makes a mask for each class; default {@link MaskRCNNPredictor}. */
    public Options maskPredictor(Module value) {
      this.maskPredictor = value;
      return this;
    }

    /** Makes the parts that were not given, before those of boxes are made. */
    private Options completed(Module backbone, @Nullable Long numClasses) {
      if (numClasses != null && maskPredictor != null) {
        throw new ValueException("num_classes should be None when mask_predictor is specified");
      }
      if (maskRoiPool == null) {
        maskRoiPool = pool(14);
      }
      if (maskHead == null) {
        long[] layers = {CHANNELS, CHANNELS, CHANNELS, CHANNELS};
        maskHead = new MaskRCNNHeads(outChannelsOf(backbone), layers, 1);
      }
      if (maskPredictor == null) {
        if (numClasses == null) {
          throw new ValueException(
              "num_classes should not be None when mask_predictor is not specified");
        }
        maskPredictor = new MaskRCNNPredictor(CHANNELS, CHANNELS, numClasses);
      }
      return this;
    }
  }

  /** Makes a network: Python's {@code MaskRCNN(backbone, num_classes)}. */
  public MaskRCNN(Module backbone, long numClasses) {
    this(backbone, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code MaskRCNN(backbone, num_classes, …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param numClasses how many classes there are, one more for nothing
   * @throws ValueException if the channels of the features are not known, or a predictor is given,
   *     which has classes of its own
   */
  public MaskRCNN(Module backbone, long numClasses, Consumer<Options> options) {
    this(backbone, numClasses, DetectionOptions.<Options>given(new Options(), options));
  }

  /**
   * Makes a network with a {@code boxPredictor} and a {@code maskPredictor}, which have classes of
   * their own.
   *
   * @throws ValueException if one of them is not there
   */
  public MaskRCNN(Module backbone, Consumer<Options> options) {
    this(backbone, null, DetectionOptions.<Options>given(new Options(), options));
  }

  MaskRCNN(Module backbone, @Nullable Long numClasses, Options o) {
    super(backbone, numClasses, o.completed(backbone, numClasses));
    roiHeads.maskRoiPool = o.maskRoiPool;
    roiHeads.maskHead = o.maskHead;
    roiHeads.maskPredictor = o.maskPredictor;
  }
}
