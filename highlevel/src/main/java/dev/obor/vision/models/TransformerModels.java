package dev.obor.vision.models;

import java.util.function.Consumer;

/** The functions of {@link Models} that make transformers. */
public abstract sealed class TransformerModels extends EfficientModels permits Models {
  TransformerModels() {}

  /** Makes the tiny MaxViT, for 1000 classes: Python's {@code models.maxvit_t()}. */
  public static MaxVit maxvitT() {
    return maxvitT(o -> {});
  }

  /** Makes the tiny MaxViT with keyword arguments: Python's {@code models.maxvit_t(…)}. */
  public static MaxVit maxvitT(Consumer<MaxVit.Options> options) {
    return Pretrained.make(
        MaxVitTWeights.class,
        options,
        o -> new MaxVit(64, new long[] {64, 128, 256, 512}, new int[] {2, 2, 5, 2}, 32, 7, o));
  }

  /** Makes the base Swin transformer, for 1000 classes: Python's {@code models.swin_b()}. */
  public static SwinTransformer swinB() {
    return swinB(o -> {});
  }

  /** Makes the base Swin transformer with keyword arguments: Python's {@code models.swin_b(…)}. */
  public static SwinTransformer swinB(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinBWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.first(128, 18, 4, 0.5), o));
  }

  /** Makes the small Swin transformer, for 1000 classes: Python's {@code models.swin_s()}. */
  public static SwinTransformer swinS() {
    return swinS(o -> {});
  }

  /** Makes the small Swin transformer with keyword arguments: Python's {@code models.swin_s(…)}. */
  public static SwinTransformer swinS(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinSWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.first(96, 18, 3, 0.3), o));
  }

  /** Makes the tiny Swin transformer, for 1000 classes: Python's {@code models.swin_t()}. */
  public static SwinTransformer swinT() {
    return swinT(o -> {});
  }

  /** Makes the tiny Swin transformer with keyword arguments: Python's {@code models.swin_t(…)}. */
  public static SwinTransformer swinT(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinTWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.first(96, 6, 3, 0.2), o));
  }

  /** Makes the base Swin transformer V2, for 1000 classes: Python's {@code models.swin_v2_b()}. */
  public static SwinTransformer swinV2B() {
    return swinV2B(o -> {});
  }

  /**
   * Makes the base Swin transformer V2 with keyword arguments: Python's {@code
   * models.swin_v2_b(…)}.
   */
  public static SwinTransformer swinV2B(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinV2BWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.second(128, 18, 4, 0.5), o));
  }

  /** Makes the small Swin transformer V2, for 1000 classes: Python's {@code models.swin_v2_s()}. */
  public static SwinTransformer swinV2S() {
    return swinV2S(o -> {});
  }

  /**
   * Makes the small Swin transformer V2 with keyword arguments: Python's {@code
   * models.swin_v2_s(…)}.
   */
  public static SwinTransformer swinV2S(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinV2SWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.second(96, 18, 3, 0.3), o));
  }

  /** Makes the tiny Swin transformer V2, for 1000 classes: Python's {@code models.swin_v2_t()}. */
  public static SwinTransformer swinV2T() {
    return swinV2T(o -> {});
  }

  /**
   * Makes the tiny Swin transformer V2 with keyword arguments: Python's {@code
   * models.swin_v2_t(…)}.
   */
  public static SwinTransformer swinV2T(Consumer<SwinTransformer.Options> options) {
    return Pretrained.make(
        SwinV2TWeights.class,
        options,
        o -> new SwinTransformer(SwinTransformer.Sizes.second(96, 6, 3, 0.2), o));
  }

  /**
   * Makes the base vision transformer over patches of 16 by 16, for 1000 classes: Python's {@code
   * models.vit_b_16()}.
   */
  public static VisionTransformer vitB16() {
    return vitB16(o -> {});
  }

  /**
   * Makes the base vision transformer over patches of 16 by 16 with keyword arguments: Python's
   * {@code models.vit_b_16(…)}.
   */
  public static VisionTransformer vitB16(Consumer<VisionTransformer.Options> options) {
    return Pretrained.make(
        ViTB16Weights.class, options, o -> new VisionTransformer(16, 12, 12, 768, 3072, o));
  }

  /**
   * Makes the base vision transformer over patches of 32 by 32, for 1000 classes: Python's {@code
   * models.vit_b_32()}.
   */
  public static VisionTransformer vitB32() {
    return vitB32(o -> {});
  }

  /**
   * Makes the base vision transformer over patches of 32 by 32 with keyword arguments: Python's
   * {@code models.vit_b_32(…)}.
   */
  public static VisionTransformer vitB32(Consumer<VisionTransformer.Options> options) {
    return Pretrained.make(
        ViTB32Weights.class, options, o -> new VisionTransformer(32, 12, 12, 768, 3072, o));
  }

  /**
   * Makes the huge vision transformer over patches of 14 by 14, for 1000 classes: Python's {@code
   * models.vit_h_14()}.
   */
  public static VisionTransformer vitH14() {
    return vitH14(o -> {});
  }

  /**
   * Makes the huge vision transformer over patches of 14 by 14 with keyword arguments: Python's
   * {@code models.vit_h_14(…)}.
   */
  public static VisionTransformer vitH14(Consumer<VisionTransformer.Options> options) {
    return Pretrained.make(
        ViTH14Weights.class, options, o -> new VisionTransformer(14, 32, 16, 1280, 5120, o));
  }

  /**
   * Makes the large vision transformer over patches of 16 by 16, for 1000 classes: Python's {@code
   * models.vit_l_16()}.
   */
  public static VisionTransformer vitL16() {
    return vitL16(o -> {});
  }

  /**
   * Makes the large vision transformer over patches of 16 by 16 with keyword arguments: Python's
   * {@code models.vit_l_16(…)}.
   */
  public static VisionTransformer vitL16(Consumer<VisionTransformer.Options> options) {
    return Pretrained.make(
        ViTL16Weights.class, options, o -> new VisionTransformer(16, 24, 16, 1024, 4096, o));
  }

  /**
   * Makes the large vision transformer over patches of 32 by 32, for 1000 classes: Python's {@code
   * models.vit_l_32()}.
   */
  public static VisionTransformer vitL32() {
    return vitL32(o -> {});
  }

  /**
   * Makes the large vision transformer over patches of 32 by 32 with keyword arguments: Python's
   * {@code models.vit_l_32(…)}.
   */
  public static VisionTransformer vitL32(Consumer<VisionTransformer.Options> options) {
    return Pretrained.make(
        ViTL32Weights.class, options, o -> new VisionTransformer(32, 24, 16, 1024, 4096, o));
  }
}
