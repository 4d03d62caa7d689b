package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.ValueException;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LooksTest {
  @ParameterizedTest
  @CsvSource({
    "r, ff0000",
    "C0, 1f77b4",
    "C11, ff7f0e",
    "tab:green, 2ca02c",
    "#12abEF, 12abef",
    "#0f8, 00ff88",
    "0.5, 808080",
    "1.0, ffffff",
    "0, 000000"
  })
  void coloursAreThoseOfMatplotlib(String name, String rgb) {
    assertThat(Colors.of(name)).isEqualTo(new Color(Integer.parseInt(rgb, 16)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rouge", "#12345", "1.5", "C", "-0.5", "C99999999"})
  void otherColoursAreRefused(String name) {
    assertThatThrownBy(() -> Colors.of(name))
        .isInstanceOf(ValueException.class)
        .hasMessage("'" + name + "' is not a valid color value");
  }

  @Test
  void scalesBeginAndEndWhereMatplotlibHasThem() {
    assertThat(Colormap.of("gray").rgb(0)).isEqualTo(0);
    assertThat(Colormap.of("gray").rgb(100 / 255.0)).isEqualTo(0x646464);
    assertThat(Colormap.of("gray").rgb(1)).isEqualTo(0xffffff);
    assertThat(Colormap.of("gray").rgb(7)).isEqualTo(0xffffff);
    assertThat(Colormap.of("gray").rgb(-7)).isEqualTo(0);
    assertThat(Colormap.of("binary").rgb(1)).isEqualTo(0);
    assertThat(Colormap.of("gray_r").rgb(1)).isEqualTo(0);
    assertThat(Colormap.of("viridis").rgb(0)).isEqualTo(0x440154);
    assertThat(Colormap.of("viridis").rgb(1)).isEqualTo(0xfde725);
    assertThat(Colormap.of("Blues").rgb(1)).isEqualTo(0x08306b);
    assertThatThrownBy(() -> Colormap.of("jet"))
        .hasMessageStartingWith("'jet' is not a valid value for cmap; supported values are Blues,");
  }

  private static LineOptions format(String text) {
    LineOptions options = new LineOptions();
    LineFormat.read(text, options);
    return options;
  }

  @Test
  void formatsAreReadInAnyOrder() {
    assertThat(format("-x")).extracting("linestyle", "marker").containsExactly("-", "x");
    assertThat(format("-x").color).isNull();
    assertThat(format("ro--"))
        .extracting("linestyle", "marker", "color")
        .containsExactly("--", "o", "r");
    assertThat(format(":k^")).extracting("linestyle", "marker", "color").contains(":", "^", "k");
    assertThat(format("s")).extracting("linestyle", "marker").containsExactly("", "s");
    assertThat(format("g").linestyle).isNull();
    assertThatThrownBy(() -> format("-q"))
        .hasMessage("'-q' is not a valid format string (unrecognized character 'q')");
    assertThatThrownBy(() -> format("xx")).isInstanceOf(ValueException.class);
  }

  private static List<String> labels(double low, double high, int most) {
    Ticks ticks = Ticks.round(low, high, most);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ticks.count(); i++) {
      labels.add(ticks.label(i));
    }
    return labels;
  }

  @Test
  void ticksAreAtRoundNumbers() {
    assertThat(labels(0, 1, 5)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(-0.35, 7.35, 9)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    assertThat(labels(-0.5, 27.5, 9)).containsExactly("0", "5", "10", "15", "20", "25");
    assertThat(labels(0, 1.1, 5)).containsExactly("0.00", "0.25", "0.50", "0.75", "1.00");
    assertThat(labels(-4, 4, 4)).containsExactly("-4", "-2", "0", "2", "4");
    assertThat(labels(0, 5e6, 3)).containsExactly("0e+00", "2e+06", "4e+06");
    assertThat(labels(1e-7, 3e-7, 2)).containsExactly("1e-07", "2e-07", "3e-07");
  }

  @Test
  void axesGoATwentiethBeyondTheData() {
    Limits limits = new Limits();
    assertThat(limits.low()).isZero();
    assertThat(limits.high()).isOne();
    limits.include(new double[] {2, Double.NaN, 12, Double.POSITIVE_INFINITY});
    assertThat(limits.low()).isEqualTo(1.5);
    assertThat(limits.high()).isEqualTo(12.5);
    limits.stickTo(0);
    assertThat(limits.low()).isZero();
    limits.set(-1, Double.NaN);
    assertThat(limits.low()).isEqualTo(-1);
    assertThat(limits.high()).isEqualTo(12.6);
  }

  @Test
  void aSingleValueGetsARange() {
    Limits limits = new Limits();
    limits.include(4);
    assertThat(limits.low()).isEqualTo(3.8);
    assertThat(limits.high()).isEqualTo(4.2);
  }
}
