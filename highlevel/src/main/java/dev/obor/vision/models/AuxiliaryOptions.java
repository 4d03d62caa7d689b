package dev.obor.vision.models;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of the Inception networks, which guess the classes in their middle too.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class AuxiliaryOptions<O extends AuxiliaryOptions<O>> extends DropoutOptions<O> {
  @Nullable Boolean auxLogits;
  @Nullable Boolean transformInput;
  @Nullable Boolean initWeights;

  AuxiliaryOptions(double dropout) {
    super(dropout);
  }

  /** Sets whether the network has heads in its middle that help training; default true. */
  public O auxLogits(boolean value) {
    this.auxLogits = value;
    return self();
  }

  /**
   * Sets whether pictures that were normalised for ImageNet are brought to the range from -1 to 1;
   * default false, and true with trained weights.
   */
  public O transformInput(boolean value) {
    this.transformInput = value;
    return self();
  }

  /**
   * Sets whether weights are drawn from truncated normal distributions; default true. Otherwise
   * they are those that each layer begins with.
   */
  public O initWeights(boolean value) {
    this.initWeights = value;
    return self();
  }

  boolean wantsAuxLogits() {
    return auxLogits == null || auxLogits;
  }

  boolean wantsTransformInput() {
    return transformInput != null && transformInput;
  }

  boolean wantsInitWeights() {
    return initWeights == null || initWeights;
  }

  /** Trained weights are those of all heads, for pictures of this range. */
  @Override
  protected void fit(WeightsEnum weights) {
    super.fit(weights);
    if (transformInput == null) {
      transformInput = true;
    }
    auxLogits = agreed("aux_logits", auxLogits, true);
    initWeights = agreed("init_weights", initWeights, false);
  }
}
