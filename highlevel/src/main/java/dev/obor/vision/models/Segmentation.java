package dev.obor.vision.models;

import dev.obor.nn.Module;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes networks that say of each pixel what it shows: the functions of Python's {@code
 * torchvision.models.segmentation}.
 *
 * <pre>{@code
 * FCN model = Segmentation.fcnResnet50(o -> o.numClasses(5).auxLoss(true));
 * SegmentationOutput scores = model.call(pictures);
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class Segmentation {
  private Segmentation() {}

  private static <M extends Module> M make(
      Class<? extends WeightsEnum> type,
      WeightsEnum backbone,
      boolean mayHaveAux,
      Consumer<SegmentationOptions> options,
      Function<SegmentationOptions, M> make) {
    return Pretrained.make(
        type,
        options,
        wanted ->
            make.apply(ModelOptions.read(new SegmentationOptions(backbone, mayHaveAux), wanted)));
  }

  private static IntermediateLayerGetter features(ResNet network, boolean hasAux) {
    return new IntermediateLayerGetter(
        network, hasAux ? Map.of("layer4", "out", "layer3", "aux") : Map.of("layer4", "out"));
  }

  private static ResNet resnet50(SegmentationOptions o) {
    return Models.resnet50(b -> dilated(b, o));
  }

  private static ResNet resnet101(SegmentationOptions o) {
    return Models.resnet101(b -> dilated(b, o));
  }

  private static void dilated(ResNet.Options backbone, SegmentationOptions o) {
    backbone
        .weights(o.backbone())
        .progress(o.progress)
        .replaceStrideWithDilation(false, true, true);
  }

  private static FCN fcn(ResNet network, SegmentationOptions o) {
    IntermediateLayerGetter backbone = features(network, o.hasAux());
    Module aux = o.hasAux() ? new FCN.FCNHead(1024, o.numClasses) : null;
    return new FCN(backbone, new FCN.FCNHead(2048, o.numClasses), aux);
  }

  private static DeepLabV3 deeplab(ResNet network, SegmentationOptions o) {
    IntermediateLayerGetter backbone = features(network, o.hasAux());
    Module aux = o.hasAux() ? new FCN.FCNHead(1024, o.numClasses) : null;
    return new DeepLabV3(backbone, new DeepLabV3.DeepLabHead(2048, o.numClasses), aux);
  }

  /**
   * The layers of a MobileNetV3, with the last one and the one that sees an eighth of a picture.
   */
  private record MobileLayers(Map<String, Module> layers, int deep, int shallow) {
    static MobileLayers of(SegmentationOptions o) {
      MobileNetV3 network =
          Models.mobilenetV3Large(b -> b.weights(o.backbone()).progress(o.progress).dilated(true));
      Map<String, Module> layers = new LinkedHashMap<>();
      List<Integer> strided = new ArrayList<>(List.of(0));
      int count = network.features.size();
      for (int i = 0; i < count; i++) {
        Module layer = network.features.get(i);
        layers.put(String.valueOf(i), layer);
        if (layer instanceof MobileBlock block && block.isStrided()) {
          strided.add(i);
        }
      }
      strided.add(count - 1);
      return new MobileLayers(layers, count - 1, strided.get(strided.size() - 4));
    }

    IntermediateLayerGetter getter(String deepName, @Nullable String shallowName) {
      Map<String, String> wanted = new LinkedHashMap<>();
      wanted.put(String.valueOf(deep), deepName);
      if (shallowName != null) {
        wanted.put(String.valueOf(shallow), shallowName);
      }
      return new IntermediateLayerGetter(layers, wanted);
    }

    long channels(int layer) {
      Module found = layers.get(String.valueOf(layer));
      if (found instanceof MobileBlock block) {
        return block.outChannels();
      }
      return found instanceof Conv2dNormActivation conv ? conv.outChannels : 0;
    }
  }

  private static DeepLabV3 mobileDeeplab(SegmentationOptions o) {
    MobileLayers mobile = MobileLayers.of(o);
    IntermediateLayerGetter backbone = mobile.getter("out", o.hasAux() ? "aux" : null);
    @Nullable Module aux =
        o.hasAux() ? new FCN.FCNHead(mobile.channels(mobile.shallow()), o.numClasses) : null;
    Module head = new DeepLabV3.DeepLabHead(mobile.channels(mobile.deep()), o.numClasses);
    return new DeepLabV3(backbone, head, aux);
  }

  private static LRASPP lraspp(SegmentationOptions o) {
    MobileLayers mobile = MobileLayers.of(o);
    return new LRASPP(
        mobile.getter("high", "low"),
        mobile.channels(mobile.shallow()),
        mobile.channels(mobile.deep()),
        o.numClasses);
  }

  /**
   * Makes FCN over a ResNet with 50 layers, for 21 classes, with trained weights of the backbone:
   * Python's {@code segmentation.fcn_resnet50()}.
   */
  public static FCN fcnResnet50() {
    return fcnResnet50(o -> {});
  }

  /**
   * Makes FCN over a ResNet with 50 layers with keyword arguments: Python's {@code
   * segmentation.fcn_resnet50(…)}.
   */
  public static FCN fcnResnet50(Consumer<SegmentationOptions> options) {
    return make(
        FCNResNet50Weights.class,
        ResNet50Weights.IMAGENET1K_V1,
        true,
        options,
        o -> fcn(resnet50(o), o));
  }

  /**
   * Makes FCN over a ResNet with 101 layers, for 21 classes, with trained weights of the backbone:
   * Python's {@code segmentation.fcn_resnet101()}.
   */
  public static FCN fcnResnet101() {
    return fcnResnet101(o -> {});
  }

  /**
   * Makes FCN over a ResNet with 101 layers with keyword arguments: Python's {@code
   * segmentation.fcn_resnet101(…)}.
   */
  public static FCN fcnResnet101(Consumer<SegmentationOptions> options) {
    return make(
        FCNResNet101Weights.class,
        ResNet101Weights.IMAGENET1K_V1,
        true,
        options,
        o -> fcn(resnet101(o), o));
  }

  /**
   * Makes DeepLabV3 over a ResNet with 50 layers, for 21 classes, with trained weights of the
   * backbone: Python's {@code segmentation.deeplabv3_resnet50()}.
   */
  public static DeepLabV3 deeplabv3Resnet50() {
    return deeplabv3Resnet50(o -> {});
  }

  /**
   * Makes DeepLabV3 over a ResNet with 50 layers with keyword arguments: Python's {@code
   * segmentation.deeplabv3_resnet50(…)}.
   */
  public static DeepLabV3 deeplabv3Resnet50(Consumer<SegmentationOptions> options) {
    return make(
        DeepLabV3ResNet50Weights.class,
        ResNet50Weights.IMAGENET1K_V1,
        true,
        options,
        o -> deeplab(resnet50(o), o));
  }

  /**
   * Makes DeepLabV3 over a ResNet with 101 layers, for 21 classes, with trained weights of the
   * backbone: Python's {@code segmentation.deeplabv3_resnet101()}.
   */
  public static DeepLabV3 deeplabv3Resnet101() {
    return deeplabv3Resnet101(o -> {});
  }

  /**
   * Makes DeepLabV3 over a ResNet with 101 layers with keyword arguments: Python's {@code
   * segmentation.deeplabv3_resnet101(…)}.
   */
  public static DeepLabV3 deeplabv3Resnet101(Consumer<SegmentationOptions> options) {
    return make(
        DeepLabV3ResNet101Weights.class,
        ResNet101Weights.IMAGENET1K_V1,
        true,
        options,
        o -> deeplab(resnet101(o), o));
  }

  /**
   * Makes DeepLabV3 over the large MobileNetV3, for 21 classes, with trained weights of the
   * backbone: Python's {@code segmentation.deeplabv3_mobilenet_v3_large()}.
   */
  public static DeepLabV3 deeplabv3MobilenetV3Large() {
    return deeplabv3MobilenetV3Large(o -> {});
  }

  /**
   * Makes DeepLabV3 over the large MobileNetV3 with keyword arguments: Python's {@code
   * segmentation.deeplabv3_mobilenet_v3_large(…)}.
   */
  public static DeepLabV3 deeplabv3MobilenetV3Large(Consumer<SegmentationOptions> options) {
    return make(
        DeepLabV3MobileNetV3LargeWeights.class,
        MobileNetV3LargeWeights.IMAGENET1K_V1,
        true,
        options,
        Segmentation::mobileDeeplab);
  }

  /**
   * Makes LRASPP over the large MobileNetV3, for 21 classes, with trained weights of the backbone:
   * Python's {@code segmentation.lraspp_mobilenet_v3_large()}.
   */
  public static LRASPP lrasppMobilenetV3Large() {
    return lrasppMobilenetV3Large(o -> {});
  }

  /**
   * Makes LRASPP over the large MobileNetV3 with keyword arguments: Python's {@code
   * segmentation.lraspp_mobilenet_v3_large(…)}.
   */
  public static LRASPP lrasppMobilenetV3Large(Consumer<SegmentationOptions> options) {
    return make(
        LRASPPMobileNetV3LargeWeights.class,
        MobileNetV3LargeWeights.IMAGENET1K_V1,
        false,
        options,
        Segmentation::lraspp);
  }
}
