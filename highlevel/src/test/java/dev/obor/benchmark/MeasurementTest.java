package dev.obor.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measurements beside those of Python, which {@code benchmark_goldens.py} has written. */
class MeasurementTest {
  static List<String> lines() throws IOException {
    try (InputStream in = MeasurementTest.class.getResourceAsStream("measurements.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void statisticsAndPrintedFormArePythons(String line) {
    String[] fields = line.split("\t", -1);
    List<Double> times = Arrays.stream(fields[5].split(" ")).map(Double::valueOf).toList();

    Measurement m =
        new Measurement(
            Long.parseLong(fields[0]),
            times,
            field(fields[1]),
            field(fields[2]),
            field(fields[3]),
            Integer.parseInt(fields[4]));

    assertThat(m.median()).isEqualTo(Double.parseDouble(fields[6]), within(m.median() * 1e-12));
    assertThat(m.mean()).isEqualTo(Double.parseDouble(fields[7]), within(m.mean() * 1e-12));
    assertThat(m.iqr()).isEqualTo(Double.parseDouble(fields[8]), within(m.median() * 1e-12));
    assertThat(m.significantFigures()).isEqualTo(Integer.parseInt(fields[9]));
    assertThat(m.hasWarnings()).isEqualTo(Boolean.parseBoolean(fields[10]));
    assertThat(m.meetsConfidence()).isNotEqualTo(m.hasWarnings());
    assertThat(m.toString().split("\n", 2)[0])
        .matches("<dev\\.obor\\.benchmark\\.Measurement object at 0x[0-9a-f]+>");
    assertThat(m.toString().split("\n", 2)[1]).isEqualTo(fields[11].replace("\\n", "\n"));
  }

  private static @Nullable String field(String text) {
    return text.isEmpty() ? null : text;
  }

  @Test
  void mergingPutsTheTimesOfOneTaskTogether() {
    Measurement ten = new Measurement(10, List.of(1.0, 2.0), "a", "b", null, 1);
    Measurement two = new Measurement(2, List.of(0.5), "a", "b", null, 1);
    Measurement other = new Measurement(1, List.of(3.0), "a", "b", null, 2);

    List<Measurement> merged = Measurement.merge(List.of(ten, other, two));

    assertThat(merged).hasSize(2);
    assertThat(merged.get(0).times()).containsExactly(0.1, 0.2, 0.25);
    assertThat(merged.get(0).numberPerRun()).isEqualTo(1);
    assertThat(merged.get(0).title()).isEqualTo("a: b");
    assertThat(merged.get(1).numThreads()).isEqualTo(2);
  }

  @Test
  void nothingCannotBeAMeasurement() {
    assertThatThrownBy(() -> new Measurement(1, List.of(), null, null, null, 1))
        .hasMessage("a measurement needs times and runs, but has 0 times of 1 runs");
    assertThatThrownBy(() -> new Measurement(0, List.of(1.0), null, null, null, 1))
        .hasMessage("a measurement needs times and runs, but has 1 times of 0 runs");
  }
}
