package dev.obor.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of this one. */
final class ChildJvm {
  private final Process process;
  private final BufferedReader reader;
  private final StringBuilder output = new StringBuilder();

  private ChildJvm(Process process) {
    this.process = process;
    this.reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), main.getName(), arguments);
  }

  static ChildJvm start(List<String> options, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    // Surefire starts its JVM with a jar that only points to the class path.
    String classPath = System.getProperty("surefire.test.class.path");
    command.addAll(
        List.of("-cp", classPath == null ? System.getProperty("java.class.path") : classPath));
    command.add(main);
    command.addAll(List.of(arguments));
    return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads until a line comes. */
  void awaitLine(String expected) throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.append(line).append('\n');
      if (line.equals(expected)) {
        return;
      }
    }
    throw new IOException("no line " + expected + " in:\n" + output);
  }

  /** Reads to the end and returns the exit code. */
  int exit() throws IOException, InterruptedException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.append(line).append('\n');
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the child did not end:\n" + output);
    }
    return process.exitValue();
  }

  String output() {
    return output.toString();
  }

  /** Returns what follows a prefix on the line that begins with it. */
  String lineAfter(String prefix) {
    return output
        .toString()
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no line " + prefix + " in:\n" + output));
  }
}
