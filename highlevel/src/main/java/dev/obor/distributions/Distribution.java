package dev.obor.distributions;

import dev.obor.Aten;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A probability distribution over tensors: Python's {@code torch.distributions.Distribution}.
 *
 * <p>The shape of a sample is {@code sampleShape + batchShape + eventShape}. The batch shape is
 * that of the parameters: there is one distribution for each of their elements, independent of the
 * others. The event shape is that of one draw: () for a number, (n) for a vector.
 *
 * <pre>{@code
 * Normal normal = new Normal(Torch.zeros(3), Torch.ones(3));
 * normal.sample(2).shape();             // torch.Size([2, 3])
 * normal.logProb(Torch.zeros(2, 3));    // of shape (2, 3)
 * }</pre>
 *
 * <p><b>Gradients.</b> {@link #sample} records none. {@link #rsample}, where a distribution has it,
 * is differentiable with respect to the parameters, as are {@link #logProb} and the moments.
 *
 * <p><b>Memory.</b> Every tensor that a method returns is new and belongs to the caller; what is
 * computed on the way is closed. A distribution's own tensors, which are views of its parameters
 * where it can be, belong to the scope in which it was made: it can be used until then. Keep open
 * the tensors that you gave it.
 *
 * <p><b>Threads.</b> A distribution does not change, so any number of threads may use one at a
 * time. Their samples come from the random numbers that all threads share.
 *
 * <p><b>Distributions of your own</b> extend this class: they give their shapes to the constructor,
 * call {@link #checkParameters} at its end, and override the methods that begin with {@code
 * compute}. These may leave temporaries open, which are then closed, and may return a parameter as
 * it is.
 */
public abstract class Distribution {
  private static volatile boolean validatesByDefault = true;

  private final Size batchShape;
  private final Size eventShape;
  private final boolean validates;

  /**
   * For subclasses.
   *
   * @param batchShape the shape that the parameters broadcast to
   * @param eventShape the shape of one draw
   * @param validateArgs whether parameters and values are checked; null as {@link
   *     #setDefaultValidateArgs} says
   */
  protected Distribution(Size batchShape, Size eventShape, @Nullable Boolean validateArgs) {
    this.batchShape = batchShape;
    this.eventShape = eventShape;
    this.validates = validateArgs == null ? validatesByDefault : validateArgs;
  }

  /**
   * Sets whether distributions that are made from now on check their parameters and the values they
   * are asked about: Python's {@code Distribution.set_default_validate_args(value)}. They do at
   * first; the checks cost time, and one on a GPU waits for it.
   */
  public static void setDefaultValidateArgs(boolean value) {
    validatesByDefault = value;
  }

  // ---- what it is

  /** The shape over which the parameters are batched: Python's {@code batch_shape}. */
  public final Size batchShape() {
    return batchShape;
  }

  /** The shape of one draw: Python's {@code event_shape}. */
  public final Size eventShape() {
    return eventShape;
  }

  /** Whether {@link #rsample} works: Python's {@code has_rsample}. */
  public boolean hasRsample() {
    return false;
  }

  /** Whether {@link #enumerateSupport} works: Python's {@code has_enumerate_support}. */
  public boolean hasEnumerateSupport() {
    return false;
  }

  /**
   * What each parameter must satisfy, by Python's name of it: Python's {@code arg_constraints}.
   * Bounds that depend on parameters share the distribution's tensors.
   */
  public abstract Map<String, Constraint> argConstraints();

  /**
   * The values that can be drawn: Python's {@code support}. Bounds that depend on parameters share
   * the distribution's tensors.
   */
  public abstract Constraint support();

  /**
   * The same distribution with parameters that are expanded to another batch shape: Python's {@code
   * expand(batch_shape)}. No memory is copied.
   *
   * @param batchShape a shape that the batch shape broadcasts to
   */
  public abstract Distribution expand(Size batchShape);

  /** The same with sizes instead of a shape: {@code normal.expand(4, 3)}. */
  public final Distribution expand(long... batchShape) {
    return expand(Size.of(batchShape));
  }

  // ---- samples

  /** Draws one sample for each element of the batch: Python's {@code sample()}. */
  public final Tensor sample(long... sampleShape) {
    return sample(Size.of(sampleShape));
  }

  /**
   * Draws samples without gradients: Python's {@code sample(sample_shape)}.
   *
   * @return of shape {@code sampleShape + batchShape + eventShape}
   */
  public final Tensor sample(Size sampleShape) {
    try (ThreadMode mode = Torch.noGrad()) {
      return owned(() -> computeSample(sampleShape));
    }
  }

  /** Draws one differentiable sample for each element of the batch: Python's {@code rsample()}. */
  public final Tensor rsample(long... sampleShape) {
    return rsample(Size.of(sampleShape));
  }

  /**
   * Draws samples through which gradients flow to the parameters: Python's {@code
   * rsample(sample_shape)}.
   *
   * @return of shape {@code sampleShape + batchShape + eventShape}
   * @throws NotImplementedException if {@link #hasRsample} is false
   */
  public final Tensor rsample(Size sampleShape) {
    return owned(() -> computeRsample(sampleShape));
  }

  /** Draws n samples: Python's {@code sample_n(n)}, which {@code sample(n)} has replaced. */
  public final Tensor sampleN(long n) {
    Warnings.warn("FutureWarning", "`sample_n(n)` will be deprecated. Use `sample((n,))` instead.");
    return sample(n);
  }

  // ---- functions of values

  /**
   * The logarithm of the density or probability of values: Python's {@code log_prob(value)}.
   *
   * @param value of a shape that broadcasts with {@code batchShape + eventShape}
   * @return of the broadcast shape less the event's dimensions
   * @throws ValueException if the shape does not fit, or a value is outside of the support
   */
  public final Tensor logProb(Tensor value) {
    return owned(() -> computeLogProb(value));
  }

  /**
   * The probability of values no greater than these: Python's {@code cdf(value)}.
   *
   * @throws NotImplementedException if the distribution has none
   * @throws ValueException if the shape does not fit, or a value is outside of the support
   */
  public final Tensor cdf(Tensor value) {
    return owned(() -> computeCdf(value));
  }

  /**
   * The values of which {@link #cdf} gives these probabilities: Python's {@code icdf(value)}.
   *
   * @throws NotImplementedException if the distribution has none
   */
  public final Tensor icdf(Tensor value) {
    return owned(() -> computeIcdf(value));
  }

  // ---- moments

  /** The mean, of shape {@code batchShape + eventShape}: Python's {@code mean}. */
  public final Tensor mean() {
    return owned(this::computeMean);
  }

  /** The most probable value: Python's {@code mode}. */
  public final Tensor mode() {
    return owned(this::computeMode);
  }

  /** The variance, of shape {@code batchShape + eventShape}: Python's {@code variance}. */
  public final Tensor variance() {
    return owned(this::computeVariance);
  }

  /** The standard deviation: Python's {@code stddev}. */
  public final Tensor stddev() {
    return owned(this::computeStddev);
  }

  /** The entropy in nats, of the batch shape: Python's {@code entropy()}. */
  public final Tensor entropy() {
    return owned(this::computeEntropy);
  }

  /** e to the entropy: Python's {@code perplexity()}. */
  public final Tensor perplexity() {
    return owned(() -> computeEntropy().exp());
  }

  /** All values of the support, for each element of the batch: {@code enumerate_support()}. */
  public final Tensor enumerateSupport() {
    return enumerateSupport(true);
  }

  /**
   * All values of a finite support, along a new first dimension: Python's {@code
   * enumerate_support(expand)}.
   *
   * @param expand whether the values are repeated over the batch, or have sizes 1 instead
   * @throws NotImplementedException if {@link #hasEnumerateSupport} is false
   */
  public final Tensor enumerateSupport(boolean expand) {
    return owned(() -> computeEnumerateSupport(expand));
  }

  // ---- for subclasses

  /** The parameters that it was made with, by Python's names: what {@link #toString} shows. */
  protected abstract Map<String, Tensor> parameters();

  /**
   * Further values that {@link #argConstraints} speaks of, and that are checked with the others.
   */
  protected Map<String, Tensor> derivedParameters() {
    return Map.of();
  }

  /** Draws samples; gradients are off. The default takes {@link #computeRsample}. */
  protected Tensor computeSample(Size sampleShape) {
    return computeRsample(sampleShape);
  }

  /** Draws differentiable samples. */
  protected Tensor computeRsample(Size sampleShape) {
    throw lacking("rsample");
  }

  /** Computes {@link #logProb}; calls {@link #validate} first. */
  protected Tensor computeLogProb(Tensor value) {
    throw lacking("log_prob");
  }

  /** Computes {@link #cdf}; calls {@link #validate} first. */
  protected Tensor computeCdf(Tensor value) {
    throw lacking("cdf");
  }

  /** Computes {@link #icdf}. */
  protected Tensor computeIcdf(Tensor value) {
    throw lacking("icdf");
  }

  /** Computes {@link #mean}. */
  protected Tensor computeMean() {
    throw lacking("mean");
  }

  /** Computes {@link #mode}. */
  protected Tensor computeMode() {
    throw lacking("mode");
  }

  /** Computes {@link #variance}. */
  protected Tensor computeVariance() {
    throw lacking("variance");
  }

  /** Computes {@link #stddev}. The default is the root of {@link #computeVariance}. */
  protected Tensor computeStddev() {
    return computeVariance().sqrt();
  }

  /** Computes {@link #entropy}. */
  protected Tensor computeEntropy() {
    throw lacking("entropy");
  }

  /** Computes {@link #enumerateSupport(boolean)}. */
  protected Tensor computeEnumerateSupport(boolean expand) {
    throw lacking("enumerate_support");
  }

  private NotImplementedException lacking(String member) {
    return new NotImplementedException(
        PythonNames.of(getClass()) + " does not implement " + member);
  }

  /** Whether parameters and values are checked. */
  protected final boolean validates() {
    return validates;
  }

  /** The shape of what {@link #sample(Size)} returns. */
  protected final Size extendedShape(Size sampleShape) {
    return Sizes.concat(sampleShape, batchShape, eventShape);
  }

  /** Runs code in a scope, and gives its result, or an alias of a parameter, to the caller. */
  final Tensor owned(Supplier<Tensor> computation) {
    try (Scope scope = Torch.scope()) {
      Tensor result = computation.get();
      boolean own = parameters().values().stream().anyMatch(parameter -> parameter == result);
      return scope.keep(own ? Aten.alias(result) : result);
    }
  }

  /**
   * Checks the parameters against {@link #argConstraints}, if this distribution checks any.
   * Constructors call it when all fields are set.
   *
   * @throws ValueException if one does not satisfy its constraint
   */
  protected final void checkParameters() {
    if (!validates) {
      return;
    }
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> given = parameters();
      Map<String, Tensor> derived = derivedParameters();
      argConstraints()
          .forEach(
              (name, constraint) -> {
                Tensor value = given.containsKey(name) ? given.get(name) : derived.get(name);
                if (value != null && !Constraints.isDependent(constraint)) {
                  check(name, constraint, value);
                }
              });
    }
  }

  private void check(String name, Constraint constraint, Tensor value) {
    if (!allTrue(constraint.check(value))) {
      throw new ValueException(
          "Expected parameter "
              + name
              + " ("
              + described(value)
              + ") of distribution "
              + this
              + " to satisfy the constraint "
              + constraint
              + ", but found invalid values:\n"
              + value.format(""));
    }
  }

  static boolean allTrue(Tensor valid) {
    return valid.all().item().booleanValue();
  }

  /** As Python's errors describe a tensor: {@code Tensor of shape (2,)}. */
  static String described(Tensor value) {
    return (value.isParameter() ? "Parameter" : "Tensor")
        + " of shape "
        + Sizes.tuple(value.size());
  }

  /**
   * Checks a value that a method was given, if this distribution checks any.
   *
   * @throws ValueException if its shape does not fit, or an element is outside of the support
   */
  protected final void validate(Tensor value) {
    if (validates) {
      validateSample(value);
    }
  }

  final void validateSample(Tensor value) {
    Size shape = value.size();
    if (!Sizes.last(shape, eventShape.size()).equals(eventShape)) {
      throw new ValueException(
          "The right-most size of value must match event_shape: "
              + shape
              + " vs "
              + eventShape
              + ".");
    }
    Size expected = Sizes.concat(batchShape, eventShape);
    if (!Sizes.broadcast(shape, expected)) {
      throw new ValueException(
          "Value is not broadcastable with batch_shape+event_shape: "
              + shape
              + " vs "
              + expected
              + ".");
    }
    Constraint support = support();
    if (!allTrue(support.check(value))) {
      throw new ValueException(
          "Expected value argument ("
              + described(value)
              + ") to be within the support ("
              + support
              + ") of the distribution "
              + this
              + ", but found invalid values:\n"
              + value.format(""));
    }
  }

  /** As Python prints it: {@code Normal(loc: 0.0, scale: 1.0)}. */
  @Override
  public String toString() {
    Map<String, Tensor> shown = parameters();
    return argConstraints().keySet().stream()
        .filter(shown::containsKey)
        .map(name -> name + ": " + text(shown.get(name)))
        .collect(Collectors.joining(", ", getClass().getSimpleName() + "(", ")"));
  }

  private static String text(@Nullable Tensor parameter) {
    if (parameter == null) {
      throw new TorchException("a parameter is missing");
    }
    if (parameter.numel() != 1) {
      return parameter.size().toString();
    }
    return parameter.format("");
  }

  /** The sizes 1 of a batch, for values that are the same all over it. */
  final long[] ones(long first) {
    return LongStream.concat(
            LongStream.of(first), LongStream.generate(() -> 1).limit(batchShape.size()))
        .toArray();
  }
}
