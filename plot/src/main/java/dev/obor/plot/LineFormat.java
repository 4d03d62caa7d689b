package dev.obor.plot;

import dev.obor.ValueException;
import java.util.List;

/** The parts of a format such as {@code "-x"} or {@code "ro--"}: colour, marker and line. */
final class LineFormat {
  private static final List<String> LINES = List.of("--", "-.", "-", ":");

  private LineFormat() {}

  /** Writes what a format says into options. */
  static void read(String format, LineOptions options) {
    String rest = format;
    String line = null;
    String marker = null;
    String color = null;
    while (!rest.isEmpty()) {
      String start = rest;
      String found = LINES.stream().filter(start::startsWith).findFirst().orElse("");
      char letter = rest.charAt(0);
      if (!found.isEmpty() && line == null) {
        line = found;
        rest = rest.substring(found.length());
      } else if (Markers.isMarker(letter) && marker == null) {
        marker = String.valueOf(letter);
        rest = rest.substring(1);
      } else if (Colors.isLetter(letter) && color == null) {
        color = String.valueOf(letter);
        rest = rest.substring(1);
      } else {
        throw new ValueException(
            "'"
                + format
                + "' is not a valid format string (unrecognized character '"
                + letter
                + "')");
      }
    }
    if (marker != null) {
      options.marker(marker);
      options.linestyle(line == null ? "" : line);
    } else if (line != null) {
      options.linestyle(line);
    }
    if (color != null) {
      options.color(color);
    }
  }
}
