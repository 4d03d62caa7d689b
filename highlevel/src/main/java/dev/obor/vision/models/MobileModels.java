package dev.obor.vision.models;

import java.util.function.Consumer;

/** The functions of {@link Models} that make networks for weak devices. */
public abstract sealed class MobileModels extends RegNetModels permits EfficientModels {
  MobileModels() {}

  /**
   * Makes MNASNet with 0.5 times the channels, for 1000 classes: Python's {@code
   * models.mnasnet0_5()}.
   */
  public static MNASNet mnasnet0_5() {
    return mnasnet0_5(o -> {});
  }

  /**
   * Makes MNASNet with 0.5 times the channels with keyword arguments: Python's {@code
   * models.mnasnet0_5(…)}.
   */
  public static MNASNet mnasnet0_5(Consumer<MNASNet.Options> options) {
    return Pretrained.make(MNASNet0_5Weights.class, options, o -> new MNASNet(0.5, o));
  }

  /**
   * Makes MNASNet with 0.75 times the channels, for 1000 classes: Python's {@code
   * models.mnasnet0_75()}.
   */
  public static MNASNet mnasnet0_75() {
    return mnasnet0_75(o -> {});
  }

  /**
   * Makes MNASNet with 0.75 times the channels with keyword arguments: Python's {@code
   * models.mnasnet0_75(…)}.
   */
  public static MNASNet mnasnet0_75(Consumer<MNASNet.Options> options) {
    return Pretrained.make(MNASNet0_75Weights.class, options, o -> new MNASNet(0.75, o));
  }

  /**
   * Makes MNASNet with 1.0 times the channels, for 1000 classes: Python's {@code
   * models.mnasnet1_0()}.
   */
  public static MNASNet mnasnet1_0() {
    return mnasnet1_0(o -> {});
  }

  /**
   * Makes MNASNet with 1.0 times the channels with keyword arguments: Python's {@code
   * models.mnasnet1_0(…)}.
   */
  public static MNASNet mnasnet1_0(Consumer<MNASNet.Options> options) {
    return Pretrained.make(MNASNet1_0Weights.class, options, o -> new MNASNet(1.0, o));
  }

  /**
   * Makes MNASNet with 1.3 times the channels, for 1000 classes: Python's {@code
   * models.mnasnet1_3()}.
   */
  public static MNASNet mnasnet1_3() {
    return mnasnet1_3(o -> {});
  }

  /**
   * Makes MNASNet with 1.3 times the channels with keyword arguments: Python's {@code
   * models.mnasnet1_3(…)}.
   */
  public static MNASNet mnasnet1_3(Consumer<MNASNet.Options> options) {
    return Pretrained.make(MNASNet1_3Weights.class, options, o -> new MNASNet(1.3, o));
  }

  /** Makes MobileNetV2, for 1000 classes: Python's {@code models.mobilenet_v2()}. */
  public static MobileNetV2 mobilenetV2() {
    return mobilenetV2(o -> {});
  }

  /** Makes MobileNetV2 with keyword arguments: Python's {@code models.mobilenet_v2(…)}. */
  public static MobileNetV2 mobilenetV2(Consumer<MobileNetV2.Options> options) {
    return Pretrained.make(MobileNetV2Weights.class, options, MobileNetV2::new);
  }

  /**
   * Makes the large MobileNetV3, for 1000 classes: Python's {@code models.mobilenet_v3_large()}.
   */
  public static MobileNetV3 mobilenetV3Large() {
    return mobilenetV3Large(o -> {});
  }

  /**
   * Makes the large MobileNetV3 with keyword arguments: Python's {@code
   * models.mobilenet_v3_large(…)}.
   */
  public static MobileNetV3 mobilenetV3Large(Consumer<MobileNetV3.Options> options) {
    return Pretrained.make(MobileNetV3LargeWeights.class, options, MobileNetV3::large);
  }

  /**
   * Makes the small MobileNetV3, for 1000 classes: Python's {@code models.mobilenet_v3_small()}.
   */
  public static MobileNetV3 mobilenetV3Small() {
    return mobilenetV3Small(o -> {});
  }

  /**
   * Makes the small MobileNetV3 with keyword arguments: Python's {@code
   * models.mobilenet_v3_small(…)}.
   */
  public static MobileNetV3 mobilenetV3Small(Consumer<MobileNetV3.Options> options) {
    return Pretrained.make(MobileNetV3SmallWeights.class, options, MobileNetV3::small);
  }

  /**
   * Makes ShuffleNet v2 with 0.5 times the channels, for 1000 classes: Python's {@code
   * models.shufflenet_v2_x0_5()}.
   */
  public static ShuffleNetV2 shufflenetV2X0_5() {
    return shufflenetV2X0_5(o -> {});
  }

  /**
   * Makes ShuffleNet v2 with 0.5 times the channels with keyword arguments: Python's {@code
   * models.shufflenet_v2_x0_5(…)}.
   */
  public static ShuffleNetV2 shufflenetV2X0_5(Consumer<ShuffleNetV2.Options> options) {
    return Pretrained.make(
        ShuffleNetV2X0_5Weights.class,
        options,
        o -> new ShuffleNetV2(new long[] {4, 8, 4}, new long[] {24, 48, 96, 192, 1024}, o));
  }

  /**
   * Makes ShuffleNet v2 with 1.0 times the channels, for 1000 classes: Python's {@code
   * models.shufflenet_v2_x1_0()}.
   */
  public static ShuffleNetV2 shufflenetV2X1_0() {
    return shufflenetV2X1_0(o -> {});
  }

  /**
   * Makes ShuffleNet v2 with 1.0 times the channels with keyword arguments: Python's {@code
   * models.shufflenet_v2_x1_0(…)}.
   */
  public static ShuffleNetV2 shufflenetV2X1_0(Consumer<ShuffleNetV2.Options> options) {
    return Pretrained.make(
        ShuffleNetV2X1_0Weights.class,
        options,
        o -> new ShuffleNetV2(new long[] {4, 8, 4}, new long[] {24, 116, 232, 464, 1024}, o));
  }

  /**
   * Makes ShuffleNet v2 with 1.5 times the channels, for 1000 classes: Python's {@code
   * models.shufflenet_v2_x1_5()}.
   */
  public static ShuffleNetV2 shufflenetV2X1_5() {
    return shufflenetV2X1_5(o -> {});
  }

  /**
   * Makes ShuffleNet v2 with 1.5 times the channels with keyword arguments: Python's {@code
   * models.shufflenet_v2_x1_5(…)}.
   */
  public static ShuffleNetV2 shufflenetV2X1_5(Consumer<ShuffleNetV2.Options> options) {
    return Pretrained.make(
        ShuffleNetV2X1_5Weights.class,
        options,
        o -> new ShuffleNetV2(new long[] {4, 8, 4}, new long[] {24, 176, 352, 704, 1024}, o));
  }

  /**
   * Makes ShuffleNet v2 with 2.0 times the channels, for 1000 classes: Python's {@code
   * models.shufflenet_v2_x2_0()}.
   */
  public static ShuffleNetV2 shufflenetV2X2_0() {
    return shufflenetV2X2_0(o -> {});
  }

  /**
   * Makes ShuffleNet v2 with 2.0 times the channels with keyword arguments: Python's {@code
   * models.shufflenet_v2_x2_0(…)}.
   */
  public static ShuffleNetV2 shufflenetV2X2_0(Consumer<ShuffleNetV2.Options> options) {
    return Pretrained.make(
        ShuffleNetV2X2_0Weights.class,
        options,
        o -> new ShuffleNetV2(new long[] {4, 8, 4}, new long[] {24, 244, 488, 976, 2048}, o));
  }
}
