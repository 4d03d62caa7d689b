package dev.obor.vision.transforms;

/** Keyword arguments of {@link ImageClassification} and {@link SemanticSegmentation}. */
public final class PresetOptions {
  int resizeSize;
  double[] mean = {0.485, 0.456, 0.406};
  double[] std = {0.229, 0.224, 0.225};
  InterpolationMode interpolation = InterpolationMode.BILINEAR;
  boolean antialias = true;

  PresetOptions(int resizeSize) {
    this.resizeSize = resizeSize;
  }

  /** Sets what the smaller edge of images becomes. */
  public PresetOptions resizeSize(int value) {
    this.resizeSize = value;
    return this;
  }

  /** Sets what is subtracted from each channel; default the mean of ImageNet. */
  public PresetOptions mean(double... value) {
    this.mean = value.clone();
    return this;
  }

  /** Sets what each channel is divided by; default the standard deviation of ImageNet. */
  public PresetOptions std(double... value) {
    this.std = value.clone();
    return this;
  }

  /** Sets how pixels between pixels are made; default bilinear. */
  public PresetOptions interpolation(InterpolationMode value) {
    this.interpolation = value;
    return this;
  }

  /** Sets whether tensors are smoothed where they shrink; default true. Images always are. */
  public PresetOptions antialias(boolean value) {
    this.antialias = value;
    return this;
  }
}
