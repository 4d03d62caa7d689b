package dev.obor.vision.utils;

import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The colours of things that are drawn. */
final class Colors {
  private static final Pattern RGB =
      Pattern.compile("rgb\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*\\)");
  private static final Map<String, Integer> NAMES = new HashMap<>();

  static {
    String table =
        """
        aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff
        beige f5f5dc bisque ffe4c4 black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2
        brown a52a2a burlywood deb887 cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e
        coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc crimson dc143c cyan 00ffff
        darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9 darkgrey a9a9a9
        darkgreen 006400 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f
        darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f
        darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1
        darkviolet 9400d3 deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969
        dodgerblue 1e90ff firebrick b22222 floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff
        gainsboro dcdcdc ghostwhite f8f8ff gold ffd700 goldenrod daa520 gray 808080 grey 808080
        green 008000 greenyellow adff2f honeydew f0fff0 hotpink ff69b4 indianred cd5c5c
        indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
        lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
        lightgoldenrodyellow fafad2 lightgreen 90ee90 lightgray d3d3d3 lightgrey d3d3d3
        lightpink ffb6c1 lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa
        lightslategray 778899 lightslategrey 778899 lightsteelblue b0c4de lightyellow ffffe0
        lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff maroon 800000
        mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
        mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a
        mediumturquoise 48d1cc mediumvioletred c71585 midnightblue 191970 mintcream f5fffa
        mistyrose ffe4e1 moccasin ffe4b5 navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000
        olivedrab 6b8e23 orange ffa500 orangered ff4500 orchid da70d6 palegoldenrod eee8aa
        palegreen 98fb98 paleturquoise afeeee palevioletred db7093 papayawhip ffefd5
        peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
        rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513
        salmon fa8072 sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0
        skyblue 87ceeb slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa
        springgreen 00ff7f steelblue 4682b4 tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347
        turquoise 40e0d0 violet ee82ee wheat f5deb3 white ffffff whitesmoke f5f5f5 yellow ffff00
        yellowgreen 9acd32
        """;
    for (String line : table.lines().toList()) {
      String[] words = line.split(" ", -1);
      for (int i = 0; i < words.length; i += 2) {
        NAMES.put(words[i], HexFormat.fromHexDigits(words[i + 1]));
      }
    }
  }

  private Colors() {}

  /**
   * A colour for each of some things.
   *
   * @param given null for a palette, one colour for all, or a list with one for each
   */
  static List<int[]> of(@Nullable Object given, int count) {
    List<int[]> colors = new ArrayList<>();
    if (given instanceof List<?> list) {
      if (list.size() < count) {
        throw new ValueException(
            "Number of colors must be equal or larger than the number of objects, but got "
                + list.size()
                + " < "
                + count
                + ".");
      }
      list.forEach(color -> colors.add(color(color)));
      return colors;
    }
    for (int i = 0; i < count; i++) {
      colors.add(given == null ? palette(i) : color(given));
    }
    return colors;
  }

  private static int[] palette(long i) {
    return new int[] {
      (int) (i * ((1L << 25) - 1) % 255),
      (int) (i * ((1L << 15) - 1) % 255),
      (int) (i * ((1L << 21) - 1) % 255)
    };
  }

  /** A colour by its name, as {@code #f80}, {@code #ff8800} or {@code rgb(255, 136, 0)}. */
  static int[] color(Object given) {
    if (given instanceof int[] rgb) {
      return rgb;
    }
    String text = given.toString().toLowerCase(Locale.ROOT);
    Integer named = NAMES.get(text);
    if (named != null) {
      return parts(named);
    }
    Matcher rgb = RGB.matcher(text);
    if (rgb.matches()) {
      return new int[] {number(rgb.group(1)), number(rgb.group(2)), number(rgb.group(3))};
    }
    if (text.matches("#[0-9a-f]{6}")) {
      return parts(HexFormat.fromHexDigits(text.substring(1)));
    }
    if (text.matches("#[0-9a-f]{3}")) {
      int[] digits =
          parts(HexFormat.fromHexDigits(text.replaceAll("[0-9a-f]", "0$0").substring(1)));
      return new int[] {digits[0] * 17, digits[1] * 17, digits[2] * 17};
    }
    throw new ValueException("unknown color specifier: '" + given + "'");
  }

  private static int number(String digits) {
    return Math.min(255, Integer.parseInt(digits));
  }

  private static int[] parts(int color) {
    return new int[] {color >> 16 & 255, color >> 8 & 255, color & 255};
  }
}
