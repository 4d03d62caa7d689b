package dev.obor.vision.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.nn.Module;
import java.util.Arrays;
import java.util.zip.CRC32;

/** What the tests of networks for films share: inputs, and how results are compared. */
public final class Films {
  private Films() {}

  /** Numbers between -1 and 1 in a shape. */
  public static Tensor film(long... shape) {
    return Torch.linspace(-40, 40, Size.of(shape).numel()).reshape(shape).sin();
  }

  /** The first numbers of all parameters, as one number. */
  public static String weights(Module model) {
    StringBuilder weights = new StringBuilder();
    model
        .namedParameters()
        .forEach(
            (key, value) ->
                weights.append(key).append(' ').append(Golden.first(value, 4)).append('\n'));
    CRC32 crc = new CRC32();
    crc.update(weights.toString().getBytes(UTF_8));
    return String.valueOf(crc.getValue());
  }

  /** Some of the elements of a tensor. */
  public static Tensor every(Tensor tensor, long step) {
    return Aten.slice_Tensor(tensor.reshape(-1), 0, 0L, null, step);
  }

  /** Asserts that numbers are Python's, but for what another order of sums may do. */
  public static void assertEqual(Tensor actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    assertThat(values).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(largest).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(2e-3 * largest));
    }
  }
}
