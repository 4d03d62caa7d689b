package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InScope
class ProfilerTest {
  private final Tensor one = Torch.ones(1);

  private static List<String> names(Profile profile) {
    return profile.functionEvents().stream().map(FunctionEvent::name).toList();
  }

  @Test
  void aProfileTellsNothingBeforeItIsClosed() {
    try (Profile profile = Profiler.profile()) {
      assertThat(profile).hasToString("<unfinished torch.autograd.profile>");
      assertThatThrownBy(profile::functionEvents)
          .isInstanceOf(TorchException.class)
          .hasMessage("Profiler didn't finish running");
    }
  }

  @Test
  void aThreadHasOneProfileAtATime() {
    try (Profile profile = Profiler.profile()) {
      assertThatThrownBy(Profiler::profile)
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("Profiler is already enabled on this thread");
      one.neg();
      profile.close();
      profile.close();
      one.exp();
      assertThat(names(profile)).containsExactly("aten::neg");
    }
    try (Profile again = Profiler.profile()) {
      one.sin();
      again.close();
      assertThat(names(again)).containsExactly("aten::sin");
    }
  }

  @Test
  void anotherThreadIsNotMeasured() throws InterruptedException {
    Profile profile = Profiler.profile();
    try (profile) {
      Thread other = new Thread(() -> one.neg().close());
      other.start();
      other.join();
      one.exp();
    }
    assertThat(names(profile)).containsExactly("aten::exp");
  }

  @Test
  void aFunctionThatOutlivesTheProfileEndsWithIt() {
    Profile profile = Profiler.profile();
    ThreadMode mode;
    try (profile) {
      mode = Profiler.recordFunction("outer");
      one.neg();
    }
    try (mode) {
      one.exp();
    }
    assertThat(names(profile)).containsExactly("outer", "aten::neg");
    FunctionEvent outer = profile.functionEvents().get(0);
    assertThat(outer.cpuChildren()).containsExactly(profile.functionEvents().get(1));
    assertThat(outer.endUs()).isGreaterThanOrEqualTo(profile.functionEvents().get(1).endUs());
  }

  @Test
  void aProfileThatIsNotEnabledIsEmpty() {
    Profile profile = Profiler.profile(o -> o.enabled(false));
    try (profile) {
      one.neg();
    }
    assertThat(profile.functionEvents()).isEmpty();
    assertThat(profile.table()).isEmpty();
  }

  @Test
  void anotherKeyOrUnitIsRefused() {
    EventList<FunctionEvent> none = new EventList<>(List.of());
    assertThatThrownBy(() -> none.table(o -> o.sortBy("weight")))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("self_cpu_time_total");
    assertThatThrownBy(() -> none.table(o -> o.timeUnit("h"))).isInstanceOf(ValueException.class);
  }

  @Test
  void aTraceIsJson(@TempDir Path folder) throws IOException {
    Profile profile = Profiler.profile();
    try (profile) {
      try (var mode = Profiler.recordFunction("a \"name\"\n")) {
        one.neg();
      }
    }
    Path file = folder.resolve("trace.json");
    profile.exportChromeTrace(file);
    assertThat(Files.readString(file))
        .startsWith("[{\"name\": \"a \\u0022name\\u0022\\u000a\", \"ph\": \"X\", \"ts\": 0.0, ")
        .contains("}, {\"name\": \"aten::neg\", ")
        .endsWith(", \"pid\": \"CPU functions\", \"args\": {}}]");
  }
}
