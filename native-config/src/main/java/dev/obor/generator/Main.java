package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the bindings: {@code --output DIR --headers DIR --resources DIR --config DIR}. */
public final class Main {
  private Main() {}

  /**
   * Runs the generator.
   *
   * @param arguments {@code --config} names the folder native-config, {@code --bindings} the folder
   *     bindings, whose written native classes take part in the build id; {@code --output}, {@code
   *     --headers} and {@code --resources} say where the Java classes, the C++ header and the build
   *     id go
   */
  public static void main(String[] arguments) throws IOException {
    Generation.run(
        Path.of(option(arguments, "--config")),
        Path.of(option(arguments, "--bindings")),
        Path.of(option(arguments, "--output")),
        Path.of(option(arguments, "--headers")),
        Path.of(option(arguments, "--resources")));
  }

  private static String option(String[] arguments, String name) {
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      if (arguments[i].equals(name)) {
        return arguments[i + 1];
      }
    }
    throw new IllegalArgumentException("missing option " + name);
  }
}
