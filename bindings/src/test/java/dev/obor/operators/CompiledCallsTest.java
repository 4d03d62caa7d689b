package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.operators.GoldenCalls.Call;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the replayed calls as Java source, which the compiler must take: no call is ambiguous. */
class CompiledCallsTest {
  /** Python's ord is a number or a text; None needs {@code (Number) null}. */
  private static final String NUMBER_OR_TEXT = "Linalg.norm(t, null, ";

  @TempDir Path folder;

  @Test
  void everyReplayedCallCompiles() throws IOException {
    List<String> statements = statements();
    assertThat(statements).hasSizeGreaterThan(2000);
    assertThat(compiled(JavaText.source(statements))).isEmpty();
  }

  @Test
  void theCompilerRefusesWhatNoMethodTakes() throws IOException {
    assertThat(compiled(JavaText.source(List.of("Torch.add(t, \"one\");"))))
        .contains("no suitable method");
  }

  /**
   * At the end null could stand for a lambda too; the call without it means the same, as None is
   * what Python takes by default.
   */
  @Test
  void noneIsNullBetweenArgumentsAndIsLeftOutBehindThem() throws IOException {
    List<NullCall> calls =
        PublicNames.classes().stream()
            .flatMap(type -> NullCall.of(type).stream())
            .filter(call -> !call.statement().startsWith(NUMBER_OR_TEXT))
            .toList();
    assertThat(calls).hasSizeGreaterThan(700);
    List<String> refused = refused(calls.stream().map(NullCall::statement).toList());

    List<String> shorter = new ArrayList<>();
    for (NullCall call : calls) {
      if (refused.contains(call.statement())) {
        assertThat(call.without()).as(call.statement()).isNotNull();
        shorter.add(call.without());
      }
    }
    assertThat(shorter).contains("Torch.conv2d(t, t);");
    assertThat(compiled(JavaText.source(shorter))).isEmpty();
  }

  /** The statements that the compiler finds ambiguous. */
  private List<String> refused(List<String> statements) throws IOException {
    List<String> lines = JavaText.source(statements).lines().toList();
    Set<Integer> places =
        Pattern.compile("Calls\\.java:(\\d+): error: reference to \\w+ is ambiguous")
            .matcher(compiled(JavaText.source(statements)))
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .collect(Collectors.toSet());
    return statements.stream()
        .filter(s -> places.stream().anyMatch(at -> lines.get(at - 1).contains(" " + s + " ")))
        .toList();
  }

  /** One statement for every overload and set of keywords. */
  private static List<String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    for (String namespace : List.of("torch", "linalg", "fft", "special", "signal", "sparse")) {
      GoldenCalls golden = GoldenCalls.read(namespace);
      for (List<Call> calls : golden.calls().values()) {
        for (Call call : calls) {
          if (call.function().equals("Tensor.__getitem__")) {
            continue; // its arguments are objects, which the compiler takes all
          }
          try (Scope scope = Torch.scope()) {
            new Replay(golden)
                .found(call)
                .map(found -> JavaText.statement(call.function(), found))
                .ifPresent(s -> statements.putIfAbsent(s.replaceAll("-?\\d+", "1"), s));
          }
        }
      }
    }
    return new ArrayList<>(statements.values());
  }

  private String compiled(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Calls.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-Xmaxerrs",
              "10000",
              "-d",
              folder.toString(),
              "-cp",
              System.getProperty(
                  "surefire.test.class.path", System.getProperty("java.class.path")));
      compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file)).call();
    }
    return messages.toString();
  }
}
