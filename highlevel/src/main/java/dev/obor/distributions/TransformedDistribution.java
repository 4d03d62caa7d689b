package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a random variable that transforms are applied to: Python's {@code
 * torch.distributions.TransformedDistribution}.
 *
 * <p>For {@code y = f(x)}, {@code log p(y) = log p(x) - log |dy/dx|}.
 *
 * <p>Support: the codomain of the last transform.
 *
 * <pre>{@code
 * // a logistic distribution
 * Distribution d =
 *     new TransformedDistribution(
 *         new Uniform(0, 1), List.of(new SigmoidTransform().inv(), new AffineTransform(a, b)));
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class TransformedDistribution extends Distribution {
  private final Distribution base;
  private final List<Transform> transforms;

  /** Applies one transform. */
  public TransformedDistribution(Distribution baseDistribution, Transform transform) {
    this(baseDistribution, List.of(transform));
  }

  /** Applies transforms one after the other. */
  public TransformedDistribution(
      Distribution baseDistribution, List<? extends Transform> transforms) {
    this(baseDistribution, transforms, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public TransformedDistribution(
      Distribution baseDistribution,
      List<? extends Transform> transforms,
      Consumer<? super DistributionOptions> options) {
    this(baseDistribution, transforms, DistributionOptions.of(options).validates());
  }

  /** For subclasses; see {@link Distribution#Distribution}. */
  protected TransformedDistribution(
      Distribution baseDistribution,
      List<? extends Transform> transforms,
      @Nullable Boolean validateArgs) {
    this(Plan.of(baseDistribution, List.copyOf(transforms)), validateArgs);
  }

  private TransformedDistribution(Plan plan, @Nullable Boolean validateArgs) {
    this(plan.base(), plan.transforms(), plan.batchShape(), plan.eventShape(), validateArgs);
  }

  /** For what {@link #expand} returns: the base has its shape already. */
  TransformedDistribution(
      Distribution base,
      List<Transform> transforms,
      Size batchShape,
      Size eventShape,
      @Nullable Boolean validateArgs) {
    super(batchShape, eventShape, validateArgs);
    this.base = base;
    this.transforms = transforms;
  }

  /** The base in the shape that the transforms need, and the shapes that follow. */
  private record Plan(
      Distribution base, List<Transform> transforms, Size batchShape, Size eventShape) {
    static Plan of(Distribution given, List<Transform> transforms) {
      Size baseShape = Sizes.concat(given.batchShape(), given.eventShape());
      int baseDims = given.eventShape().size();
      Transform all = new ComposeTransform(transforms);
      int domain = all.domain().eventDim();
      if (baseShape.size() < domain) {
        throw new ValueException(
            "base_distribution needs to have shape with size at least "
                + domain
                + ", but got "
                + baseShape
                + ".");
      }
      Size forward = all.forwardShape(baseShape);
      Size expanded = all.inverseShape(forward);
      Distribution base =
          baseShape.equals(expanded) ? given : given.expand(Sizes.butLast(expanded, baseDims));
      if (domain > baseDims) {
        base = new Independent(base, domain - baseDims);
      }
      int codomain = all.codomain().eventDim();
      int dims = Math.max(codomain, baseDims + codomain - domain);
      return new Plan(base, transforms, Sizes.butLast(forward, dims), Sizes.last(forward, dims));
    }
  }

  /** The distribution before the transforms: Python's {@code base_dist}. */
  public final Distribution baseDist() {
    return base;
  }

  /** The transforms in the order in which they are applied: Python's {@code transforms}. */
  public final List<Transform> transforms() {
    return transforms;
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return Map.of();
  }

  @Override
  public Constraint support() {
    if (transforms.isEmpty()) {
      return base.support();
    }
    Constraint support = transforms.get(transforms.size() - 1).codomain();
    int more = eventShape().size() - support.eventDim();
    return more > 0 ? Constraints.independent(support, more) : support;
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
  public TransformedDistribution expand(Size batchShape) {
    return new TransformedDistribution(
        expandedBase(batchShape), transforms, batchShape, eventShape(), validates());
  }

  /** The base as {@link #expand} needs it. */
  final Distribution expandedBase(Size batchShape) {
    Size shape = Sizes.concat(batchShape, eventShape());
    for (int i = transforms.size() - 1; i >= 0; i--) {
      shape = transforms.get(i).inverseShape(shape);
    }
    return base.expand(Sizes.butLast(shape, base.eventShape().size()));
  }

  private Tensor transformed(Tensor x) {
    Tensor y = x;
    for (Transform transform : transforms) {
      y = transform.apply(y);
    }
    return y;
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    return transformed(base.sample(sampleShape));
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return transformed(base.rsample(sampleShape));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    int dims = eventShape().size();
    Tensor sum = null;
    Tensor y = value;
    for (int i = transforms.size() - 1; i >= 0; i--) {
      Transform transform = transforms.get(i);
      Tensor x = transform.invert(y);
      dims += transform.domain().eventDim() - transform.codomain().eventDim();
      Tensor term =
          Formulas.sumRightmost(
              transform.computeLogAbsDetJacobian(x, y), dims - transform.domain().eventDim());
      sum = sum == null ? term.neg() : sum.sub(term);
      y = x;
    }
    Tensor density = Formulas.sumRightmost(base.logProb(y), dims - base.eventShape().size());
    return sum == null ? density : sum.add(density);
  }

  @Override
  protected Tensor computeIcdf(Tensor value) {
    return transformed(base.icdf(monotonized(value)));
  }

  @Override
  protected Tensor computeCdf(Tensor value) {
    Tensor x = value;
    for (int i = transforms.size() - 1; i >= 0; i--) {
      x = transforms.get(i).invert(x);
    }
    if (validates()) {
      base.validateSample(x);
    }
    return monotonized(base.cdf(x));
  }

  /** Turns probabilities round where the transforms decrease. */
  private Tensor monotonized(Tensor value) {
    Operand sign = new ComposeTransform(transforms).signOperand();
    return sign.isNumber() && sign.value() == 1 ? value : sign.times(value.sub(0.5)).add(0.5);
  }
}
