package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.WorkedExample;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** A session as {@code ./obor jshell} begins it, which runs its code in a JVM of its own. */
final class JShellSession implements AutoCloseable {
  private static final Path STARTUP =
      WorkedExample.projectFile("tutorials/src/main/jshell/startup.jsh");

  private final JShell shell =
      JShell.builder().remoteVMOptions("-Djava.awt.headless=true", "-Xmx512m").build();

  JShellSession() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      shell.addToClasspath(entry);
    }
    run(Files.readString(STARTUP));
  }

  /** Runs code, snippet by snippet; returns the last one's value. */
  String run(String code) {
    String value = "";
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String source = info.source();
      assertThat(source).as("incomplete: %s", rest).isNotNull();
      List<SnippetEvent> events = shell.eval(source);
      for (SnippetEvent event : events) {
        String problems =
            String.join(
                "; ",
                shell
                    .diagnostics(event.snippet())
                    .map(problem -> problem.getMessage(Locale.ROOT))
                    .toList());
        assertThat(event.exception()).as(source).isNull();
        assertThat(event.status()).as("%s: %s", source, problems).isEqualTo(Status.VALID);
        value = String.valueOf(event.value());
      }
      rest = info.remaining();
    }
    return value;
  }

  @Override
  public void close() {
    shell.close();
  }
}
