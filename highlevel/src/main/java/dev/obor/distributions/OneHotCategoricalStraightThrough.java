package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * The one-hot categorical distribution with gradients that pass straight through: Python's {@code
 * torch.distributions.OneHotCategoricalStraightThrough}.
 *
 * <p>Samples are those of {@link OneHotCategorical}; {@code rsample} adds {@code p - detach(p)},
 * which is zero but for its gradient.
 *
 * <p>Support: vectors of zeros with a single 1.
 *
 * <pre>{@code
 * Tensor x = new OneHotCategoricalStraightThrough(o -> o.logits(scores)).rsample();
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class OneHotCategoricalStraightThrough extends OneHotCategorical {
  /** Makes the distribution of probabilities of shape {@code batchShape + (n)}. */
  public OneHotCategoricalStraightThrough(Tensor probs) {
    super(probs);
  }

  /** Makes it with keyword arguments: {@code o -> o.logits(x).validateArgs(false)}. */
  public OneHotCategoricalStraightThrough(Consumer<? super ProbabilityOptions> options) {
    super(options);
  }

  private OneHotCategoricalStraightThrough(Categorical categorical, boolean validateArgs) {
    super(categorical, validateArgs);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public OneHotCategoricalStraightThrough expand(Size batchShape) {
    return new OneHotCategoricalStraightThrough(categorical().expand(batchShape), validates());
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    Tensor samples = sample(sampleShape);
    Tensor probs = categorical().probs();
    return samples.add(probs.sub(probs.detach()));
  }
}
