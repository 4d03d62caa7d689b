package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.IndexException;
import dev.obor.NotImplementedException;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario tells, to be compared with what the scenario of the same name tells in Python;
 * see {@code src/test/python/autograd_goldens.py}.
 */
final class Transcript {
  /** Something that may fail. */
  interface Action {
    void run();
  }

  private static final Map<String, List<String>> GOLDENS = read();

  private final List<String> lines = new ArrayList<>();

  private Transcript() {}

  private static Map<String, List<String>> read() {
    try (InputStream stream =
        Objects.requireNonNull(Transcript.class.getResourceAsStream("autograd-goldens.tsv"))) {
      Map<String, List<String>> goldens = new LinkedHashMap<>();
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        int tab = line.indexOf('\t');
        goldens
            .computeIfAbsent(line.substring(0, tab), name -> new ArrayList<>())
            .add(unescaped(line.substring(tab + 1)));
      }
      return goldens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescaped(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        c = text.charAt(++i);
        c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
      }
      result.append(c);
    }
    return result.toString();
  }

  /** The names of all scenarios. */
  static List<String> scenarios() {
    return List.copyOf(GOLDENS.keySet());
  }

  /** Runs a scenario, which must tell what Python's tells. */
  static void check(String scenario, Consumer<Transcript> body) {
    List<String> expected = Objects.requireNonNull(GOLDENS.get(scenario), scenario);
    Transcript transcript = new Transcript();
    Torch.manualSeed(0);
    body.accept(transcript);
    assertThat(transcript.lines).as(scenario).containsExactlyElementsOf(expected);
  }

  void tell(@Nullable Object... values) {
    lines.add(Arrays.stream(values).map(Transcript::python).collect(Collectors.joining(" ")));
  }

  /** Tells the type of an error and the first line of its text, in Python's words. */
  void error(Action action) {
    try {
      action.run();
    } catch (TorchException e) {
      String message = Objects.requireNonNull(e.getMessage());
      lines.add(type(e) + ": " + message.lines().findFirst().orElse(""));
      return;
    }
    throw new AssertionError("no error");
  }

  private static String type(TorchException e) {
    if (e instanceof ValueException) {
      return "ValueError";
    } else if (e instanceof IndexException) {
      return "IndexError";
    } else if (e instanceof TypeException) {
      return "TypeError";
    } else if (e instanceof NotImplementedException) {
      return "NotImplementedError";
    } else if (e instanceof CheckpointException) {
      return "CheckpointError";
    } else if (e instanceof GradcheckException) {
      return "GradcheckError";
    }
    return "RuntimeError";
  }

  private static String python(@Nullable Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    } else if (value instanceof Object[] array) {
      return python(Arrays.asList(array));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Transcript::python).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }
}
