package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.ValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static double[] numbers(String field) {
    return field.isEmpty()
        ? new double[0]
        : Arrays.stream(field.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void countsAreThoseOfNumpy() throws IOException {
    String golden;
    try (InputStream in = HistogramTest.class.getResourceAsStream("histograms.tsv")) {
      golden = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(golden.lines()).hasSize(11);
    for (String line : golden.lines().toList()) {
      String[] fields = line.split("\t", -1);
      double[] values = numbers(fields[0]);
      double[] bins = numbers(fields[1]);
      Histogram histogram;
      if (bins.length > 1) {
        histogram = Histogram.of(values, bins);
      } else if (fields[2].equals("-")) {
        histogram = Histogram.of(values, (int) bins[0]);
      } else {
        double[] range = numbers(fields[2]);
        histogram = Histogram.of(values, (int) bins[0], range[0], range[1]);
      }
      assertThat(histogram.counts()).as(line).isEqualTo(numbers(fields[3]));
      assertThat(histogram.edges()).as(line).containsExactly(numbers(fields[4]), within(1e-12));
      if (!fields[5].equals("-")) {
        assertThat(histogram.density().counts())
            .as(line)
            .containsExactly(numbers(fields[5]), within(1e-12));
      }
    }
  }

  @Test
  void whatNumpyRefusesIsRefused() {
    double[] values = {1, 2};
    assertThatThrownBy(() -> Histogram.of(values, 0))
        .isInstanceOf(ValueException.class)
        .hasMessage("`bins` must be positive, when an integer");
    assertThatThrownBy(() -> Histogram.of(values, 3, 2, 1))
        .hasMessage("max must be larger than min in range parameter.");
    assertThatThrownBy(() -> Histogram.of(values, new double[] {2, 1}))
        .hasMessage("`bins` must increase monotonically, when an array");
    assertThatThrownBy(() -> Histogram.of(new double[] {Double.NaN}, 3))
        .hasMessage("autodetected range of [nan, nan] is not finite");
  }
}
