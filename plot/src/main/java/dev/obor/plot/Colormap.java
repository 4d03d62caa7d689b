package dev.obor.plot;

import dev.obor.ValueException;
import java.util.Map;
import java.util.TreeSet;

/** A scale of colours for the numbers from 0 to 1. */
final class Colormap {
  private static final int LEVELS = 256;

  // Between these colours, at equal distances, a scale changes evenly.
  private static final Map<String, int[]> ANCHORS =
      Map.of(
          "gray",
          new int[] {0x000000, 0xffffff},
          "binary",
          new int[] {0xffffff, 0x000000},
          "Greys",
          new int[] {
            0xffffff, 0xf0f0f0, 0xd9d9d9, 0xbdbdbd, 0x969696, 0x737373, 0x525252, 0x252525, 0x000000
          },
          "viridis",
          new int[] {
            0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58,
            0xb5de2b, 0xfde725
          },
          "Blues",
          new int[] {
            0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b
          });

  private final int[] levels;

  private Colormap(int[] levels) {
    this.levels = levels;
  }

  /**
   * Looks a scale up by matplotlib's name; {@code _r} at its end turns it round.
   *
   * @throws ValueException if there is none of this name
   */
  static Colormap of(String name) {
    boolean reversed = name.endsWith("_r");
    int[] anchors = ANCHORS.get(reversed ? name.substring(0, name.length() - 2) : name);
    if (anchors == null) {
      throw new ValueException(
          "'"
              + name
              + "' is not a valid value for cmap; supported values are "
              + String.join(", ", new TreeSet<>(ANCHORS.keySet()))
              + ", and each with _r at its end");
    }
    int[] levels = new int[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      double place = i / (LEVELS - 1.0) * (anchors.length - 1);
      int left = Math.min((int) place, anchors.length - 2);
      int colour = mixed(anchors[left], anchors[left + 1], place - left);
      levels[reversed ? LEVELS - 1 - i : i] = colour;
    }
    return new Colormap(levels);
  }

  private static int mixed(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }

  /** The colour of a number, as 0xrrggbb; below 0 that of 0, above 1 that of 1. */
  int rgb(double value) {
    int level = (int) (value * LEVELS);
    return levels[Math.max(0, Math.min(LEVELS - 1, level))];
  }
}
