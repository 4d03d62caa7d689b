package dev.obor.probe;

import dev.obor.Aten;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Operators in which LibTorch itself crashes or does not come to an end when it gets what the probe
 * gives, each with the reason. Python's process dies in them in the same way.
 */
final class LeftOut {
  private static final Pattern UNDERSCORE = Pattern.compile("(?<=[a-z0-9])_([a-z0-9])");

  private final Map<String, String> reasons;

  private LeftOut(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /** Reads the list: lines of {@code operator<TAB>reason}; {@code #} begins a comment. */
  static LeftOut read() {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream stream =
        Objects.requireNonNull(LeftOut.class.getResourceAsStream("left-out-operators.tsv"))) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 2 || fields[1].isBlank() || reasons.containsKey(fields[0])) {
          throw new IllegalStateException("left-out-operators.tsv: " + line);
        }
        reasons.put(fields[0], fields[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LeftOut(reasons);
  }

  /** An empty list. */
  static LeftOut nothing() {
    return new LeftOut(Map.of());
  }

  Map<String, String> reasons() {
    return reasons;
  }

  /** Whether a method belongs to one of the operators. */
  boolean has(Method method) {
    return reasons.keySet().stream().anyMatch(operator -> isOf(operator, method));
  }

  /**
   * Whether a method belongs to an operator: {@code lcm} stands for {@code Aten.lcm}, for what
   * Aten's names add to it, as in {@code Aten.lcm_out}, and for {@code lcm} and {@code lcm_} in the
   * other classes; {@code Aten.lcm} stands for itself alone.
   */
  static boolean isOf(String operator, Method method) {
    String name = method.getName();
    if (operator.startsWith("Aten.")) {
      return method.getDeclaringClass() == Aten.class && operator.equals("Aten." + name);
    }
    if (method.getDeclaringClass() == Aten.class) {
      return name.equals(operator) || name.startsWith(operator + "_");
    }
    return javaName(operator).equals(withoutEnd(name));
  }

  private static String withoutEnd(String name) {
    return name.replaceFirst("_+$", "");
  }

  /**
   * Modules of their own, such as {@code torch.special}, leave their name out of their members'.
   */
  private static String javaName(String operator) {
    String name = operator.replaceFirst("^(special|linalg|fft)_", "");
    return UNDERSCORE
        .matcher(withoutEnd(name))
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }
}
