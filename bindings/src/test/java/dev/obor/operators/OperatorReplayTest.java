package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.operators.GoldenCalls.Call;
import dev.obor.operators.Replay.Result;
import dev.obor.operators.Replay.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays PyTorch's operator database through the public methods: results, gradients and errors are
 * Python's, except for the calls in {@code operators-listed.tsv}, which end otherwise for the
 * reasons there.
 */
class OperatorReplayTest {
  private static final String COUNTS = "operators-counts.tsv";

  private final Map<String, String> listed = ListedCalls.read();
  private final Set<String> met = new HashSet<>();
  private final ReplayFigures figures = new ReplayFigures();

  @TestFactory
  Stream<DynamicNode> replay() {
    return Stream.concat(
        Stream.of("torch", "linalg", "fft", "special", "signal", "sparse")
            .map(namespace -> dynamicContainer(namespace, operators(namespace))),
        Stream.of(
            dynamicTest("figures", this::figuresAreThoseCommitted),
            dynamicTest("list", this::everyListedCallExists)));
  }

  private Stream<DynamicNode> operators(String namespace) {
    GoldenCalls golden = GoldenCalls.read(namespace);
    Replay replay = new Replay(golden);
    figures.countComparedToTheBit(golden, replay.isToTheBit());
    figures.countNotRecorded(golden.notRecorded());
    return golden.calls().entrySet().stream()
        .map(
            operator ->
                dynamicTest(
                    operator.getKey(),
                    () -> endAsInPython(namespace, replay, operator.getValue())));
  }

  private void endAsInPython(String namespace, Replay replay, List<Call> calls) {
    List<String> wrong = new ArrayList<>();
    for (Call call : calls) {
      Result result = replay.of(call);
      figures.count(namespace, call, result.verdict());
      boolean failed = result.verdict() == Verdict.FAILED;
      boolean known = listed.containsKey(call.key());
      if (known) {
        met.add(call.key());
      }
      if (failed && !known) {
        wrong.add(call.key() + "\t" + result.reason());
      } else if (known && !failed) {
        wrong.add(call.key() + "\tis as in Python; take it out of " + ListedCalls.FILE);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void figuresAreThoseCommitted() throws IOException {
    System.out.println(figures.summary());
    Path file = Path.of("src/test/resources/dev/obor", COUNTS);
    if (Boolean.getBoolean("obor.parity.write")) {
      Files.writeString(file, figures.table(), StandardCharsets.UTF_8);
    }
    assertThat(figures.table())
        .as("run ci/parity.sh and commit what it writes")
        .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  private void everyListedCallExists() {
    assertThat(met).as("calls in the fixtures that are listed").isEqualTo(listed.keySet());
  }
}
