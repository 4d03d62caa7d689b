package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.CallRecord.Entry;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a profile tells, as in {@code src/test/python/autograd_profiler.py}. */
@InScope
class ProfilerScenariosTest {
  private static final List<List<Long>> NONE = List.of();

  private static List<Long> sizes(long... sizes) {
    return LongStream.of(sizes).boxed().toList();
  }

  private static Entry call(
      String name, double begin, double end, int caller, List<List<Long>> shapes) {
    return new Entry(
        name, Math.round(begin * 1000), Math.round(end * 1000), caller, 0, -1, 1, shapes);
  }

  private static EventList<FunctionEvent> events() {
    List<List<Long>> first = List.of(sizes(4), sizes(2, 3), sizes(3, 4), sizes(), sizes());
    List<List<Long>> second = List.of(sizes(1), sizes(2, 4), sizes(4, 1), sizes(), sizes());
    String tooLong = "a name that is longer than the column of names is wide, which cuts it";
    List<List<Long>> layer = List.of(sizes(2, 3), sizes(4, 3), sizes(4));
    List<List<Long>> last = List.of(sizes(2, 4), sizes(1, 4), sizes(1));
    List<Entry> calls = new ArrayList<>();
    calls.add(call("step", 0, 5000.25, -1, NONE));
    calls.add(call("aten::linear", 100, 1900.5, 0, layer));
    calls.add(call("aten::t", 110, 150, 1, List.of(sizes(4, 3))));
    calls.add(call("aten::addmm", 200, 1800.125, 1, first));
    calls.add(call(tooLong, 2000, 2000.5, 0, List.of(sizes(2, 4))));
    calls.add(call("aten::linear", 2100, 4900, 0, last));
    calls.add(call("aten::addmm", 2150, 4100, 5, second));
    calls.add(call("aten::addmm", 2200, 4000, 6, second));
    calls.add(call("aten::copy_", 2250, 2260.5, 7, NONE));
    calls.add(call("last", 1_000_000, 3_500_000, -1, NONE));
    return FunctionEvent.list(calls);
  }

  @Test
  void printsTablesOfEvents() {
    Transcript.check(
        "prints_tables_of_events",
        out -> {
          EventList<FunctionEvent> events = events();
          EventList<FunctionEventAvg> averages = events.keyAverages();
          for (FunctionEvent event : events) {
            FunctionEvent parent = event.cpuParent();
            out.tell(
                event.id(),
                event.key(),
                event.cpuTimeTotal(),
                event.selfCpuTimeTotal(),
                parent == null ? null : parent.id());
          }
          for (FunctionEventAvg average : averages) {
            out.tell(
                average.key(),
                average.count(),
                average.cpuTimeTotal(),
                average.selfCpuTimeTotal(),
                average.cpuTime());
          }
          out.tell(events.table());
          out.tell(events.table(o -> o.topLevelEventsOnly(true).header("the header")));
          out.tell(averages.table());
          out.tell(averages.table(o -> o.sortBy("self_cpu_time_total").rowLimit(3)));
          out.tell(averages.table(o -> o.sortBy("count").maxNameColumnWidth(16).timeUnit("ms")));
          out.tell(averages.table(o -> o.sortBy("cpu_time").timeUnit("s")));
          EventList<FunctionEventAvg> byShape = events.keyAverages(true);
          out.tell(byShape.table(o -> o.sortBy("cpu_time_total").maxShapesColumnWidth(20)));
          out.tell(byShape.table(o -> o.rowLimit(-1).timeUnit("us")));
          out.tell(events.selfCpuTimeTotal(), events.totalAverage().count());
          out.tell(new EventList<FunctionEvent>(List.of()).table());
        });
  }

  @Test
  void printsEvents() {
    Transcript.check(
        "prints_events",
        out -> {
          EventList<FunctionEvent> events = events();
          out.tell(events.get(0));
          out.tell(events.keyAverages().get(0));
          out.tell(events.totalAverage());
        });
  }

  @Test
  void namesWhatRuns() {
    Transcript.check(
        "names_what_runs",
        out -> {
          Tensor x = Torch.ones(Torch.size(2, 3), o -> o.requiresGrad(true));
          Tensor y = Torch.ones(3, 4);
          Torch.mm(x, y).sum().backward();
          Profile profile = Profiler.profile(o -> o.recordShapes(true));
          try (profile) {
            Tensor loss;
            try (var mode = Profiler.recordFunction("forward")) {
              loss = Torch.mm(x.exp(), y).tanh().sum();
            }
            loss.backward();
          }
          Map<String, Object> sequence = new HashMap<>();
          for (FunctionEvent event : profile.functionEvents()) {
            FunctionEvent parent = event.cpuParent();
            out.tell(
                event.name(),
                event.scope(),
                event.inputShapes(),
                parent == null ? null : parent.name());
            sequence.put(event.name(), event.sequenceNr());
          }
          out.tell(
              Objects.equals(sequence.get("aten::exp"), sequence.get("ExpBackward0")),
              Objects.equals(sequence.get("aten::tanh"), sequence.get("TanhBackward0")));
          out.tell(Objects.equals(sequence.get("aten::exp"), sequence.get("aten::tanh")));
          assertThat(profile.selfCpuTimeTotal()).isPositive();
        });
  }
}
