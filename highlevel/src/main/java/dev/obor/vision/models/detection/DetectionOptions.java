package dev.obor.vision.models.detection;

import dev.obor.Size;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.nn.Module;
import dev.obor.vision.models.ModelOptions;
import dev.obor.vision.models.WeightsEnum;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that all networks take that find objects.
 *
 * <p>Without trained weights for the whole network, the functions of {@link Detection} begin with a
 * trained backbone where Python's do; {@code weightsBackbone(null)} makes initial weights instead.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class DetectionOptions<O extends DetectionOptions<O>> extends ModelOptions<O> {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  private @Nullable Class<? extends WeightsEnum> backboneType;
  private @Nullable WeightsEnum weightsBackbone;
  private @Nullable WeightsEnum trained;
  private @Nullable Integer trainableBackboneLayers;
  private @Nullable Long outChannels;
  long[] minSize = {800};
  long maxSize = 1333;
  double[] imageMean = MEAN;
  double[] imageStd = STD;
  private long sizeDivisible = 32;
  private @Nullable Size fixedSize;

  DetectionOptions(long numClasses) {
    super(numClasses);
  }

  /**
   * Says what the backbone may begin with.
   *
   * @param type the trained weights that there are for it
   * @param weights those that it begins with, or null
   */
  O backbone(Class<? extends WeightsEnum> type, @Nullable WeightsEnum weights) {
    this.backboneType = type;
    this.weightsBackbone = weights;
    return self();
  }

  /**
   * Sets trained weights of the backbone, or null for initial ones; for the functions of {@link
   * Detection}.
   */
  public O weightsBackbone(@Nullable WeightsEnum value) {
    if (backboneType == null) {
      throw new ValueException(
          "constructors do not take weights\nMake the backbone with them, or use the function of"
              + " Detection.");
    }
    this.weightsBackbone = WeightsEnum.verify(backboneType, value);
    return self();
  }

  /**
   * Sets how many layers of a trained backbone, from its end on, are trained further, while the
   * others stay as they are; for the functions of {@link Detection}. The default is Python's: 3 of
   * 5 for ResNet, 3 of 6 for MobileNet, 4 of 5 for SSD300, all for SSDlite.
   */
  public O trainableBackboneLayers(int value) {
    this.trainableBackboneLayers = value;
    return self();
  }

  /**
   * Sets the channels of the backbone's features, for one that is no {@link Backbone}: Python's
   * {@code backbone.out_channels = value}.
   */
  public O outChannels(long value) {
    this.outChannels = value;
    return self();
  }

  /**
   * Sets what the smaller edge of pictures becomes; default 800. Of several numbers one is drawn in
   * training, and the last taken in evaluation.
   */
  public O minSize(long... value) {
    this.minSize = value.clone();
    return self();
  }

  /** Sets what the longer edge of pictures becomes at most; default 1333. */
  public O maxSize(long value) {
    this.maxSize = value;
    return self();
  }

  /** Sets what is subtracted from each channel; the default is the mean of ImageNet. */
  public O imageMean(double... value) {
    this.imageMean = value.clone();
    return self();
  }

  /** Sets by what each channel is divided; the default is the deviation of ImageNet. */
  public O imageStd(double... value) {
    this.imageStd = value.clone();
    return self();
  }

  /** Sets what height and width of all pictures together are multiples of; default 32. */
  public O sizeDivisible(long value) {
    this.sizeDivisible = value;
    return self();
  }

  /** Sets the width and height that all pictures get, instead of sizes by their edges. */
  public O fixedSize(long width, long height) {
    this.fixedSize = Torch.size(width, height);
    return self();
  }

  /** Applies what a caller wants, for a constructor. */
  static <T extends DetectionOptions<T>> T given(T options, Consumer<T> wanted) {
    return read(options, wanted);
  }

  /** Makes a network and loads the weights that its options name, if they name any. */
  static <M extends Module, T extends DetectionOptions<T>> M pretrained(
      Class<? extends WeightsEnum> type,
      Consumer<T> options,
      Function<Consumer<T>, M> constructor) {
    return make(type, options, constructor);
  }

  /** Takes over what the weights were trained for; the backbone's are among them. */
  @Override
  protected void fit(WeightsEnum weights) {
    super.fit(weights);
    this.trained = weights;
    this.weightsBackbone = null;
  }

  GeneralizedRCNNTransform transform() {
    return new GeneralizedRCNNTransform(
        minSize, maxSize, imageMean, imageStd, sizeDivisible, fixedSize);
  }

  long classes() {
    return numClasses;
  }

  boolean showsProgress() {
    return progress;
  }

  @Nullable WeightsEnum weightsBackbone() {
    return weightsBackbone;
  }

  /** The weights of the whole network, or null. */
  @Nullable WeightsEnum trained() {
    return trained;
  }

  /** Whether the backbone begins with trained weights, its own or those of the whole network. */
  boolean isTrained() {
    return trained != null || weightsBackbone != null;
  }

  /**
   * How many layers of the backbone are trained.
   *
   * @param most how many it has
   * @param usual how many are trained by default
   */
  int trainableLayers(int most, int usual) {
    Integer given = trainableBackboneLayers;
    if (!isTrained()) {
      if (given != null) {
        Warnings.warn(
            "UserWarning",
            "Changing trainable_backbone_layers has no effect if neither pretrained nor"
                + " pretrained_backbone have been set to True, falling back to"
                + " trainable_backbone_layers="
                + most
                + " so that all layers are trainable");
      }
      return most;
    }
    int layers = given == null ? usual : given;
    if (layers < 0 || layers > most) {
      throw new ValueException(
          "Trainable backbone layers should be in the range [0," + most + "], got " + layers + " ");
    }
    return layers;
  }

  /** The channels of a backbone's features. */
  long outChannelsOf(Module backbone) {
    if (outChannels != null) {
      return outChannels;
    }
    if (backbone instanceof Backbone known) {
      return known.outChannels();
    }
    if (backbone instanceof SingleBackbone known) {
      return known.outChannels();
    }
    throw Backbone.unknownChannels();
  }
}
