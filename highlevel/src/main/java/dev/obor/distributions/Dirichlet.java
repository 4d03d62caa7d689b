package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.autograd.Function;
import dev.obor.autograd.FunctionCtx;
import dev.obor.autograd.OnceDifferentiable;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Dirichlet distribution over probabilities: Python's {@code torch.distributions.Dirichlet}.
 *
 * <p>{@code p(x) = Γ(Σ c_i) / Π Γ(c_i) · Π x_i^(c_i - 1)}, with concentrations {@code c_i > 0}
 * along the last dimension.
 *
 * <p>Support: vectors of numbers from 0 whose sum is 1.
 *
 * <pre>{@code
 * Dirichlet d = new Dirichlet(Torch.tensor(new double[] {0.5, 0.5}));
 * d.sample();  // tensor([0.1046, 0.8954])
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class Dirichlet extends ExponentialFamily {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration", Constraints.independent(Constraints.POSITIVE, 1));

  private final Tensor concentration;

  /** A draw, with the gradient that follows from the distribution of its parts. */
  private static final class Draw extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      Tensor x = Aten._sample_dirichlet(inputs[0], null);
      ctx.saveForBackward(x, inputs[0]);
      return x;
    }

    @Override
    @OnceDifferentiable
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      Tensor x = ctx.savedTensors()[0];
      Tensor concentration = ctx.savedTensors()[1];
      Tensor total = concentration.sum(-1, true).expand(concentration.size());
      Tensor gradient = Aten._dirichlet_grad(x, concentration, total);
      Tensor output = gradOutputs[0];
      return new Tensor[] {gradient.mul(output.sub(x.mul(output).sum(-1, true)))};
    }
  }

  /** Makes the distribution of concentrations of shape {@code batchShape + (n)}. */
  public Dirichlet(Tensor concentration) {
    this(concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public Dirichlet(Tensor concentration, Consumer<? super DistributionOptions> options) {
    this(concentration, DistributionOptions.of(options));
  }

  Dirichlet(Tensor concentration, DistributionOptions options) {
    this(vectors(concentration), options.validates());
    checkParameters();
  }

  private Dirichlet(Tensor concentration, @Nullable Boolean validateArgs) {
    super(
        Sizes.butLast(concentration.size(), 1), Sizes.last(concentration.size(), 1), validateArgs);
    this.concentration = concentration;
  }

  private static Tensor vectors(Tensor concentration) {
    if (concentration.dim() < 1) {
      throw new ValueException("`concentration` parameter must be at least one-dimensional.");
    }
    return concentration;
  }

  /** The concentrations: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> concentration);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.SIMPLEX;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("concentration", concentration);
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public Dirichlet expand(Size batchShape) {
    return new Dirichlet(concentration.expand(Sizes.concat(batchShape, eventShape())), validates());
  }

  @Override
  protected Tensor computeRsample(Size sampleShape) {
    return new Draw().apply(concentration.expand(extendedShape(sampleShape)));
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    return concentration
        .sub(1)
        .xlogy(value)
        .sum(-1)
        .add(concentration.sum(-1).lgamma())
        .sub(concentration.lgamma().sum(-1));
  }

  @Override
  protected Tensor computeMean() {
    return concentration.div(concentration.sum(-1, true));
  }

  @Override
  protected Tensor computeMode() {
    Tensor less = concentration.sub(1).clamp(0);
    Tensor mode = less.div(less.sum(-1, true));
    Tensor corners = concentration.lt(1).all(-1).unsqueeze(-1);
    Tensor corner = Aten.one_hot(mode.argmax(-1), less.size(-1)).to(mode);
    return Torch.where(corners, corner, mode);
  }

  @Override
  protected Tensor computeVariance() {
    Tensor total = concentration.sum(-1, true);
    return concentration.mul(total.sub(concentration)).div(total.pow(2).mul(total.add(1)));
  }

  @Override
  protected Tensor computeEntropy() {
    Tensor total = concentration.sum(-1);
    return concentration
        .lgamma()
        .sum(-1)
        .sub(total.lgamma())
        .sub(Formulas.minus((double) concentration.size(-1), total).mul(total.digamma()))
        .sub(concentration.sub(1).mul(concentration.digamma()).sum(-1));
  }

  @Override
  protected Tensor[] naturalParams() {
    return new Tensor[] {Aten.alias(concentration)};
  }

  @Override
  protected Tensor logNormalizer(Tensor... parameters) {
    return parameters[0].lgamma().sum(-1).sub(parameters[0].sum(-1).lgamma());
  }
}
