package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Broadcasting of random shapes, against a reference that looks up one element at a time. */
class BroadcastingPropertyTest {
  private static final int ROUNDS = 1500;

  private final Random random = new Random(20);

  private long[] shape() {
    return LongStream.generate(
            () -> new long[] {1, 1, 2, 3, 0}[random.nextInt(20) == 0 ? 4 : random.nextInt(4)])
        .limit(random.nextInt(5))
        .toArray();
  }

  /** The common shape, or null where there is none. */
  private static long @Nullable [] common(long[]... shapes) {
    int rank = Arrays.stream(shapes).mapToInt(s -> s.length).max().orElse(0);
    long[] result = new long[rank];
    Arrays.fill(result, 1);
    for (long[] shape : shapes) {
      for (int i = 0; i < shape.length; i++) {
        int at = rank - shape.length + i;
        if (shape[i] != 1 && result[at] != 1 && shape[i] != result[at]) {
          return null;
        }
        result[at] = shape[i] == 1 ? result[at] : shape[i];
      }
    }
    return result;
  }

  private static int count(long[] shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
  }

  /** The place in a tensor's elements of a place in the broadcast tensor. */
  private static int source(int place, long[] whole, long[] shape) {
    int from = 0;
    int stride = 1;
    int left = place;
    for (int i = 0; i < whole.length; i++) {
      long size = whole[whole.length - 1 - i];
      long index = left % size;
      left /= (int) size;
      if (i < shape.length) {
        long own = shape[shape.length - 1 - i];
        from += (int) (own == 1 ? 0 : index) * stride;
        stride *= (int) own;
      }
    }
    return from;
  }

  private long[] numbers(long[] shape) {
    return random.longs(count(shape), -9, 10).toArray();
  }

  private static Tensor tensor(long[] values, long[] shape) {
    return Torch.fromArray(values, values.length).reshape(shape);
  }

  @Test
  void operandsAreReadAsIfTheyWereRepeated() {
    int broadcast = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] a = shape();
      long[] b = shape();
      long[] whole = common(a, b);
      try (Scope scope = Torch.scope()) {
        long[] first = numbers(a);
        long[] second = numbers(b);
        Tensor x = tensor(first, a);
        Tensor y = tensor(second, b);
        String what = Arrays.toString(a) + " and " + Arrays.toString(b);
        if (whole == null) {
          assertThatThrownBy(() -> x.sub(y)).as(what).isInstanceOf(TorchException.class);
          assertThatThrownBy(() -> Torch.broadcastShapes(Size.of(a), Size.of(b)))
              .as(what)
              .isInstanceOf(TorchException.class);
          continue;
        }
        broadcast++;
        long[] expected = new long[count(whole)];
        Arrays.setAll(expected, i -> first[source(i, whole, a)] - second[source(i, whole, b)]);
        Tensor difference = x.sub(y);
        assertThat(difference.size()).as(what).isEqualTo(Size.of(whole));
        assertThat(difference.toLongArray()).as(what).isEqualTo(expected);
        assertThat(Torch.broadcastShapes(Size.of(a), Size.of(b))).isEqualTo(Size.of(whole));
      }
    }
    assertThat(broadcast).isBetween(ROUNDS / 4, ROUNDS - 1);
  }

  @Test
  void threeOperandsMeetInOneShape() {
    for (int round = 0; round < ROUNDS; round++) {
      long[] a = shape();
      long[] b = shape();
      long[] c = shape();
      long[] whole = common(a, b, c);
      if (whole == null) {
        continue;
      }
      try (Scope scope = Torch.scope()) {
        long[] first = numbers(a);
        long[] second = numbers(b);
        long[] third = numbers(c);
        long[] expected = new long[count(whole)];
        Arrays.setAll(
            expected,
            i ->
                first[source(i, whole, a)] > 0
                    ? second[source(i, whole, b)]
                    : third[source(i, whole, c)]);
        Tensor x = tensor(first, a);
        Tensor y = tensor(second, b);
        Tensor z = tensor(third, c);
        assertThat(Torch.where(x.gt(0), y, z).toLongArray()).isEqualTo(expected);
        List<Tensor> repeated = Torch.broadcastTensors(List.of(x, y, z));
        assertThat(
                Torch.where(repeated.get(0).gt(0), repeated.get(1), repeated.get(2)).toLongArray())
            .isEqualTo(expected);
        assertThat(z.expand(whole).contiguous().toLongArray())
            .isEqualTo(
                LongStream.range(0, count(whole))
                    .map(i -> third[source((int) i, whole, c)])
                    .toArray());
      }
    }
  }

  @Test
  void theGradientOfARepeatedElementIsTheSumOverItsCopies() {
    for (int round = 0; round < ROUNDS / 5; round++) {
      long[] a = shape();
      long[] b = shape();
      long[] whole = common(a, b);
      if (whole == null) {
        continue;
      }
      try (Scope scope = Torch.scope()) {
        long[] weights = numbers(b);
        double[] expected = new double[count(a)];
        for (int i = 0; i < count(whole); i++) {
          expected[source(i, whole, a)] += weights[source(i, whole, b)];
        }
        Tensor x = Torch.ones(a).requiresGrad_();
        x.mul(tensor(weights, b)).sum().backward();
        Tensor gradient = Objects.requireNonNull(x.grad());
        assertThat(gradient.toDoubleArray()).isEqualTo(expected);
      }
    }
  }
}
