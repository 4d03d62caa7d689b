package dev.obor.amp;

/** Keyword arguments of {@link GradScaler}. */
public final class GradScalerOptions {
  double initScale = 65536.0;
  double growthFactor = 2.0;
  double backoffFactor = 0.5;
  int growthInterval = 2000;
  boolean enabled = true;

  GradScalerOptions() {}

  /** Sets the first scale; default 65536. */
  public GradScalerOptions initScale(double value) {
    initScale = value;
    return this;
  }

  /** Sets by what the scale grows after enough good steps, more than 1; default 2. */
  public GradScalerOptions growthFactor(double value) {
    growthFactor = value;
    return this;
  }

  /** Sets by what the scale shrinks after infinite gradients, below 1; default 0.5. */
  public GradScalerOptions backoffFactor(double value) {
    backoffFactor = value;
    return this;
  }

  /** Sets how many good steps in a row are enough; default 2000. */
  public GradScalerOptions growthInterval(int value) {
    growthInterval = value;
    return this;
  }

  /** Sets whether anything is scaled at all; default true. */
  public GradScalerOptions enabled(boolean value) {
    enabled = value;
    return this;
  }
}
