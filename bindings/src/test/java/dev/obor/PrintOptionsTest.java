package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The state that the print options change. */
class PrintOptionsTest {
  @AfterEach
  void restore() {
    PrintSettings.change(o -> o.profile("default"));
  }

  @Test
  void keepsWhatIsNotNamedExceptTheNotation() {
    PrintSettings.change(o -> o.precision(2).linewidth(40).sciMode(true));
    assertThat(PrintSettings.current()).isEqualTo(new PrintSettings(2, 1000, 3, 40, true));
    PrintSettings.change(o -> o.edgeitems(1));
    assertThat(PrintSettings.current()).isEqualTo(new PrintSettings(2, 1000, 1, 40, null));
  }

  @Test
  void appliesAProfileBeforeTheOtherOptions() {
    PrintSettings.change(o -> o.threshold(7).profile("short"));
    assertThat(PrintSettings.current()).isEqualTo(new PrintSettings(2, 7, 2, 80, null));
    PrintSettings.change(o -> o.profile("full"));
    assertThat(PrintSettings.current().threshold()).isInfinite();
    PrintSettings.change(o -> o.profile("default"));
    assertThat(PrintSettings.current()).isEqualTo(PrintSettings.DEFAULT);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> PrintSettings.change(o -> o.profile("Full")))
        .hasMessage("profile must be one of default, short and full, but is 'Full'");
    assertThatThrownBy(() -> PrintSettings.change(o -> o.precision(-1)))
        .hasMessage("precision must be 0 or more, but is -1");
    assertThatThrownBy(() -> PrintSettings.change(o -> o.edgeitems(-3)))
        .hasMessage("edgeitems must be 0 or more, but is -3");
    assertThat(PrintSettings.current()).isEqualTo(PrintSettings.DEFAULT);
  }
}
