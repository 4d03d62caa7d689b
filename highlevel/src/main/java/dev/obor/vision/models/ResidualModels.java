package dev.obor.vision.models;

import java.util.function.Consumer;

/** The functions of {@link Models} that make ResNet and what came of it. */
public abstract sealed class ResidualModels extends ClassicModels permits RegNetModels {
  ResidualModels() {}

  private static Consumer<ResNet.Options> before(
      Consumer<ResNet.Options> first, Consumer<ResNet.Options> then) {
    return first.andThen(then);
  }

  /** Makes ConvNeXt of middle size, for 1000 classes: Python's {@code models.convnext_base()}. */
  public static ConvNeXt convnextBase() {
    return convnextBase(o -> {});
  }

  /**
   * Makes ConvNeXt of middle size with keyword arguments: Python's {@code models.convnext_base(…)}.
   */
  public static ConvNeXt convnextBase(Consumer<ConvNeXt.Options> options) {
    return Pretrained.make(
        ConvNeXtBaseWeights.class,
        options,
        o -> new ConvNeXt(new long[] {128, 256, 512, 1024}, new int[] {3, 3, 27, 3}, 0.5, o));
  }

  /** Makes the large ConvNeXt, for 1000 classes: Python's {@code models.convnext_large()}. */
  public static ConvNeXt convnextLarge() {
    return convnextLarge(o -> {});
  }

  /** Makes the large ConvNeXt with keyword arguments: Python's {@code models.convnext_large(…)}. */
  public static ConvNeXt convnextLarge(Consumer<ConvNeXt.Options> options) {
    return Pretrained.make(
        ConvNeXtLargeWeights.class,
        options,
        o -> new ConvNeXt(new long[] {192, 384, 768, 1536}, new int[] {3, 3, 27, 3}, 0.5, o));
  }

  /** Makes the small ConvNeXt, for 1000 classes: Python's {@code models.convnext_small()}. */
  public static ConvNeXt convnextSmall() {
    return convnextSmall(o -> {});
  }

  /** Makes the small ConvNeXt with keyword arguments: Python's {@code models.convnext_small(…)}. */
  public static ConvNeXt convnextSmall(Consumer<ConvNeXt.Options> options) {
    return Pretrained.make(
        ConvNeXtSmallWeights.class,
        options,
        o -> new ConvNeXt(new long[] {96, 192, 384, 768}, new int[] {3, 3, 27, 3}, 0.4, o));
  }

  /** Makes the tiny ConvNeXt, for 1000 classes: Python's {@code models.convnext_tiny()}. */
  public static ConvNeXt convnextTiny() {
    return convnextTiny(o -> {});
  }

  /** Makes the tiny ConvNeXt with keyword arguments: Python's {@code models.convnext_tiny(…)}. */
  public static ConvNeXt convnextTiny(Consumer<ConvNeXt.Options> options) {
    return Pretrained.make(
        ConvNeXtTinyWeights.class,
        options,
        o -> new ConvNeXt(new long[] {96, 192, 384, 768}, new int[] {3, 3, 9, 3}, 0.1, o));
  }

  /** Makes ResNet with 101 layers, for 1000 classes: Python's {@code models.resnet101()}. */
  public static ResNet resnet101() {
    return resnet101(o -> {});
  }

  /** Makes ResNet with 101 layers with keyword arguments: Python's {@code models.resnet101(…)}. */
  public static ResNet resnet101(Consumer<ResNet.Options> options) {
    return Pretrained.make(
        ResNet101Weights.class, options, o -> ResNet.ofBottlenecks(new int[] {3, 4, 23, 3}, o));
  }

  /** Makes ResNet with 152 layers, for 1000 classes: Python's {@code models.resnet152()}. */
  public static ResNet resnet152() {
    return resnet152(o -> {});
  }

  /** Makes ResNet with 152 layers with keyword arguments: Python's {@code models.resnet152(…)}. */
  public static ResNet resnet152(Consumer<ResNet.Options> options) {
    return Pretrained.make(
        ResNet152Weights.class, options, o -> ResNet.ofBottlenecks(new int[] {3, 8, 36, 3}, o));
  }

  /** Makes ResNet with 18 layers, for 1000 classes: Python's {@code models.resnet18()}. */
  public static ResNet resnet18() {
    return resnet18(o -> {});
  }

  /** Makes ResNet with 18 layers with keyword arguments: Python's {@code models.resnet18(…)}. */
  public static ResNet resnet18(Consumer<ResNet.Options> options) {
    return Pretrained.make(
        ResNet18Weights.class, options, o -> ResNet.ofBasicBlocks(new int[] {2, 2, 2, 2}, o));
  }

  /** Makes ResNet with 34 layers, for 1000 classes: Python's {@code models.resnet34()}. */
  public static ResNet resnet34() {
    return resnet34(o -> {});
  }

  /** Makes ResNet with 34 layers with keyword arguments: Python's {@code models.resnet34(…)}. */
  public static ResNet resnet34(Consumer<ResNet.Options> options) {
    return Pretrained.make(
        ResNet34Weights.class, options, o -> ResNet.ofBasicBlocks(new int[] {3, 4, 6, 3}, o));
  }

  /** Makes ResNet with 50 layers, for 1000 classes: Python's {@code models.resnet50()}. */
  public static ResNet resnet50() {
    return resnet50(o -> {});
  }

  /** Makes ResNet with 50 layers with keyword arguments: Python's {@code models.resnet50(…)}. */
  public static ResNet resnet50(Consumer<ResNet.Options> options) {
    return Pretrained.make(
        ResNet50Weights.class, options, o -> ResNet.ofBottlenecks(new int[] {3, 4, 6, 3}, o));
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
    return Pretrained.make(
        ResNeXt101_32X8DWeights.class,
        options,
        o ->
            ResNet.ofBottlenecks(
                new int[] {3, 4, 23, 3}, before(b -> b.groups(32).widthPerGroup(8), o)));
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
    return Pretrained.make(
        ResNeXt101_64X4DWeights.class,
        options,
        o ->
            ResNet.ofBottlenecks(
                new int[] {3, 4, 23, 3}, before(b -> b.groups(64).widthPerGroup(4), o)));
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
    return Pretrained.make(
        ResNeXt50_32X4DWeights.class,
        options,
        o ->
            ResNet.ofBottlenecks(
                new int[] {3, 4, 6, 3}, before(b -> b.groups(32).widthPerGroup(4), o)));
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
    return Pretrained.make(
        WideResNet101_2Weights.class,
        options,
        o -> ResNet.ofBottlenecks(new int[] {3, 4, 23, 3}, before(b -> b.widthPerGroup(128), o)));
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
    return Pretrained.make(
        WideResNet50_2Weights.class,
        options,
        o -> ResNet.ofBottlenecks(new int[] {3, 4, 6, 3}, before(b -> b.widthPerGroup(128), o)));
  }
}
