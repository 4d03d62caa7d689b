package dev.obor.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A main class that runs in a JVM of its own, with the class path of this one.
 *
 * <pre>{@code
 * JavaProgram.of(Training.class, "200000").options("-Xmx64m").run().succeeds();
 * }</pre>
 */
public final class JavaProgram {
  private final Class<?> main;
  private final List<String> arguments;
  private final List<String> options = new ArrayList<>();
  private Duration limit = Duration.ofMinutes(3);
  private @Nullable File folder;

  private JavaProgram(Class<?> main, List<String> arguments) {
    this.main = main;
    this.arguments = arguments;
  }

  /** A program that has not started yet. */
  public static JavaProgram of(Class<?> main, String... arguments) {
    return new JavaProgram(main, List.of(arguments));
  }

  /** Adds options of the JVM. */
  public JavaProgram options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Sets how long the program may take before it is killed; without it three minutes. */
  public JavaProgram limit(Duration duration) {
    this.limit = duration;
    return this;
  }

  /** Sets the working directory; without it the one of this JVM. */
  public JavaProgram in(Path folder) {
    this.folder = folder.toFile();
    return this;
  }

  /** Runs the program to its end. */
  public Result run() throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A crash tells its story where the test sees it, and leaves no files behind.
    command.addAll(List.of("-XX:+ErrorFileToStdout", "-XX:-CreateCoredumpOnCrash"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    // Surefire starts its JVM with a jar that only points to the class path.
    String classPath = System.getProperty("surefire.test.class.path");
    command.addAll(
        List.of("-cp", classPath == null ? System.getProperty("java.class.path") : classPath));
    command.add(main.getName());
    command.addAll(arguments);
    long begin = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command).directory(folder).redirectErrorStream(true).start();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new Result(ended, process.exitValue(), output.join(), took);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How a program ended.
   *
   * @param ended whether it ended by itself within its limit
   * @param exit the exit code
   * @param output what it wrote to standard output and standard error
   * @param took how long it ran
   */
  public record Result(boolean ended, int exit, String output, Duration took) {
    /** Fails unless the program ended by itself and without an error. */
    public Result succeeds() {
      if (!ended) {
        throw new AssertionError("the program was killed after " + took + ":\n" + output);
      }
      if (exit != 0) {
        throw new AssertionError("the program ended with " + exit + ":\n" + output);
      }
      return this;
    }

    /** The number that the program printed as {@code name=number}. */
    public double figure(String name) {
      return output
          .lines()
          .filter(line -> line.startsWith(name + "="))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .reduce((first, last) -> last)
          .orElseThrow(() -> new AssertionError("no figure " + name + " in:\n" + output));
    }

    /** How many lines contain a text. */
    public long lines(String text) {
      return output.lines().filter(line -> line.contains(text)).count();
    }
  }
}
