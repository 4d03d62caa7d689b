package dev.obor.vision.models;

import java.util.function.Consumer;

/** The functions of {@link Models} that make RegNet. */
public abstract sealed class RegNetModels extends ResidualModels permits MobileModels {
  RegNetModels() {}

  /**
   * Makes RegNetX with 16 billion operations, for 1000 classes: Python's {@code
   * models.regnet_x_16gf()}.
   */
  public static RegNet regnetX16gf() {
    return regnetX16gf(o -> {});
  }

  /**
   * Makes RegNetX with 16 billion operations with keyword arguments: Python's {@code
   * models.regnet_x_16gf(…)}.
   */
  public static RegNet regnetX16gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX16GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(22, 216, 55.59, 2.1, 128, 0), o));
  }

  /**
   * Makes RegNetX with 1.6 billion operations, for 1000 classes: Python's {@code
   * models.regnet_x_1_6gf()}.
   */
  public static RegNet regnetX1_6gf() {
    return regnetX1_6gf(o -> {});
  }

  /**
   * Makes RegNetX with 1.6 billion operations with keyword arguments: Python's {@code
   * models.regnet_x_1_6gf(…)}.
   */
  public static RegNet regnetX1_6gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX1_6GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(18, 80, 34.01, 2.25, 24, 0), o));
  }

  /**
   * Makes RegNetX with 32 billion operations, for 1000 classes: Python's {@code
   * models.regnet_x_32gf()}.
   */
  public static RegNet regnetX32gf() {
    return regnetX32gf(o -> {});
  }

  /**
   * Makes RegNetX with 32 billion operations with keyword arguments: Python's {@code
   * models.regnet_x_32gf(…)}.
   */
  public static RegNet regnetX32gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX32GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(23, 320, 69.86, 2.0, 168, 0), o));
  }

  /**
   * Makes RegNetX with 3.2 billion operations, for 1000 classes: Python's {@code
   * models.regnet_x_3_2gf()}.
   */
  public static RegNet regnetX3_2gf() {
    return regnetX3_2gf(o -> {});
  }

  /**
   * Makes RegNetX with 3.2 billion operations with keyword arguments: Python's {@code
   * models.regnet_x_3_2gf(…)}.
   */
  public static RegNet regnetX3_2gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX3_2GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(25, 88, 26.31, 2.25, 48, 0), o));
  }

  /**
   * Makes RegNetX with 400 million operations, for 1000 classes: Python's {@code
   * models.regnet_x_400mf()}.
   */
  public static RegNet regnetX400mf() {
    return regnetX400mf(o -> {});
  }

  /**
   * Makes RegNetX with 400 million operations with keyword arguments: Python's {@code
   * models.regnet_x_400mf(…)}.
   */
  public static RegNet regnetX400mf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX400MFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(22, 24, 24.48, 2.54, 16, 0), o));
  }

  /**
   * Makes RegNetX with 800 million operations, for 1000 classes: Python's {@code
   * models.regnet_x_800mf()}.
   */
  public static RegNet regnetX800mf() {
    return regnetX800mf(o -> {});
  }

  /**
   * Makes RegNetX with 800 million operations with keyword arguments: Python's {@code
   * models.regnet_x_800mf(…)}.
   */
  public static RegNet regnetX800mf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX800MFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(16, 56, 35.73, 2.28, 16, 0), o));
  }

  /**
   * Makes RegNetX with 8 billion operations, for 1000 classes: Python's {@code
   * models.regnet_x_8gf()}.
   */
  public static RegNet regnetX8gf() {
    return regnetX8gf(o -> {});
  }

  /**
   * Makes RegNetX with 8 billion operations with keyword arguments: Python's {@code
   * models.regnet_x_8gf(…)}.
   */
  public static RegNet regnetX8gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetX8GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(23, 80, 49.56, 2.88, 120, 0), o));
  }

  /**
   * Makes RegNetY with 128 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_128gf()}.
   */
  public static RegNet regnetY128gf() {
    return regnetY128gf(o -> {});
  }

  /**
   * Makes RegNetY with 128 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_128gf(…)}.
   */
  public static RegNet regnetY128gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY128GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(27, 456, 160.83, 2.52, 264, 0.25), o));
  }

  /**
   * Makes RegNetY with 16 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_16gf()}.
   */
  public static RegNet regnetY16gf() {
    return regnetY16gf(o -> {});
  }

  /**
   * Makes RegNetY with 16 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_16gf(…)}.
   */
  public static RegNet regnetY16gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY16GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(18, 200, 106.23, 2.48, 112, 0.25), o));
  }

  /**
   * Makes RegNetY with 1.6 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_1_6gf()}.
   */
  public static RegNet regnetY1_6gf() {
    return regnetY1_6gf(o -> {});
  }

  /**
   * Makes RegNetY with 1.6 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_1_6gf(…)}.
   */
  public static RegNet regnetY1_6gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY1_6GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(27, 48, 20.71, 2.65, 24, 0.25), o));
  }

  /**
   * Makes RegNetY with 32 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_32gf()}.
   */
  public static RegNet regnetY32gf() {
    return regnetY32gf(o -> {});
  }

  /**
   * Makes RegNetY with 32 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_32gf(…)}.
   */
  public static RegNet regnetY32gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY32GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(20, 232, 115.89, 2.53, 232, 0.25), o));
  }

  /**
   * Makes RegNetY with 3.2 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_3_2gf()}.
   */
  public static RegNet regnetY3_2gf() {
    return regnetY3_2gf(o -> {});
  }

  /**
   * Makes RegNetY with 3.2 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_3_2gf(…)}.
   */
  public static RegNet regnetY3_2gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY3_2GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(21, 80, 42.63, 2.66, 24, 0.25), o));
  }

  /**
   * Makes RegNetY with 400 million operations, for 1000 classes: Python's {@code
   * models.regnet_y_400mf()}.
   */
  public static RegNet regnetY400mf() {
    return regnetY400mf(o -> {});
  }

  /**
   * Makes RegNetY with 400 million operations with keyword arguments: Python's {@code
   * models.regnet_y_400mf(…)}.
   */
  public static RegNet regnetY400mf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY400MFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(16, 48, 27.89, 2.09, 8, 0.25), o));
  }

  /**
   * Makes RegNetY with 800 million operations, for 1000 classes: Python's {@code
   * models.regnet_y_800mf()}.
   */
  public static RegNet regnetY800mf() {
    return regnetY800mf(o -> {});
  }

  /**
   * Makes RegNetY with 800 million operations with keyword arguments: Python's {@code
   * models.regnet_y_800mf(…)}.
   */
  public static RegNet regnetY800mf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY800MFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(14, 56, 38.84, 2.4, 16, 0.25), o));
  }

  /**
   * Makes RegNetY with 8 billion operations, for 1000 classes: Python's {@code
   * models.regnet_y_8gf()}.
   */
  public static RegNet regnetY8gf() {
    return regnetY8gf(o -> {});
  }

  /**
   * Makes RegNetY with 8 billion operations with keyword arguments: Python's {@code
   * models.regnet_y_8gf(…)}.
   */
  public static RegNet regnetY8gf(Consumer<RegNet.Options> options) {
    return Pretrained.make(
        RegNetY8GFWeights.class,
        options,
        o -> new RegNet(new RegNet.Line(17, 192, 76.82, 2.19, 56, 0.25), o));
  }
}
