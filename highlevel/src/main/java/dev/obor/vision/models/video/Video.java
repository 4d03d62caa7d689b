package dev.obor.vision.models.video;

import java.util.function.Consumer;

/**
 * Makes networks for films: the functions of Python's {@code torchvision.models.video}.
 *
 * <pre>{@code
 * VideoResNet model = Video.r3d18(o -> o.weights(R3D18Weights.DEFAULT));
 * Tensor scores = model.eval().call(R3D18Weights.DEFAULT.transforms().apply(frames).unsqueeze(0));
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class Video {
  private Video() {}

  /**
   * Makes a ResNet with 18 layers of convolutions over time and space, for 400 classes: Python's
   * {@code video.r3d_18()}.
   */
  public static VideoResNet r3d18() {
    return r3d18(o -> {});
  }

  /**
   * Makes a ResNet with 18 layers of convolutions over time and space with keyword arguments:
   * Python's {@code video.r3d_18(…)}.
   */
  public static VideoResNet r3d18(Consumer<VideoResNet.Options> options) {
    return VideoOptions.pretrained(R3D18Weights.class, options, o -> VideoResNet.r3d(o));
  }

  /**
   * Makes a ResNet with 18 layers, of which only the first look over time, for 400 classes:
   * Python's {@code video.mc3_18()}.
   */
  public static VideoResNet mc3_18() {
    return mc3_18(o -> {});
  }

  /**
   * Makes a ResNet with 18 layers, of which only the first look over time with keyword arguments:
   * Python's {@code video.mc3_18(…)}.
   */
  public static VideoResNet mc3_18(Consumer<VideoResNet.Options> options) {
    return VideoOptions.pretrained(MC3_18Weights.class, options, o -> VideoResNet.mc3(o));
  }

  /**
   * Makes a ResNet with 18 layers of convolutions over space and then over time, for 400 classes:
   * Python's {@code video.r2plus1d_18()}.
   */
  public static VideoResNet r2plus1d18() {
    return r2plus1d18(o -> {});
  }

  /**
   * Makes a ResNet with 18 layers of convolutions over space and then over time with keyword
   * arguments: Python's {@code video.r2plus1d_18(…)}.
   */
  public static VideoResNet r2plus1d18(Consumer<VideoResNet.Options> options) {
    return VideoOptions.pretrained(R2Plus1D18Weights.class, options, o -> VideoResNet.r2plus1d(o));
  }

  /**
   * Makes an Inception network with convolutions over space and then over time, for 400 classes:
   * Python's {@code video.s3d()}.
   */
  public static S3D s3d() {
    return s3d(o -> {});
  }

  /**
   * Makes an Inception network with convolutions over space and then over time with keyword
   * arguments: Python's {@code video.s3d(…)}.
   */
  public static S3D s3d(Consumer<S3D.Options> options) {
    return VideoOptions.pretrained(S3DWeights.class, options, o -> new S3D(o));
  }

  /** Makes the base MViT, for 400 classes: Python's {@code video.mvit_v1_b()}. */
  public static MViT mvitV1B() {
    return mvitV1B(o -> {});
  }

  /** Makes the base MViT with keyword arguments: Python's {@code video.mvit_v1_b(…)}. */
  public static MViT mvitV1B(Consumer<MViT.Options> options) {
    return VideoOptions.pretrained(MViTV1BWeights.class, options, o -> MViTSettings.v1b(o));
  }

  /**
   * Makes the small MViT of the second version, for 400 classes: Python's {@code
   * video.mvit_v2_s()}.
   */
  public static MViT mvitV2S() {
    return mvitV2S(o -> {});
  }

  /**
   * Makes the small MViT of the second version with keyword arguments: Python's {@code
   * video.mvit_v2_s(…)}.
   */
  public static MViT mvitV2S(Consumer<MViT.Options> options) {
    return VideoOptions.pretrained(MViTV2SWeights.class, options, o -> MViTSettings.v2s(o));
  }

  /** Makes the base Swin transformer, for 400 classes: Python's {@code video.swin3d_b()}. */
  public static SwinTransformer3d swin3dB() {
    return swin3dB(o -> {});
  }

  /** Makes the base Swin transformer with keyword arguments: Python's {@code video.swin3d_b(…)}. */
  public static SwinTransformer3d swin3dB(Consumer<SwinTransformer3d.Options> options) {
    return VideoOptions.pretrained(
        Swin3DBWeights.class,
        options,
        o -> new SwinTransformer3d(SwinTransformer3d.Sizes.of(128, 18, 4), o));
  }

  /** Makes the small Swin transformer, for 400 classes: Python's {@code video.swin3d_s()}. */
  public static SwinTransformer3d swin3dS() {
    return swin3dS(o -> {});
  }

  /**
   * Makes the small Swin transformer with keyword arguments: Python's {@code video.swin3d_s(…)}.
   */
  public static SwinTransformer3d swin3dS(Consumer<SwinTransformer3d.Options> options) {
    return VideoOptions.pretrained(
        Swin3DSWeights.class,
        options,
        o -> new SwinTransformer3d(SwinTransformer3d.Sizes.of(96, 18, 3), o));
  }

  /** Makes the tiny Swin transformer, for 400 classes: Python's {@code video.swin3d_t()}. */
  public static SwinTransformer3d swin3dT() {
    return swin3dT(o -> {});
  }

  /** Makes the tiny Swin transformer with keyword arguments: Python's {@code video.swin3d_t(…)}. */
  public static SwinTransformer3d swin3dT(Consumer<SwinTransformer3d.Options> options) {
    return VideoOptions.pretrained(
        Swin3DTWeights.class,
        options,
        o -> new SwinTransformer3d(SwinTransformer3d.Sizes.of(96, 6, 3), o));
  }
}
