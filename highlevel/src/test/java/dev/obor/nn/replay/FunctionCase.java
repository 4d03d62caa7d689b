package dev.obor.nn.replay;

import dev.obor.operators.GoldenTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One recorded call of a function; {@code functional_goldens.py} says what the fields mean.
 *
 * @param tensors those of the whole fixture by number
 */
record FunctionCase(
    String function,
    String number,
    String leading,
    String others,
    String outcome,
    String gradients,
    Map<String, GoldenTensor> tensors) {

  /** The name of this call in lists. */
  String key() {
    return function + " " + number;
  }

  boolean fails() {
    return outcome.startsWith("! ");
  }

  /** What follows the sign at the outcome's beginning. */
  String expected() {
    return outcome.substring(2);
  }

  static List<FunctionCase> read() {
    Map<String, GoldenTensor> tensors = new HashMap<>();
    List<FunctionCase> cases = new ArrayList<>();
    for (String line : ModuleCase.lines("/dev/obor/nn/function-cases.tsv.gz")) {
      String[] f = line.split("\t", -1);
      if (f[0].equals("t")) {
        tensors.put(f[1], new GoldenTensor(f[2], f[3], f[4], f[5]));
      } else {
        cases.add(new FunctionCase(f[1], f[2], f[3], f[4], f[5], f[6], tensors));
      }
    }
    return cases;
  }
}
