package dev.obor.nn.replay;

import dev.obor.operators.GoldenTensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * One recorded way to make and call a module; {@code module_goldens.py} says what the fields mean.
 *
 * @param tensors those of the whole fixture by number
 */
record ModuleCase(
    String module,
    String number,
    String mode,
    String positional,
    String keywords,
    String state,
    String checksums,
    String printed,
    String inputs,
    String outcome,
    String gradients,
    String buffers,
    Map<String, GoldenTensor> tensors) {

  /** The name of this case in lists. */
  String key() {
    return module + " " + number + " " + mode;
  }

  boolean fails() {
    return outcome.startsWith("! ");
  }

  /** What follows the sign at the outcome's beginning. */
  String expected() {
    return outcome.substring(2);
  }

  /** The lines of a compressed fixture. */
  static List<String> lines(String name) {
    try (InputStream file =
            Objects.requireNonNull(ModuleCase.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<ModuleCase> read() {
    Map<String, GoldenTensor> tensors = new HashMap<>();
    List<ModuleCase> cases = new ArrayList<>();
    for (String line : lines("/dev/obor/nn/module-cases.tsv.gz")) {
      String[] f = line.split("\t", -1);
      if (f[0].equals("t")) {
        tensors.put(f[1], new GoldenTensor(f[2], f[3], f[4], f[5]));
      } else {
        cases.add(
            new ModuleCase(
                f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[12],
                tensors));
      }
    }
    return cases;
  }
}
