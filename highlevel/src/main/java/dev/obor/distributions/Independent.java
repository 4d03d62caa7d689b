package dev.obor.distributions;

import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A distribution whose last dimensions of the batch are taken as part of one draw: Python's {@code
 * torch.distributions.Independent}.
 *
 * <p>{@code logProb} and {@code entropy} sum over these dimensions; samples stay as they are.
 *
 * <p>Support: that of the base, over more dimensions.
 *
 * <pre>{@code
 * // a diagonal normal distribution over vectors
 * Distribution d = new Independent(new Normal(Torch.zeros(3), Torch.ones(3)), 1);
 * d.eventShape();  // torch.Size([3])
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Independent extends Distribution {
  private final Distribution base;
  private final int reinterpretedBatchNdims;

  /**
   * Wraps a distribution.
   *
   * @param reinterpretedBatchNdims how many of the last dimensions of its batch belong to one draw
   */
  public Independent(Distribution baseDistribution, int reinterpretedBatchNdims) {
    this(baseDistribution, reinterpretedBatchNdims, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Independent(
      Distribution baseDistribution,
      int reinterpretedBatchNdims,
      Consumer<? super DistributionOptions> options) {
    this(
        checked(baseDistribution, reinterpretedBatchNdims),
        reinterpretedBatchNdims,
        DistributionOptions.of(options).validates());
  }

  private Independent(
      Distribution base, int reinterpretedBatchNdims, @Nullable Boolean validateArgs) {
    super(
        Sizes.butLast(base.batchShape(), reinterpretedBatchNdims),
        Sizes.concat(Sizes.last(base.batchShape(), reinterpretedBatchNdims), base.eventShape()),
        validateArgs);
    this.base = base;
    this.reinterpretedBatchNdims = reinterpretedBatchNdims;
  }

  private static Distribution checked(Distribution base, int dims) {
    if (dims > base.batchShape().size()) {
      throw new ValueException(
          "Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), actual "
              + dims
              + " vs "
              + base.batchShape().size());
    }
    if (dims < 0) {
      throw new ValueException("expected reinterpreted_batch_ndims from 0, but got " + dims);
    }
    return base;
  }

  /** The wrapped distribution: Python's {@code base_dist}. */
  public Distribution baseDist() {
    return base;
  }

  /** How many dimensions were taken: Python's {@code reinterpreted_batch_ndims}. */
  public int reinterpretedBatchNdims() {
    return reinterpretedBatchNdims;
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return Map.of();
  }

  @Override
  public Constraint support() {
    Constraint support = base.support();
    return reinterpretedBatchNdims == 0
        ? support
        : Constraints.independent(support, reinterpretedBatchNdims);
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of();
  }

  @Override
  public boolean hasRsample() {
    return base.hasRsample();
  }

  @Override
  public boolean hasEnumerateSupport() {
    return reinterpretedBatchNdims == 0 && base.hasEnumerateSupport();
  }

  @Override
  public Independent expand(Size batchShape) {
    Size wide = Sizes.concat(batchShape, Sizes.first(eventShape(), reinterpretedBatchNdims));
    return new Independent(base.expand(wide), reinterpretedBatchNdims, validates());
  }

  @Override
  protected Tensor computeMean() {
    return base.mean();
  }

  @Override
  protected Tensor computeMode() {
    return base.mode();
  }

  @Override
  protected Tensor computeVariance() {
    return base.variance();
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    return base.sample(sampleShape);
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return base.rsample(sampleShape);
  }

  @Override
  protected Tensor computeEntropy() {
    return Formulas.sumRightmost(base.entropy(), reinterpretedBatchNdims);
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    return Formulas.sumRightmost(base.logProb(value), reinterpretedBatchNdims);
  }

  @Override
  protected Tensor computeEnumerateSupport(boolean expand) {
    if (reinterpretedBatchNdims > 0) {
      throw new NotImplementedException("Enumeration over cartesian product is not implemented");
    }
    return base.enumerateSupport(expand);
  }

  @Override
  public String toString() {
    return "Independent(" + base + ", " + reinterpretedBatchNdims + ")";
  }
}
