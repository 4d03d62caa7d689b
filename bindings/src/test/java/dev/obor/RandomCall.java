package dev.obor;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call of {@code random_goldens.py}. */
final class RandomCall {
  private final String name;
  private final long[] sizes;
  private final double[] numbers;
  private final DType dtype;
  private final @Nullable Generator generator;
  private final Generator source;

  /**
   * Prepares a call.
   *
   * @param generator where the numbers come from; null for the default generator
   */
  RandomCall(GoldenLine golden, @Nullable Generator generator) {
    String[] words = golden.text("call").split(" ", -1);
    this.name = words[0];
    this.sizes = Arrays.stream(words[1].split(",")).mapToLong(Long::parseLong).toArray();
    this.numbers = Arrays.stream(words, 2, words.length).mapToDouble(Double::parseDouble).toArray();
    this.dtype = Objects.requireNonNull(golden.dtype("dtype"));
    this.generator = generator;
    this.source = generator == null ? Torch.defaultGenerator() : generator;
  }

  private void options(TensorOptions options) {
    options.dtype(dtype);
    if (generator != null) {
      options.generator(generator);
    }
  }

  private long whole(int index) {
    return (long) numbers[index];
  }

  private Tensor empty() {
    return Torch.empty(Size.of(sizes), o -> o.dtype(dtype));
  }

  private Tensor full(double value) {
    return Torch.full(Size.of(sizes), value, o -> o.dtype(dtype));
  }

  Tensor run() {
    Size size = Size.of(sizes);
    return switch (name) {
      case "rand" -> Torch.rand(size, this::options);
      case "randn" -> Torch.randn(size, this::options);
      case "randint" -> Torch.randint(whole(0), whole(1), size, this::options);
      case "randperm" -> Torch.randperm(sizes[0], this::options);
      case "rand_like" -> Torch.randLike(empty());
      case "randn_like" -> Torch.randnLike(empty());
      case "randint_like" -> Torch.randintLike(empty(), whole(0), whole(1));
      case "dropout" -> Torch.dropout(full(1), numbers[0], true);
      case "alpha_dropout" -> Torch.alphaDropout(full(1), numbers[0], true);
      case "feature_dropout" -> Torch.featureDropout(full(1), numbers[0], true);
      case "rrelu" -> Torch.rrelu(full(-1), numbers[0], numbers[1], true);
      case "bernoulli" -> full(numbers[0]).bernoulli(o -> o.generator(source));
      case "poisson" -> Torch.poisson(full(numbers[0]), source);
      case "normal" -> Torch.normal(full(numbers[0]), numbers[1], o -> o.generator(source));
      case "normal_sizes" -> Torch.normal(numbers[0], numbers[1], size, this::options);
      case "multinomial" -> multinomial();
      default -> inPlace(empty());
    };
  }

  private Tensor multinomial() {
    Tensor weights = Torch.arange(1, sizes[sizes.length - 1] + 1, o -> o.dtype(dtype));
    return Torch.multinomial(
        weights.expand(sizes), whole(0), numbers[1] != 0, o -> o.generator(source));
  }

  private Tensor inPlace(Tensor tensor) {
    return switch (name) {
      case "bernoulli_" -> tensor.bernoulli_(numbers[0], o -> o.generator(source));
      case "uniform_" -> tensor.uniform_(numbers[0], numbers[1], o -> o.generator(source));
      case "normal_" -> tensor.normal_(numbers[0], numbers[1], o -> o.generator(source));
      case "exponential_" -> tensor.exponential_(numbers[0], o -> o.generator(source));
      case "cauchy_" -> tensor.cauchy_(numbers[0], numbers[1], o -> o.generator(source));
      case "log_normal_" -> tensor.logNormal_(numbers[0], numbers[1], o -> o.generator(source));
      case "geometric_" -> tensor.geometric_(numbers[0], o -> o.generator(source));
      case "random_" ->
          switch (numbers.length) {
            case 0 -> tensor.random_(o -> o.generator(source));
            case 1 -> tensor.random_(whole(0), o -> o.generator(source));
            default -> tensor.random_(whole(0), whole(1), o -> o.generator(source));
          };
      default -> throw new AssertionError(name);
    };
  }
}
