package dev.obor.vision.models;

import java.util.function.Consumer;

/** The functions of {@link Models} that make the first networks of convolutions. */
public abstract sealed class ClassicModels permits ResidualModels {
  ClassicModels() {}

  /** Makes AlexNet, for 1000 classes: Python's {@code models.alexnet()}. */
  public static AlexNet alexnet() {
    return alexnet(o -> {});
  }

  /** Makes AlexNet with keyword arguments: Python's {@code models.alexnet(…)}. */
  public static AlexNet alexnet(Consumer<AlexNet.Options> options) {
    return Pretrained.make(AlexNetWeights.class, options, AlexNet::new);
  }

  /** Makes DenseNet with 121 layers, for 1000 classes: Python's {@code models.densenet121()}. */
  public static DenseNet densenet121() {
    return densenet121(o -> {});
  }

  /**
   * Makes DenseNet with 121 layers with keyword arguments: Python's {@code models.densenet121(…)}.
   */
  public static DenseNet densenet121(Consumer<DenseNet.Options> options) {
    return Pretrained.make(
        DenseNet121Weights.class, options, o -> new DenseNet(32, new int[] {6, 12, 24, 16}, 64, o));
  }

  /** Makes DenseNet with 161 layers, for 1000 classes: Python's {@code models.densenet161()}. */
  public static DenseNet densenet161() {
    return densenet161(o -> {});
  }

  /**
   * Makes DenseNet with 161 layers with keyword arguments: Python's {@code models.densenet161(…)}.
   */
  public static DenseNet densenet161(Consumer<DenseNet.Options> options) {
    return Pretrained.make(
        DenseNet161Weights.class, options, o -> new DenseNet(48, new int[] {6, 12, 36, 24}, 96, o));
  }

  /** Makes DenseNet with 169 layers, for 1000 classes: Python's {@code models.densenet169()}. */
  public static DenseNet densenet169() {
    return densenet169(o -> {});
  }

  /**
   * Makes DenseNet with 169 layers with keyword arguments: Python's {@code models.densenet169(…)}.
   */
  public static DenseNet densenet169(Consumer<DenseNet.Options> options) {
    return Pretrained.make(
        DenseNet169Weights.class, options, o -> new DenseNet(32, new int[] {6, 12, 32, 32}, 64, o));
  }

  /** Makes DenseNet with 201 layers, for 1000 classes: Python's {@code models.densenet201()}. */
  public static DenseNet densenet201() {
    return densenet201(o -> {});
  }

  /**
   * Makes DenseNet with 201 layers with keyword arguments: Python's {@code models.densenet201(…)}.
   */
  public static DenseNet densenet201(Consumer<DenseNet.Options> options) {
    return Pretrained.make(
        DenseNet201Weights.class, options, o -> new DenseNet(32, new int[] {6, 12, 48, 32}, 64, o));
  }

  /** Makes GoogLeNet, for 1000 classes: Python's {@code models.googlenet()}. */
  public static GoogLeNet googlenet() {
    return googlenet(o -> {});
  }

  /**
   * Makes GoogLeNet with keyword arguments: Python's {@code models.googlenet(…)}. With trained
   * weights the heads in the middle are left out, unless {@code auxLogits(true)} asks for them.
   */
  public static GoogLeNet googlenet(Consumer<GoogLeNet.Options> options) {
    boolean[] keepsHeads = new boolean[1];
    GoogLeNet model =
        Pretrained.make(
            GoogLeNetWeights.class,
            (GoogLeNet.Options o) -> {
              options.accept(o);
              keepsHeads[0] = o.auxLogits != null || !o.wantsWeights();
            },
            GoogLeNet::new);
    if (!keepsHeads[0]) {
      model.dropAuxiliaryHeads();
    }
    return model;
  }

  /** Makes Inception v3, for 1000 classes: Python's {@code models.inception_v3()}. */
  public static Inception3 inceptionV3() {
    return inceptionV3(o -> {});
  }

  /** Makes Inception v3 with keyword arguments: Python's {@code models.inception_v3(…)}. */
  public static Inception3 inceptionV3(Consumer<Inception3.Options> options) {
    return Pretrained.make(InceptionV3Weights.class, options, Inception3::new);
  }

  /** Makes SqueezeNet of the paper, for 1000 classes: Python's {@code models.squeezenet1_0()}. */
  public static SqueezeNet squeezenet1_0() {
    return squeezenet1_0(o -> {});
  }

  /**
   * Makes SqueezeNet of the paper with keyword arguments: Python's {@code models.squeezenet1_0(…)}.
   */
  public static SqueezeNet squeezenet1_0(Consumer<SqueezeNet.Options> options) {
    return Pretrained.make(SqueezeNet1_0Weights.class, options, o -> new SqueezeNet("1_0", o));
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
    return Pretrained.make(SqueezeNet1_1Weights.class, options, o -> new SqueezeNet("1_1", o));
  }

  /** Makes VGG with 11 layers, for 1000 classes: Python's {@code models.vgg11()}. */
  public static VGG vgg11() {
    return vgg11(o -> {});
  }

  /** Makes VGG with 11 layers with keyword arguments: Python's {@code models.vgg11(…)}. */
  public static VGG vgg11(Consumer<VGG.Options> options) {
    return Pretrained.make(VGG11Weights.class, options, o -> VGG.ofDepth(11, false, o));
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
    return Pretrained.make(VGG11BNWeights.class, options, o -> VGG.ofDepth(11, true, o));
  }

  /** Makes VGG with 13 layers, for 1000 classes: Python's {@code models.vgg13()}. */
  public static VGG vgg13() {
    return vgg13(o -> {});
  }

  /** Makes VGG with 13 layers with keyword arguments: Python's {@code models.vgg13(…)}. */
  public static VGG vgg13(Consumer<VGG.Options> options) {
    return Pretrained.make(VGG13Weights.class, options, o -> VGG.ofDepth(13, false, o));
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
    return Pretrained.make(VGG13BNWeights.class, options, o -> VGG.ofDepth(13, true, o));
  }

  /** Makes VGG with 16 layers, for 1000 classes: Python's {@code models.vgg16()}. */
  public static VGG vgg16() {
    return vgg16(o -> {});
  }

  /** Makes VGG with 16 layers with keyword arguments: Python's {@code models.vgg16(…)}. */
  public static VGG vgg16(Consumer<VGG.Options> options) {
    return Pretrained.make(VGG16Weights.class, options, o -> VGG.ofDepth(16, false, o));
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
    return Pretrained.make(VGG16BNWeights.class, options, o -> VGG.ofDepth(16, true, o));
  }

  /** Makes VGG with 19 layers, for 1000 classes: Python's {@code models.vgg19()}. */
  public static VGG vgg19() {
    return vgg19(o -> {});
  }

  /** Makes VGG with 19 layers with keyword arguments: Python's {@code models.vgg19(…)}. */
  public static VGG vgg19(Consumer<VGG.Options> options) {
    return Pretrained.make(VGG19Weights.class, options, o -> VGG.ofDepth(19, false, o));
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
    return Pretrained.make(VGG19BNWeights.class, options, o -> VGG.ofDepth(19, true, o));
  }
}
