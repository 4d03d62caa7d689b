package dev.obor.operators;

import dev.obor.Torch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The recorded calls of one namespace; {@code operator_goldens.py} says what the lines mean.
 *
 * @param maker what computed the values
 * @param calls by the operator's name in the database
 * @param tensors by number
 * @param notRecorded what the script could not record: the reason and how often
 */
record GoldenCalls(
    Maker maker,
    Map<String, List<Call>> calls,
    Map<String, GoldenTensor> tensors,
    Map<String, Integer> notRecorded) {

  /**
   * The LibTorch that computed the values.
   *
   * @param capability the instruction set that its kernels used
   * @param build the SHA-256 of what it says about its build
   */
  record Maker(String capability, String build) {
    /** Whether it is the one that is loaded, on a processor with the same instructions. */
    boolean isLoaded() {
      try {
        byte[] config = Torch.Config.show().getBytes(StandardCharsets.UTF_8);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(config);
        return HexFormat.of().formatHex(hash).equals(build);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * One call.
   *
   * @param entry the entry of the database with its dtype, such as {@code div.floor_rounding/int64}
   * @param form such as {@code method 2}
   * @param function such as {@code Tensor.add}
   */
  record Call(
      String entry,
      String form,
      String function,
      String arguments,
      String keywords,
      String outcome,
      String gradients,
      double rtol,
      double atol) {
    /** The name of this call in lists. */
    String key() {
      return function + " " + entry + " " + form;
    }

    boolean fails() {
      return outcome.startsWith("! ");
    }

    /** What follows the sign at the outcome's beginning. */
    String expected() {
      return outcome.substring(2);
    }
  }

  static GoldenCalls read(String namespace) {
    String name = "/dev/obor/operators-" + namespace + ".tsv.gz";
    try (InputStream file =
            Objects.requireNonNull(GoldenCalls.class.getResourceAsStream(name), name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return parse(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCalls parse(List<String> lines) {
    String[] made = lines.get(0).split("\t", -1);
    if (!made[0].equals("made")) {
      throw new IllegalArgumentException(lines.get(0));
    }
    GoldenCalls all =
        new GoldenCalls(
            new Maker(made[1], made[2]),
            new LinkedHashMap<>(),
            new HashMap<>(),
            new LinkedHashMap<>());
    String[] op = {};
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case "op" -> op = fields;
        case "t" ->
            all.tensors.put(
                fields[1], new GoldenTensor(fields[2], fields[3], fields[4], fields[5]));
        case "none" ->
            all.notRecorded.merge(
                fields[1].replaceFirst("^\\w+ \\d+( method)?: ", ""), 1, Integer::sum);
        case "call" ->
            all.calls
                .computeIfAbsent(op[1], key -> new ArrayList<>())
                .add(
                    new Call(
                        op[1] + "." + op[2] + "/" + op[3],
                        fields[1],
                        fields[2],
                        fields[3],
                        fields[4],
                        fields[5],
                        fields[6],
                        Double.parseDouble(op[4]),
                        Double.parseDouble(op[5])));
        default -> throw new IllegalArgumentException(line);
      }
    }
    return all;
  }
}
