package dev.obor.vision.models;

import dev.obor.NotImplementedException;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of the functions of {@link Segmentation}.
 *
 * <p>Without trained weights for the whole network, the backbone begins with trained ones, which
 * are fetched; {@code weightsBackbone(null)} makes initial ones instead, as in Python.
 */
public final class SegmentationOptions extends ModelOptions<SegmentationOptions> {
  private final Class<? extends WeightsEnum> backboneType;
  private final boolean mayHaveAux;
  private @Nullable WeightsEnum weightsBackbone;
  private @Nullable Boolean auxLoss;

  SegmentationOptions(WeightsEnum weightsBackbone, boolean mayHaveAux) {
    super(21);
    this.backboneType = weightsBackbone.getClass();
    this.weightsBackbone = weightsBackbone;
    this.mayHaveAux = mayHaveAux;
  }

  @Override
  protected SegmentationOptions self() {
    return this;
  }

  /** Sets trained weights of the backbone, or null for initial ones. */
  public SegmentationOptions weightsBackbone(@Nullable WeightsEnum value) {
    this.weightsBackbone = WeightsTable.verify(backboneType, value);
    return this;
  }

  /**
   * Sets whether features from the middle have a head of their own, which helps training; default
   * false, and true with trained weights.
   */
  public SegmentationOptions auxLoss(boolean value) {
    if (value && !mayHaveAux) {
      throw new NotImplementedException("This model does not use auxiliary loss");
    }
    this.auxLoss = value;
    return this;
  }

  @Nullable WeightsEnum backbone() {
    return weightsBackbone;
  }

  boolean hasAux() {
    return auxLoss != null && auxLoss;
  }

  @Override
  protected void fit(WeightsEnum weights) {
    super.fit(weights);
    weightsBackbone = null;
    if (mayHaveAux) {
      auxLoss = agreed("aux_loss", auxLoss, true);
    }
  }
}
