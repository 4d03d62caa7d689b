package dev.obor.plot;

import dev.obor.ValueException;
import java.awt.Color;
import java.util.Map;

/** The colours that matplotlib names. */
final class Colors {
  private static final int[] CYCLE = {
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22,
    0x17becf
  };

  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("b", 0x0000ff),
          Map.entry("g", 0x008000),
          Map.entry("r", 0xff0000),
          Map.entry("c", 0x00bfbf),
          Map.entry("m", 0xbf00bf),
          Map.entry("y", 0xbfbf00),
          Map.entry("k", 0x000000),
          Map.entry("w", 0xffffff),
          Map.entry("black", 0x000000),
          Map.entry("white", 0xffffff),
          Map.entry("gray", 0x808080),
          Map.entry("grey", 0x808080),
          Map.entry("lightgray", 0xd3d3d3),
          Map.entry("lightgrey", 0xd3d3d3),
          Map.entry("darkgray", 0xa9a9a9),
          Map.entry("red", 0xff0000),
          Map.entry("darkred", 0x8b0000),
          Map.entry("green", 0x008000),
          Map.entry("lime", 0x00ff00),
          Map.entry("darkgreen", 0x006400),
          Map.entry("blue", 0x0000ff),
          Map.entry("navy", 0x000080),
          Map.entry("skyblue", 0x87ceeb),
          Map.entry("steelblue", 0x4682b4),
          Map.entry("cyan", 0x00ffff),
          Map.entry("teal", 0x008080),
          Map.entry("magenta", 0xff00ff),
          Map.entry("purple", 0x800080),
          Map.entry("pink", 0xffc0cb),
          Map.entry("orange", 0xffa500),
          Map.entry("gold", 0xffd700),
          Map.entry("yellow", 0xffff00),
          Map.entry("brown", 0xa52a2a),
          Map.entry("salmon", 0xfa8072),
          Map.entry("tab:blue", 0x1f77b4),
          Map.entry("tab:orange", 0xff7f0e),
          Map.entry("tab:green", 0x2ca02c),
          Map.entry("tab:red", 0xd62728),
          Map.entry("tab:purple", 0x9467bd),
          Map.entry("tab:brown", 0x8c564b),
          Map.entry("tab:pink", 0xe377c2),
          Map.entry("tab:gray", 0x7f7f7f),
          Map.entry("tab:olive", 0xbcbd22),
          Map.entry("tab:cyan", 0x17becf));

  private Colors() {}

  /** The colour that the nth line of axes gets by itself. */
  static Color ofCycle(int n) {
    return new Color(CYCLE[Math.floorMod(n, CYCLE.length)]);
  }

  /** Whether a letter names a colour in a format like {@code "r--"}. */
  static boolean isLetter(char letter) {
    return NAMES.containsKey(String.valueOf(letter));
  }

  /**
   * Looks a colour up.
   *
   * @param name a name, a letter, {@code C0} to {@code C9}, {@code #rrggbb}, {@code #rgb}, or a
   *     grey level from {@code "0"} to {@code "1"}
   */
  static Color of(String name) {
    Integer rgb = NAMES.get(name);
    if (rgb != null) {
      return new Color(rgb);
    }
    if (name.matches("C\\d{1,6}")) {
      return ofCycle(Integer.parseInt(name.substring(1)));
    }
    if (name.matches("#[0-9a-fA-F]{6}")) {
      return new Color(Integer.parseInt(name.substring(1), 16));
    }
    if (name.matches("#[0-9a-fA-F]{3}")) {
      return new Color(Integer.parseInt(name.substring(1).replaceAll("(.)", "$1$1"), 16));
    }
    if (name.matches("0|1|0?\\.\\d+|[01]\\.0*|0\\.\\d+")) {
      float level = Float.parseFloat(name);
      return new Color(level, level, level);
    }
    throw new ValueException("'" + name + "' is not a valid color value");
  }

  /** The colour, as see-through as {@code alpha} from 0 to 1 says. */
  static Color faded(Color color, double alpha) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new ValueException("alpha must be between 0 and 1, inclusive, but is " + alpha);
    }
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(alpha * 255));
  }
}
