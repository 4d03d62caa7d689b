package dev.obor.distributions;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.autograd.Autograd;
import dev.obor.golden.Golden;
import dev.obor.testing.LeakCheck;
import dev.obor.testing.LeftToCollector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@LeftToCollector // what caches hold
class TransformsTest {
  private static final Map<String, Supplier<Transform>> TRANSFORMS =
      Map.ofEntries(
          entry("identity", () -> Transforms.IDENTITY_TRANSFORM),
          entry("exp", ExpTransform::new),
          entry("exp inverse", () -> new ExpTransform().inv()),
          entry("power", () -> new PowerTransform(doubles(2))),
          entry("power of each", () -> new PowerTransform(doubles(2, -1, 0.5))),
          entry("sigmoid", SigmoidTransform::new),
          entry("sigmoid of great numbers", SigmoidTransform::new),
          entry("sigmoid with cache", () -> new SigmoidTransform(1)),
          entry("softplus", SoftplusTransform::new),
          entry("tanh", TanhTransform::new),
          entry("abs", AbsTransform::new),
          entry("affine", () -> new AffineTransform(1, -2.5)),
          entry("affine of each", () -> new AffineTransform(doubles(1, 0, 2), doubles(-1, 3, 0.5))),
          entry(
              "affine of vectors",
              () -> new AffineTransform(doubles(1, 1, 1), doubles(-1, 3, 0.5), 1)),
          entry("softmax", SoftmaxTransform::new),
          entry("stick breaking", StickBreakingTransform::new),
          entry("lower cholesky", LowerCholeskyTransform::new),
          entry("positive definite", PositiveDefiniteTransform::new),
          entry("corr cholesky", CorrCholeskyTransform::new),
          entry(
              "cat",
              () ->
                  new CatTransform(
                      List.of(new ExpTransform(), Transforms.IDENTITY_TRANSFORM),
                      1,
                      List.of(1L, 2L))),
          entry(
              "cat of ones",
              () -> new CatTransform(List.of(new ExpTransform(), new TanhTransform()))),
          entry(
              "stack",
              () ->
                  new StackTransform(
                      List.of(
                          new ExpTransform(), new AffineTransform(0.0, 2.0), new TanhTransform()),
                      1)),
          entry("reshape", () -> new ReshapeTransform(Torch.size(3), Torch.size(3, 1))),
          entry("independent", () -> new IndependentTransform(new ExpTransform(), 1)),
          entry("compose", TransformsTest::compose),
          entry(
              "compose of vectors",
              () ->
                  new ComposeTransform(
                      List.of(
                          new ExpTransform(),
                          new AffineTransform(0.0, 1.5),
                          new StickBreakingTransform()))),
          entry("compose inverse", () -> compose().inv()),
          entry(
              "cumulative",
              () -> new CumulativeDistributionTransform(new Normal(doubles(0.5), doubles(2)))));

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  static List<Golden> transforms() {
    return Golden.read("distributions/transforms.tsv");
  }

  private static Tensor doubles(double... values) {
    return Torch.fromArray(values, values.length);
  }

  private static Transform compose() {
    return new ComposeTransform(List.of(new AffineTransform(0.5, 2.0), new ExpTransform()));
  }

  private static Transform made(Golden golden) {
    return Objects.requireNonNull(TRANSFORMS.get(golden.text("case"))).get();
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void valuesArePythons(Golden golden) {
    Transform transform = made(golden);
    Tensor x = Goldens.tensor(golden.text("x"));

    Tensor y = transform.call(x);

    Goldens.checkTensor("y", golden.text("y"), y);
    Goldens.check("inverse", golden.text("inverse"), () -> transform.inv().call(y));
    Goldens.check("log det", golden.text("log det"), () -> transform.logAbsDetJacobian(x, y));
    assertThat(transform.forwardShape(x.size()))
        .isEqualTo(Goldens.size(golden.text("forward shape")));
    assertThat(transform.inverseShape(y.size()))
        .isEqualTo(Goldens.size(golden.text("inverse shape")));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void gradientsArePythons(Golden golden) {
    Tensor x = Goldens.tensor(golden.text("x")).requiresGrad_();

    List<Tensor> gradients = Autograd.grad(made(golden).call(x).sum(), x);

    Goldens.checkTensor("gradient", golden.text("gradient"), gradients.get(0));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void whatItIsIsAsInPython(Golden golden) {
    Transform transform = made(golden);

    assertThat(transform).hasToString(golden.text("text"));
    assertThat(transform.domain()).hasToString(golden.text("domain"));
    assertThat(transform.codomain()).hasToString(golden.text("codomain"));
    assertThat(transform.bijective()).isEqualTo(golden.flag("bijective"));
    Goldens.check("event dim", golden.text("event dim"), transform::eventDim);
    String sign = golden.text("sign");
    if (sign.startsWith("!") || sign.contains("/")) {
      Goldens.check("sign", sign, transform::sign);
    } else {
      assertThat(transform.sign().item()).hasToString(sign);
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theInverseOfTheInverseIsTheTransform(Golden golden) {
    Transform transform = made(golden);
    assertThat(transform.inv().inv()).isSameAs(transform);
    assertThat(transform.inv().domain()).hasToString(golden.text("codomain"));
    assertThat(transform.inv().codomain()).hasToString(golden.text("domain"));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void transformsOfTheSameKindAreEqual(Golden golden) {
    Transform transform = made(golden);
    boolean byIdentity =
        transform instanceof CatTransform
            || transform instanceof StackTransform
            || transform instanceof ReshapeTransform
            || transform instanceof IndependentTransform
            || transform instanceof CorrCholeskyTransform
            || transform instanceof CumulativeDistributionTransform;
    if (byIdentity) {
      assertThat(transform).isNotEqualTo(made(golden));
    } else {
      assertThat(transform).isEqualTo(made(golden)).hasSameHashCodeAs(made(golden));
    }
    if (!golden.text("case").equals("identity")) {
      assertThat(transform).isNotEqualTo(transform.inv());
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void temporariesAreClosed(Golden golden) {
    Transform transform = made(golden).withCache(0);
    Tensor x = Goldens.tensor(golden.text("x"));
    if (golden.text("case").equals("identity")) {
      assertThat(transform.call(x)).isSameAs(x);
      return;
    }
    Tensor y = LeakCheck.closesTemporaries(1, () -> transform.call(x));
    if (golden.text("case").equals("abs")) {
      assertThat(transform.inv().call(y)).isSameAs(y);
    } else {
      LeakCheck.closesTemporaries(1, () -> transform.inv().call(y));
    }
    if (!golden.text("log det").startsWith("!")) {
      LeakCheck.closesTemporaries(1, () -> transform.logAbsDetJacobian(x, y));
    }
  }

  @Test
  void aCacheReturnsTheVeryTensor() {
    Transform transform = compose().withCache();
    Tensor x = doubles(1, 2);
    Tensor y = transform.call(x);

    assertThat(transform.inv().call(y)).isSameAs(x);
    assertThat(transform.call(x)).isSameAs(y);
    assertThat(transform.call(doubles(1, 2))).isNotSameAs(y);
  }

  @Test
  void aCacheOutlivesTheTensorsThatItWasGiven() {
    Transform transform = new SigmoidTransform(1);
    Tensor y;
    try (Scope inner = Torch.scope()) {
      y = inner.keep(transform.call(doubles(-800, 800)));
    }

    Tensor x = transform.inv().call(y);

    assertThat(x.toDoubleArray()).containsExactly(-800, 800);
  }

  @Test
  void samplesOfACachedTransformHaveExactDensities() {
    Distribution base = new Normal(0, 1e4);
    Distribution exact = new TransformedDistribution(base, new SigmoidTransform(1));
    Torch.manualSeed(0);

    Tensor sample = exact.sample(100);

    assertThat(exact.logProb(sample).isfinite().all().item().booleanValue()).isTrue();
    assertThat(sample.min().item().doubleValue()).isLessThan(1e-37);
  }

  @Test
  void everyTransformCanBeGivenACache() {
    for (Golden golden : transforms()) {
      Transform transform = made(golden).withCache();
      Tensor x = Goldens.tensor(golden.text("x"));
      Goldens.checkTensor(golden.text("case"), golden.text("y"), transform.call(x));
    }
  }
}
