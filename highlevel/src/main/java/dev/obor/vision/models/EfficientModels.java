package dev.obor.vision.models;

import dev.obor.nn.BatchNorm2d;
import java.util.function.Consumer;

/** The functions of {@link Models} that make EfficientNet. */
public abstract sealed class EfficientModels extends MobileModels permits TransformerModels {
  EfficientModels() {}

  /** Makes EfficientNet B0, for 1000 classes: Python's {@code models.efficientnet_b0()}. */
  public static EfficientNet efficientnetB0() {
    return efficientnetB0(o -> {});
  }

  /** Makes EfficientNet B0 with keyword arguments: Python's {@code models.efficientnet_b0(…)}. */
  public static EfficientNet efficientnetB0(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB0Weights.class,
        options,
        o -> EfficientNet.b(1.0, 1.0, 0.2, BatchNorm2d::new, o));
  }

  /** Makes EfficientNet B1, for 1000 classes: Python's {@code models.efficientnet_b1()}. */
  public static EfficientNet efficientnetB1() {
    return efficientnetB1(o -> {});
  }

  /** Makes EfficientNet B1 with keyword arguments: Python's {@code models.efficientnet_b1(…)}. */
  public static EfficientNet efficientnetB1(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB1Weights.class,
        options,
        o -> EfficientNet.b(1.0, 1.1, 0.2, BatchNorm2d::new, o));
  }

  /** Makes EfficientNet B2, for 1000 classes: Python's {@code models.efficientnet_b2()}. */
  public static EfficientNet efficientnetB2() {
    return efficientnetB2(o -> {});
  }

  /** Makes EfficientNet B2 with keyword arguments: Python's {@code models.efficientnet_b2(…)}. */
  public static EfficientNet efficientnetB2(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB2Weights.class,
        options,
        o -> EfficientNet.b(1.1, 1.2, 0.3, BatchNorm2d::new, o));
  }

  /** Makes EfficientNet B3, for 1000 classes: Python's {@code models.efficientnet_b3()}. */
  public static EfficientNet efficientnetB3() {
    return efficientnetB3(o -> {});
  }

  /** Makes EfficientNet B3 with keyword arguments: Python's {@code models.efficientnet_b3(…)}. */
  public static EfficientNet efficientnetB3(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB3Weights.class,
        options,
        o -> EfficientNet.b(1.2, 1.4, 0.3, BatchNorm2d::new, o));
  }

  /** Makes EfficientNet B4, for 1000 classes: Python's {@code models.efficientnet_b4()}. */
  public static EfficientNet efficientnetB4() {
    return efficientnetB4(o -> {});
  }

  /** Makes EfficientNet B4 with keyword arguments: Python's {@code models.efficientnet_b4(…)}. */
  public static EfficientNet efficientnetB4(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB4Weights.class,
        options,
        o -> EfficientNet.b(1.4, 1.8, 0.4, BatchNorm2d::new, o));
  }

  /** Makes EfficientNet B5, for 1000 classes: Python's {@code models.efficientnet_b5()}. */
  public static EfficientNet efficientnetB5() {
    return efficientnetB5(o -> {});
  }

  /** Makes EfficientNet B5 with keyword arguments: Python's {@code models.efficientnet_b5(…)}. */
  public static EfficientNet efficientnetB5(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB5Weights.class,
        options,
        o -> EfficientNet.b(1.6, 2.2, 0.4, n -> new BatchNorm2d(n, 0.001, 0.01), o));
  }

  /** Makes EfficientNet B6, for 1000 classes: Python's {@code models.efficientnet_b6()}. */
  public static EfficientNet efficientnetB6() {
    return efficientnetB6(o -> {});
  }

  /** Makes EfficientNet B6 with keyword arguments: Python's {@code models.efficientnet_b6(…)}. */
  public static EfficientNet efficientnetB6(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB6Weights.class,
        options,
        o -> EfficientNet.b(1.8, 2.6, 0.5, n -> new BatchNorm2d(n, 0.001, 0.01), o));
  }

  /** Makes EfficientNet B7, for 1000 classes: Python's {@code models.efficientnet_b7()}. */
  public static EfficientNet efficientnetB7() {
    return efficientnetB7(o -> {});
  }

  /** Makes EfficientNet B7 with keyword arguments: Python's {@code models.efficientnet_b7(…)}. */
  public static EfficientNet efficientnetB7(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetB7Weights.class,
        options,
        o -> EfficientNet.b(2.0, 3.1, 0.5, n -> new BatchNorm2d(n, 0.001, 0.01), o));
  }

  /**
   * Makes the large EfficientNetV2, for 1000 classes: Python's {@code models.efficientnet_v2_l()}.
   */
  public static EfficientNet efficientnetV2L() {
    return efficientnetV2L(o -> {});
  }

  /**
   * Makes the large EfficientNetV2 with keyword arguments: Python's {@code
   * models.efficientnet_v2_l(…)}.
   */
  public static EfficientNet efficientnetV2L(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetV2LWeights.class, options, o -> EfficientNet.v2('l', 0.4, o));
  }

  /**
   * Makes the EfficientNetV2 of middle size, for 1000 classes: Python's {@code
   * models.efficientnet_v2_m()}.
   */
  public static EfficientNet efficientnetV2M() {
    return efficientnetV2M(o -> {});
  }

  /**
   * Makes the EfficientNetV2 of middle size with keyword arguments: Python's {@code
   * models.efficientnet_v2_m(…)}.
   */
  public static EfficientNet efficientnetV2M(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetV2MWeights.class, options, o -> EfficientNet.v2('m', 0.3, o));
  }

  /**
   * Makes the small EfficientNetV2, for 1000 classes: Python's {@code models.efficientnet_v2_s()}.
   */
  public static EfficientNet efficientnetV2S() {
    return efficientnetV2S(o -> {});
  }

  /**
   * Makes the small EfficientNetV2 with keyword arguments: Python's {@code
   * models.efficientnet_v2_s(…)}.
   */
  public static EfficientNet efficientnetV2S(Consumer<EfficientNet.Options> options) {
    return Pretrained.make(
        EfficientNetV2SWeights.class, options, o -> EfficientNet.v2('s', 0.2, o));
  }
}
