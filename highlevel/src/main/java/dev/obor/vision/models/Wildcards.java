package dev.obor.vision.models;

import java.util.List;
import java.util.regex.Pattern;

/** Filters for names, as a Unix shell has them. */
final class Wildcards {
  private Wildcards() {}

  static boolean anyMatches(List<String> filters, String name) {
    return filters.stream().anyMatch(filter -> pattern(filter).matcher(name).matches());
  }

  private static Pattern pattern(String filter) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < filter.length(); i++) {
      char c = filter.charAt(i);
      int end = c == '[' ? filter.indexOf(']', i + 2) : -1;
      if (end > 0) {
        String inside = filter.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside);
        regex.append(']');
        i = end;
      } else if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
