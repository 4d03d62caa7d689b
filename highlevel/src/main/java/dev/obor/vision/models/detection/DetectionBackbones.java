package dev.obor.vision.models.detection;

import dev.obor.ValueException;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.MobileBlock;
import dev.obor.vision.models.MobileNetV2;
import dev.obor.vision.models.MobileNetV3;
import dev.obor.vision.models.ModelOptions;
import dev.obor.vision.models.Models;
import dev.obor.vision.models.ResNet;
import dev.obor.vision.models.WeightsEnum;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.ExtraFPNBlock;
import dev.obor.vision.ops.FrozenBatchNorm2d;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The functions of {@link Detection} that make backbones. */
public abstract sealed class DetectionBackbones permits Detection {
  private static final List<String> RESNET_LAYERS =
      List.of("layer4", "layer3", "layer2", "layer1", "conv1");
  private static final long CHANNELS = 256;

  DetectionBackbones() {}

  /** Keyword arguments of the functions. */
  public static final class BackboneOptions {
    private LongFunction<? extends Module> normLayer = FrozenBatchNorm2d::new;
    private int trainableLayers;
    private int @Nullable [] returnedLayers;
    private @Nullable ExtraFPNBlock extraBlocks;

    private BackboneOptions(int trainableLayers) {
      this.trainableLayers = trainableLayers;
    }

    /** Sets what makes a normalisation for a number of channels; default FrozenBatchNorm2d. */
    public BackboneOptions normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    /** Sets how many layers are trained, from the end on; default 3, for MobileNet 2. */
    public BackboneOptions trainableLayers(int value) {
      this.trainableLayers = value;
      return this;
    }

    /**
     * Sets the layers whose outputs are wanted; by default layers 1 to 4 of ResNet, and the last
     * two of MobileNet.
     */
    public BackboneOptions returnedLayers(int... value) {
      this.returnedLayers = value.clone();
      return this;
    }

    /** Sets what adds features at the end; default LastLevelMaxPool. */
    public BackboneOptions extraBlocks(@Nullable ExtraFPNBlock value) {
      this.extraBlocks = value;
      return this;
    }

    private static BackboneOptions read(int trainable, Consumer<BackboneOptions> options) {
      BackboneOptions o = new BackboneOptions(trainable);
      options.accept(o);
      return o;
    }
  }

  private static Module make(
      String name, @Nullable WeightsEnum weights, LongFunction<? extends Module> normLayer) {
    return Models.getModel(
        name,
        o -> {
          o.weights(weights);
          setNormLayer(o, normLayer);
        });
  }

  private static void setNormLayer(
      ModelOptions<?> options, LongFunction<? extends Module> normLayer) {
    if (options instanceof ResNet.Options resnet) {
      resnet.normLayer(normLayer);
    } else if (options instanceof MobileNetV2.Options mobile) {
      mobile.normLayer(normLayer);
    } else if (options instanceof MobileNetV3.Options mobile) {
      mobile.normLayer(normLayer);
    }
  }

  /** The next with three layers that are trained. */
  public static BackboneWithFPN resnetFpnBackbone(
      String backboneName, @Nullable WeightsEnum weights) {
    return resnetFpnBackbone(backboneName, weights, o -> {});
  }

  /**
   * Makes a backbone of a ResNet with a pyramid: Python's {@code
   * backbone_utils.resnet_fpn_backbone(backbone_name=…, weights=…, norm_layer=…,
   * trainable_layers=…, returned_layers=…, extra_blocks=…)}.
   *
   * <pre>{@code
   * BackboneWithFPN backbone =
   *     Detection.resnetFpnBackbone("resnet18", ResNet18Weights.DEFAULT, o -> o.trainableLayers(5));
   * FasterRCNN model = new FasterRCNN(backbone, 2);
   * }</pre>
   *
   * @param backboneName such as {@code resnet50}
   * @param weights trained weights, or null for initial ones
   * @throws ValueException if it is no ResNet, or there are no such layers
   */
  public static BackboneWithFPN resnetFpnBackbone(
      String backboneName, @Nullable WeightsEnum weights, Consumer<BackboneOptions> options) {
    BackboneOptions o = BackboneOptions.read(3, options);
    if (make(backboneName, weights, o.normLayer) instanceof ResNet network) {
      return resnetFpn(network, o.trainableLayers, o.returnedLayers, o.extraBlocks, null);
    }
    throw new ValueException("'" + backboneName + "'\nIt is no ResNet.");
  }

  static BackboneWithFPN resnetFpn(
      ResNet network,
      int trainableLayers,
      int @Nullable [] returnedLayers,
      @Nullable ExtraFPNBlock extraBlocks,
      @Nullable LongFunction<? extends Module> normLayer) {
    if (trainableLayers < 0 || trainableLayers > 5) {
      throw new ValueException(
          "Trainable layers should be in the range [0,5], got " + trainableLayers);
    }
    List<String> trained = new ArrayList<>(RESNET_LAYERS.subList(0, trainableLayers));
    if (trainableLayers == 5) {
      trained.add("bn1");
    }
    network
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              if (trained.stream().noneMatch(name::startsWith)) {
                parameter.requiresGrad_(false);
              }
            });
    int[] returned = returnedLayers == null ? new int[] {1, 2, 3, 4} : returnedLayers;
    if (returned.length == 0 || Arrays.stream(returned).anyMatch(k -> k <= 0 || k >= 5)) {
      throw new ValueException(
          "Each returned layer should be in the range [1,4]. Got " + Arrays.toString(returned));
    }
    long channels = network.fc instanceof Linear last ? last.inFeatures / 8 : CHANNELS;
    Map<String, String> names = new LinkedHashMap<>();
    long[] inChannels = new long[returned.length];
    for (int i = 0; i < returned.length; i++) {
      names.put("layer" + returned[i], String.valueOf(i));
      inChannels[i] = channels << (returned[i] - 1);
    }
    return new BackboneWithFPN(network, names, inChannels, CHANNELS, extraBlocks, normLayer);
  }

  /** The next with two layers that are trained. */
  public static Module mobilenetBackbone(
      String backboneName, @Nullable WeightsEnum weights, boolean fpn) {
    return mobilenetBackbone(backboneName, weights, fpn, o -> {});
  }

  /**
   * Makes a backbone of a MobileNet: Python's {@code
   * backbone_utils.mobilenet_backbone(backbone_name=…, weights=…, fpn=…, norm_layer=…,
   * trainable_layers=…, returned_layers=…, extra_blocks=…)}.
   *
   * @param backboneName {@code mobilenet_v2}, {@code mobilenet_v3_large} or {@code
   *     mobilenet_v3_small}
   * @param weights trained weights, or null for initial ones
   * @param fpn whether it has a pyramid; otherwise it gives one tensor
   * @return a {@link BackboneWithFPN}, or layers that networks here know the channels of
   * @throws ValueException if it is no MobileNet, or there are no such layers
   */
  public static Module mobilenetBackbone(
      String backboneName,
      @Nullable WeightsEnum weights,
      boolean fpn,
      Consumer<BackboneOptions> options) {
    BackboneOptions o = BackboneOptions.read(2, options);
    Module network = make(backboneName, weights, o.normLayer);
    if (network instanceof MobileNetV2 mobile) {
      return mobilenet(mobile.features, fpn, o.trainableLayers, o.returnedLayers, o.extraBlocks);
    }
    if (network instanceof MobileNetV3 mobile) {
      return mobilenet(mobile.features, fpn, o.trainableLayers, o.returnedLayers, o.extraBlocks);
    }
    throw new ValueException("'" + backboneName + "'\nIt is no MobileNet.");
  }

  static Module mobilenet(
      Sequential layers,
      boolean fpn,
      int trainableLayers,
      int @Nullable [] returnedLayers,
      @Nullable ExtraFPNBlock extraBlocks) {
    List<Integer> stages = stages(layers);
    freeze(layers, stages, trainableLayers);
    if (!fpn) {
      long channels = outChannels(layers.get(layers.size() - 1));
      return new SingleBackbone(CHANNELS, layers, new Conv2d(channels, CHANNELS, 1));
    }
    int count = stages.size();
    int[] returned = returnedLayers == null ? new int[] {count - 2, count - 1} : returnedLayers;
    if (returned.length == 0 || Arrays.stream(returned).anyMatch(k -> k < 0 || k >= count)) {
      throw new ValueException(
          "Each returned layer should be in the range [0,"
              + (count - 1)
              + "], got "
              + Arrays.toString(returned)
              + " ");
    }
    Map<String, String> names = new LinkedHashMap<>();
    long[] inChannels = new long[returned.length];
    for (int i = 0; i < returned.length; i++) {
      int layer = stages.get(returned[i]);
      names.put(String.valueOf(layer), String.valueOf(i));
      inChannels[i] = outChannels(layers.get(layer));
    }
    return new BackboneWithFPN(layers, names, inChannels, CHANNELS, extraBlocks, null);
  }

  /** The first layer of a MobileNet, the blocks in which the picture gets smaller, and the last. */
  static List<Integer> stages(Sequential layers) {
    List<Integer> stages = new ArrayList<>(List.of(0));
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof MobileBlock block && block.isStrided()) {
        stages.add(i);
      }
    }
    stages.add(layers.size() - 1);
    return stages;
  }

  private static long outChannels(Module layer) {
    if (layer instanceof MobileBlock block) {
      return block.outChannels();
    }
    return layer instanceof Conv2dNormActivation conv ? conv.outChannels : 0;
  }

  /** Leaves the layers as they are that come before the last stages. */
  static void freeze(Sequential layers, List<Integer> stages, int trainableLayers) {
    int count = stages.size();
    if (trainableLayers < 0 || trainableLayers > count) {
      throw new ValueException(
          "Trainable layers should be in the range [0,"
              + count
              + "], got "
              + trainableLayers
              + " ");
    }
    int before = trainableLayers == 0 ? layers.size() : stages.get(count - trainableLayers);
    for (int i = 0; i < before; i++) {
      layers.get(i).requiresGrad_(false);
    }
  }
}
