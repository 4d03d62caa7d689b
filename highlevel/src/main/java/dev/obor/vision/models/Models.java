package dev.obor.vision.models;

import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes models by their names: the functions of Python's {@code torchvision.models}.
 *
 * <pre>{@code
 * DenseNet model = Models.densenet121(o -> o.numClasses(2));
 * Module same = Models.getModel("densenet121", o -> o.numClasses(2));
 * }</pre>
 *
 * <p>Weights are initial ones, torchvision's after the same seed. All functions may be called from
 * any thread.
 */
public final class Models {
  private static final Map<String, Function<Consumer<ModelOptions<?>>, Module>> BUILDERS =
      new TreeMap<>();

  static {
    BUILDERS.put("alexnet", options -> alexnet(options::accept));
    BUILDERS.put("densenet121", options -> densenet121(options::accept));
    BUILDERS.put("densenet161", options -> densenet161(options::accept));
    BUILDERS.put("densenet169", options -> densenet169(options::accept));
    BUILDERS.put("densenet201", options -> densenet201(options::accept));
    BUILDERS.put("mobilenet_v2", options -> mobilenetV2(options::accept));
    BUILDERS.put("resnet101", options -> resnet101(options::accept));
    BUILDERS.put("resnet152", options -> resnet152(options::accept));
    BUILDERS.put("resnet18", options -> resnet18(options::accept));
    BUILDERS.put("resnet34", options -> resnet34(options::accept));
    BUILDERS.put("resnet50", options -> resnet50(options::accept));
    BUILDERS.put("resnext101_32x8d", options -> resnext101_32x8d(options::accept));
    BUILDERS.put("resnext101_64x4d", options -> resnext101_64x4d(options::accept));
    BUILDERS.put("resnext50_32x4d", options -> resnext50_32x4d(options::accept));
    BUILDERS.put("squeezenet1_0", options -> squeezenet1_0(options::accept));
    BUILDERS.put("squeezenet1_1", options -> squeezenet1_1(options::accept));
    BUILDERS.put("vgg11", options -> vgg11(options::accept));
    BUILDERS.put("vgg11_bn", options -> vgg11Bn(options::accept));
    BUILDERS.put("vgg13", options -> vgg13(options::accept));
    BUILDERS.put("vgg13_bn", options -> vgg13Bn(options::accept));
    BUILDERS.put("vgg16", options -> vgg16(options::accept));
    BUILDERS.put("vgg16_bn", options -> vgg16Bn(options::accept));
    BUILDERS.put("vgg19", options -> vgg19(options::accept));
    BUILDERS.put("vgg19_bn", options -> vgg19Bn(options::accept));
    BUILDERS.put("wide_resnet101_2", options -> wideResnet101_2(options::accept));
    BUILDERS.put("wide_resnet50_2", options -> wideResnet50_2(options::accept));
  }

  private Models() {}

  /** The names of all models, in alphabetical order: Python's {@code models.list_models()}. */
  public static List<String> listModels() {
    return List.copyOf(BUILDERS.keySet());
  }

  /** Makes a model by Python's name for it: {@code models.get_model(name)}. */
  public static Module getModel(String name) {
    return getModel(name, o -> {});
  }

  /**
   * Makes a model by Python's name for it, such as {@code resnet50}, with the keyword arguments
   * that all have: {@code models.get_model(name, num_classes=…)}.
   *
   * @throws ValueException if there is no such model
   */
  public static Module getModel(String name, Consumer<ModelOptions<?>> options) {
    Function<Consumer<ModelOptions<?>>, Module> builder =
        BUILDERS.get(name.toLowerCase(Locale.ROOT));
    if (builder == null) {
      throw new ValueException("Unknown model " + name + "\nModels.listModels() has the names.");
    }
    return builder.apply(options);
  }

  private static Consumer<ResNet.Options> before(
      Consumer<ResNet.Options> first, Consumer<ResNet.Options> then) {
    return first.andThen(then);
  }

  /** Makes AlexNet, for 1000 classes: Python's {@code models.alexnet()}. */
  public static AlexNet alexnet() {
    return alexnet(o -> {});
  }

  /** Makes AlexNet with keyword arguments: Python's {@code models.alexnet(…)}. */
  public static AlexNet alexnet(Consumer<AlexNet.Options> options) {
    return new AlexNet(options);
  }

  /** Makes DenseNet with 121 layers, for 1000 classes: Python's {@code models.densenet121()}. */
  public static DenseNet densenet121() {
    return densenet121(o -> {});
  }

  /**
   * Makes DenseNet with 121 layers with keyword arguments: Python's {@code models.densenet121(…)}.
   */
  public static DenseNet densenet121(Consumer<DenseNet.Options> options) {
    return new DenseNet(32, new int[] {6, 12, 24, 16}, 64, options);
  }

  /** Makes DenseNet with 161 layers, for 1000 classes: Python's {@code models.densenet161()}. */
  public static DenseNet densenet161() {
    return densenet161(o -> {});
  }

  /**
   * Makes DenseNet with 161 layers with keyword arguments: Python's {@code models.densenet161(…)}.
   */
  public static DenseNet densenet161(Consumer<DenseNet.Options> options) {
    return new DenseNet(48, new int[] {6, 12, 36, 24}, 96, options);
  }

  /** Makes DenseNet with 169 layers, for 1000 classes: Python's {@code models.densenet169()}. */
  public static DenseNet densenet169() {
    return densenet169(o -> {});
  }

  /**
   * Makes DenseNet with 169 layers with keyword arguments: Python's {@code models.densenet169(…)}.
   */
  public static DenseNet densenet169(Consumer<DenseNet.Options> options) {
    return new DenseNet(32, new int[] {6, 12, 32, 32}, 64, options);
  }

  /** Makes DenseNet with 201 layers, for 1000 classes: Python's {@code models.densenet201()}. */
  public static DenseNet densenet201() {
    return densenet201(o -> {});
  }

  /**
   * Makes DenseNet with 201 layers with keyword arguments: Python's {@code models.densenet201(…)}.
   */
  public static DenseNet densenet201(Consumer<DenseNet.Options> options) {
    return new DenseNet(32, new int[] {6, 12, 48, 32}, 64, options);
  }

  /** Makes MobileNetV2, for 1000 classes: Python's {@code models.mobilenet_v2()}. */
  public static MobileNetV2 mobilenetV2() {
    return mobilenetV2(o -> {});
  }

  /** Makes MobileNetV2 with keyword arguments: Python's {@code models.mobilenet_v2(…)}. */
  public static MobileNetV2 mobilenetV2(Consumer<MobileNetV2.Options> options) {
    return new MobileNetV2(options);
  }

  /** Makes ResNet with 101 layers, for 1000 classes: Python's {@code models.resnet101()}. */
  public static ResNet resnet101() {
    return resnet101(o -> {});
  }

  /** Makes ResNet with 101 layers with keyword arguments: Python's {@code models.resnet101(…)}. */
  public static ResNet resnet101(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(new int[] {3, 4, 23, 3}, options);
  }

  /** Makes ResNet with 152 layers, for 1000 classes: Python's {@code models.resnet152()}. */
  public static ResNet resnet152() {
    return resnet152(o -> {});
  }

  /** Makes ResNet with 152 layers with keyword arguments: Python's {@code models.resnet152(…)}. */
  public static ResNet resnet152(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(new int[] {3, 8, 36, 3}, options);
  }

  /** Makes ResNet with 18 layers, for 1000 classes: Python's {@code models.resnet18()}. */
  public static ResNet resnet18() {
    return resnet18(o -> {});
  }

  /** Makes ResNet with 18 layers with keyword arguments: Python's {@code models.resnet18(…)}. */
  public static ResNet resnet18(Consumer<ResNet.Options> options) {
    return ResNet.ofBasicBlocks(new int[] {2, 2, 2, 2}, options);
  }

  /** Makes ResNet with 34 layers, for 1000 classes: Python's {@code models.resnet34()}. */
  public static ResNet resnet34() {
    return resnet34(o -> {});
  }

  /** Makes ResNet with 34 layers with keyword arguments: Python's {@code models.resnet34(…)}. */
  public static ResNet resnet34(Consumer<ResNet.Options> options) {
    return ResNet.ofBasicBlocks(new int[] {3, 4, 6, 3}, options);
  }

  /** Makes ResNet with 50 layers, for 1000 classes: Python's {@code models.resnet50()}. */
  public static ResNet resnet50() {
    return resnet50(o -> {});
  }

  /** Makes ResNet with 50 layers with keyword arguments: Python's {@code models.resnet50(…)}. */
  public static ResNet resnet50(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(new int[] {3, 4, 6, 3}, options);
  }

  /**
   * Makes ResNeXt with 101 layers, 32 groups of 8 channels, for 1000 classes: Python's {@code
   * models.resnext101_32x8d()}.
   */
  public static ResNet resnext101_32x8d() {
    return resnext101_32x8d(o -> {});
  }

  /**
   * Makes ResNeXt with 101 layers, 32 groups of 8 channels with keyword arguments: Python's {@code
   * models.resnext101_32x8d(…)}.
   */
  public static ResNet resnext101_32x8d(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(
        new int[] {3, 4, 23, 3}, before(o -> o.groups(32).widthPerGroup(8), options));
  }

  /**
   * Makes ResNeXt with 101 layers, 64 groups of 4 channels, for 1000 classes: Python's {@code
   * models.resnext101_64x4d()}.
   */
  public static ResNet resnext101_64x4d() {
    return resnext101_64x4d(o -> {});
  }

  /**
   * Makes ResNeXt with 101 layers, 64 groups of 4 channels with keyword arguments: Python's {@code
   * models.resnext101_64x4d(…)}.
   */
  public static ResNet resnext101_64x4d(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(
        new int[] {3, 4, 23, 3}, before(o -> o.groups(64).widthPerGroup(4), options));
  }

  /**
   * Makes ResNeXt with 50 layers, 32 groups of 4 channels, for 1000 classes: Python's {@code
   * models.resnext50_32x4d()}.
   */
  public static ResNet resnext50_32x4d() {
    return resnext50_32x4d(o -> {});
  }

  /**
   * Makes ResNeXt with 50 layers, 32 groups of 4 channels with keyword arguments: Python's {@code
   * models.resnext50_32x4d(…)}.
   */
  public static ResNet resnext50_32x4d(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(
        new int[] {3, 4, 6, 3}, before(o -> o.groups(32).widthPerGroup(4), options));
  }

  /** Makes SqueezeNet of the paper, for 1000 classes: Python's {@code models.squeezenet1_0()}. */
  public static SqueezeNet squeezenet1_0() {
    return squeezenet1_0(o -> {});
  }

  /**
   * Makes SqueezeNet of the paper with keyword arguments: Python's {@code models.squeezenet1_0(…)}.
   */
  public static SqueezeNet squeezenet1_0(Consumer<SqueezeNet.Options> options) {
    return new SqueezeNet("1_0", options);
  }

  /**
   * Makes SqueezeNet that computes less, for 1000 classes: Python's {@code models.squeezenet1_1()}.
   */
  public static SqueezeNet squeezenet1_1() {
    return squeezenet1_1(o -> {});
  }

  /**
   * Makes SqueezeNet that computes less with keyword arguments: Python's {@code
   * models.squeezenet1_1(…)}.
   */
  public static SqueezeNet squeezenet1_1(Consumer<SqueezeNet.Options> options) {
    return new SqueezeNet("1_1", options);
  }

  /** Makes VGG with 11 layers, for 1000 classes: Python's {@code models.vgg11()}. */
  public static VGG vgg11() {
    return vgg11(o -> {});
  }

  /** Makes VGG with 11 layers with keyword arguments: Python's {@code models.vgg11(…)}. */
  public static VGG vgg11(Consumer<VGG.Options> options) {
    return VGG.ofDepth(11, false, options);
  }

  /**
   * Makes VGG with 11 layers and batch normalisation, for 1000 classes: Python's {@code
   * models.vgg11_bn()}.
   */
  public static VGG vgg11Bn() {
    return vgg11Bn(o -> {});
  }

  /**
   * Makes VGG with 11 layers and batch normalisation with keyword arguments: Python's {@code
   * models.vgg11_bn(…)}.
   */
  public static VGG vgg11Bn(Consumer<VGG.Options> options) {
    return VGG.ofDepth(11, true, options);
  }

  /** Makes VGG with 13 layers, for 1000 classes: Python's {@code models.vgg13()}. */
  public static VGG vgg13() {
    return vgg13(o -> {});
  }

  /** Makes VGG with 13 layers with keyword arguments: Python's {@code models.vgg13(…)}. */
  public static VGG vgg13(Consumer<VGG.Options> options) {
    return VGG.ofDepth(13, false, options);
  }

  /**
   * Makes VGG with 13 layers and batch normalisation, for 1000 classes: Python's {@code
   * models.vgg13_bn()}.
   */
  public static VGG vgg13Bn() {
    return vgg13Bn(o -> {});
  }

  /**
   * Makes VGG with 13 layers and batch normalisation with keyword arguments: Python's {@code
   * models.vgg13_bn(…)}.
   */
  public static VGG vgg13Bn(Consumer<VGG.Options> options) {
    return VGG.ofDepth(13, true, options);
  }

  /** Makes VGG with 16 layers, for 1000 classes: Python's {@code models.vgg16()}. */
  public static VGG vgg16() {
    return vgg16(o -> {});
  }

  /** Makes VGG with 16 layers with keyword arguments: Python's {@code models.vgg16(…)}. */
  public static VGG vgg16(Consumer<VGG.Options> options) {
    return VGG.ofDepth(16, false, options);
  }

  /**
   * Makes VGG with 16 layers and batch normalisation, for 1000 classes: Python's {@code
   * models.vgg16_bn()}.
   */
  public static VGG vgg16Bn() {
    return vgg16Bn(o -> {});
  }

  /**
   * Makes VGG with 16 layers and batch normalisation with keyword arguments: Python's {@code
   * models.vgg16_bn(…)}.
   */
  public static VGG vgg16Bn(Consumer<VGG.Options> options) {
    return VGG.ofDepth(16, true, options);
  }

  /** Makes VGG with 19 layers, for 1000 classes: Python's {@code models.vgg19()}. */
  public static VGG vgg19() {
    return vgg19(o -> {});
  }

  /** Makes VGG with 19 layers with keyword arguments: Python's {@code models.vgg19(…)}. */
  public static VGG vgg19(Consumer<VGG.Options> options) {
    return VGG.ofDepth(19, false, options);
  }

  /**
   * Makes VGG with 19 layers and batch normalisation, for 1000 classes: Python's {@code
   * models.vgg19_bn()}.
   */
  public static VGG vgg19Bn() {
    return vgg19Bn(o -> {});
  }

  /**
   * Makes VGG with 19 layers and batch normalisation with keyword arguments: Python's {@code
   * models.vgg19_bn(…)}.
   */
  public static VGG vgg19Bn(Consumer<VGG.Options> options) {
    return VGG.ofDepth(19, true, options);
  }

  /**
   * Makes Wide ResNet with 101 layers, twice as wide inside, for 1000 classes: Python's {@code
   * models.wide_resnet101_2()}.
   */
  public static ResNet wideResnet101_2() {
    return wideResnet101_2(o -> {});
  }

  /**
   * Makes Wide ResNet with 101 layers, twice as wide inside with keyword arguments: Python's {@code
   * models.wide_resnet101_2(…)}.
   */
  public static ResNet wideResnet101_2(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(
        new int[] {3, 4, 23, 3}, before(o -> o.groups(1).widthPerGroup(128), options));
  }

  /**
   * Makes Wide ResNet with 50 layers, twice as wide inside, for 1000 classes: Python's {@code
   * models.wide_resnet50_2()}.
   */
  public static ResNet wideResnet50_2() {
    return wideResnet50_2(o -> {});
  }

  /**
   * Makes Wide ResNet with 50 layers, twice as wide inside with keyword arguments: Python's {@code
   * models.wide_resnet50_2(…)}.
   */
  public static ResNet wideResnet50_2(Consumer<ResNet.Options> options) {
    return ResNet.ofBottlenecks(
        new int[] {3, 4, 6, 3}, before(o -> o.groups(1).widthPerGroup(128), options));
  }
}
