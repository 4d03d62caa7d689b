package dev.obor.distributions;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The LKJ distribution over the Cholesky factors of correlation matrices: Python's {@code
 * torch.distributions.LKJCholesky}.
 *
 * <p>The density of a correlation matrix M is proportional to {@code det(M)^(η - 1)}, with a
 * concentration {@code η > 0}: the larger, the nearer M is to the unit matrix; 1 makes all equally
 * probable.
 *
 * <p>Support: the factors of correlation matrices of size dim.
 *
 * <pre>{@code
 * LKJCholesky d = new LKJCholesky(3, 0.5);
 * Tensor l = d.sample();  // l @ l.T is a correlation matrix
 * }</pre>
 *
 * <p>Memory and threads: as {@link Distribution} says.
 */
public class LKJCholesky extends Distribution {
  private static final Map<String, Constraint> ARGUMENTS =
      Arguments.of("concentration", Constraints.POSITIVE);

  private final long dim;
  private final Tensor concentration;
  private final Beta beta;

  /** Makes the distribution of concentration 1. */
  public LKJCholesky(long dim) {
    this(dim, 1.0);
  }

  /** Makes one distribution. */
  public LKJCholesky(long dim, double concentration) {
    this(dim, Broadcast.of(concentration), new DistributionOptions());
  }

  /** Makes the distribution with a concentration for each element of the batch. */
  public LKJCholesky(long dim, Tensor concentration) {
    this(dim, concentration, o -> {});
  }

  /** The same with keyword arguments: {@code o -> o.validateArgs(false)}. */
  public LKJCholesky(
      long dim, Tensor concentration, Consumer<? super DistributionOptions> options) {
    this(dim, Broadcast.of(concentration), DistributionOptions.of(options));
  }

  private LKJCholesky(long dim, Broadcast parameters, DistributionOptions options) {
    this(atLeastTwo(dim), parameters.get(0), beta(dim, parameters.get(0)), options.validates());
    checkParameters();
  }

  private LKJCholesky(long dim, Tensor concentration, Beta beta, @Nullable Boolean validateArgs) {
    super(concentration.size(), Size.of(dim, dim), validateArgs);
    this.dim = dim;
    this.concentration = concentration;
    this.beta = beta;
  }

  private static long atLeastTwo(long dim) {
    if (dim < 2) {
      throw new ValueException(
          "Expected dim to be an integer greater than or equal to 2. Found dim=" + dim + ".");
    }
    return dim;
  }

  /** The distribution of the squared lengths that the rows have below the diagonal. */
  private static Beta beta(long dim, Tensor concentration) {
    try (Scope scope = Torch.scope()) {
      Tensor marginal = concentration.add(0.5 * (dim - 2));
      Tensor steps = Draws.range(dim - 1, concentration);
      Tensor offset = Torch.cat(List.of(Draws.full(Size.of(1), 0, concentration), steps));
      Tensor both =
          Torch.stack(
              Torch.broadcastTensors(offset.add(0.5), marginal.unsqueeze(-1).sub(offset.mul(0.5))),
              -1);
      return new Beta(new Dirichlet(scope.keep(both)), null);
    }
  }

  /** The size of the matrices: Python's {@code dim}. */
  public long dim() {
    return dim;
  }

  /** η, of the batch shape: Python's {@code concentration}. */
  public Tensor concentration() {
    return owned(() -> concentration);
  }

  @Override
  public Map<String, Constraint> argConstraints() {
    return ARGUMENTS;
  }

  @Override
  public Constraint support() {
    return Constraints.CORR_CHOLESKY;
  }

  @Override
  protected Map<String, Tensor> parameters() {
    return Map.of("concentration", concentration);
  }

  @Override
  public LKJCholesky expand(Size batchShape) {
    return new LKJCholesky(
        dim,
        concentration.expand(batchShape),
        beta.expand(Sizes.append(batchShape, dim)),
        validates());
  }

  @Override
  protected Tensor computeSample(Size sampleShape) {
    Tensor y = beta.sample(sampleShape).unsqueeze(-1);
    Tensor normal =
        Torch.randn(extendedShape(sampleShape), o -> o.dtype(y.dtype()).device(y.device()))
            .tril(-1);
    Tensor sphere = normal.div(normal.norm(2, -1, true));
    sphere.select(-2, 0).fill_(0.0);
    Tensor w = y.sqrt().mul(sphere);
    Tensor diagonal = Formulas.oneMinus(w.pow(2).sum(-1)).clamp(Formulas.tiny(w)).sqrt();
    return w.add(diagonal.diagEmbed());
  }

  @Override
  protected Tensor computeLogProb(Tensor value) {
    validate(value);
    Tensor diagonal = value.diagonal(0, -1, -2).narrow(-1, 1, dim - 1);
    Tensor order = Torch.arange(2, dim + 1, o -> o.device(concentration.device()));
    Tensor exponents = concentration.sub(1).unsqueeze(-1).mul(2).add((double) dim).sub(order);
    Tensor unnormalized = exponents.mul(diagonal.log()).sum(-1);
    long less = dim - 1;
    Tensor alpha = concentration.add(0.5 * less);
    Tensor denominator = alpha.lgamma().mul(less);
    Tensor numerator = alpha.sub(0.5).mvlgamma(less);
    return unnormalized.sub(numerator.add(0.5 * less * Math.log(Math.PI)).sub(denominator));
  }
}
