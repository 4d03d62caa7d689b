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
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes the replayed calls as Java source, which the compiler must take: no call is ambiguous. */
class CompiledCallsTest {
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
    assertThat(compiled(JavaText.source(List.of("Torch.conv2d(t, t, null);"))))
        .contains("ambiguous");
  }

  /** One statement for every overload and set of keywords. */
  private static List<String> statements() {
    Map<String, String> statements = new LinkedHashMap<>();
    for (String namespace : List.of("torch", "linalg", "fft", "special")) {
      GoldenCalls golden = GoldenCalls.read(namespace);
      for (List<Call> calls : golden.calls().values()) {
        for (Call call : calls) {
          if (call.function().equals("Tensor.__getitem__")) {
            continue; // its arguments are objects, which the compiler takes all
          }
          try (Scope scope = Torch.scope()) {
            new Replay(golden.tensors())
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
