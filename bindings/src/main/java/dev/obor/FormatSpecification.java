package dev.obor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes numbers as Python's format specifications say, such as {@code >8.3f}.
 *
 * <p>The language: {@code [[fill]align][sign][#][0][width][grouping][.precision][type]}.
 */
final class FormatSpecification {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alternate>#)?(?<zero>0)?"
              + "(?<width>\\d{1,9})?(?<grouping>[,_])?(?:\\.(?<precision>\\d{1,9}))?"
              + "(?<type>[a-zA-Z%])?",
          Pattern.DOTALL);

  private final char fill;
  private final char align;
  private final char sign;
  private final boolean alternate;
  private final boolean zero;
  private final int width;
  private final String grouping;
  private final int precision;
  private final char type;

  private FormatSpecification(Matcher parts) {
    this.zero = parts.group("zero") != null && parts.group("align") == null;
    this.fill = parts.group("fill") != null ? parts.group("fill").charAt(0) : zero ? '0' : ' ';
    this.align = character(parts, "align", zero ? '=' : '>');
    this.sign = character(parts, "sign", '-');
    this.alternate = parts.group("alternate") != null;
    this.width = number(parts, "width", 0);
    this.grouping = parts.group("grouping") == null ? "" : parts.group("grouping");
    this.precision = number(parts, "precision", -1);
    this.type = character(parts, "type", '\0');
  }

  private static char character(Matcher parts, String group, char otherwise) {
    return parts.group(group) == null ? otherwise : parts.group(group).charAt(0);
  }

  private static int number(Matcher parts, String group, int otherwise) {
    return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
  }

  /**
   * The number as the specification says.
   *
   * @throws ValueException if it is no specification, or not one for this kind of number
   */
  static String format(Scalar number, String specification) {
    if (specification.isEmpty()) {
      return number.toString();
    }
    String kind = number.isComplex() ? "complex" : number.isFloatingPoint() ? "float" : "int";
    Matcher parts = SYNTAX.matcher(specification);
    if (!parts.matches()) {
      throw new ValueException(
          "Invalid format specifier '" + specification + "' for object of type '" + kind + "'");
    }
    FormatSpecification format = new FormatSpecification(parts);
    return switch (kind) {
      case "complex" -> format.complex(number.complexValue());
      case "float" -> format.real(number.doubleValue(), "float");
      default -> format.whole(number.longValue());
    };
  }

  private ValueException unknown(String kind) {
    return new ValueException(
        "Unknown format code '" + type + "' for object of type '" + kind + "'");
  }

  // ---- whole numbers

  private String whole(long value) {
    if ("eEfFgG%".indexOf(type) >= 0) {
      return real((double) value, "int");
    }
    if (precision >= 0) {
      throw new ValueException("Precision not allowed in integer format specifier");
    }
    String digits =
        switch (type) {
          case '\0', 'd', 'n' -> Long.toString(value);
          case 'b' -> Long.toString(value, 2);
          case 'o' -> Long.toString(value, 8);
          case 'x' -> Long.toString(value, 16);
          case 'X' -> Long.toString(value, 16).toUpperCase(Locale.ROOT);
          case 'c' -> Character.toString(Math.toIntExact(value));
          default -> throw unknown("int");
        };
    boolean negative = type != 'c' && value < 0;
    boolean based = "boxX".indexOf(type) >= 0;
    String prefix = based && alternate ? "0" + type : "";
    return padded(negative, prefix, negative ? digits.substring(1) : digits, based ? 4 : 3, "");
  }

  // ---- real numbers

  private String real(double value, String kind) {
    boolean negative = Double.doubleToRawLongBits(value) < 0 && !Double.isNaN(value);
    String magnitude = magnitude(Math.abs(value), kind);
    int point = 0;
    while (point < magnitude.length() && Character.isDigit(magnitude.charAt(point))) {
      point++;
    }
    return padded(negative, "", magnitude.substring(0, point), 3, magnitude.substring(point));
  }

  private String magnitude(double value, String kind) {
    boolean upper = "EFG".indexOf(type) >= 0;
    String digits;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      digits = (Double.isNaN(value) ? "nan" : "inf") + (type == '%' ? "%" : "");
    } else {
      int places = precision < 0 ? 6 : precision;
      digits =
          switch (type) {
            case '\0' -> plain(value);
            case 'e', 'E' -> scientific(new BigDecimal(value), places);
            case 'f', 'F' -> fixed(new BigDecimal(value), places);
            case 'g', 'G', 'n' -> general(value, Math.max(1, places), 0);
            case '%' -> fixed(new BigDecimal(value * 100), places) + "%";
            default -> throw unknown(kind);
          };
    }
    return upper ? digits.toUpperCase(Locale.ROOT) : digits;
  }

  private String plain(double value) {
    if (precision < 0) {
      return PythonNumber.repr(value);
    }
    String digits = general(value, Math.max(1, precision), 1);
    return digits.matches("\\d+") ? digits + ".0" : digits;
  }

  private String fixed(BigDecimal value, int places) {
    String digits = value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return alternate && places == 0 ? digits + "." : digits;
  }

  private String scientific(BigDecimal value, int places) {
    BigDecimal rounded = value.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
    StringBuilder out = new StringBuilder(digits);
    while (out.length() < places + 1) {
      out.append('0');
    }
    out.setLength(places + 1);
    if (places > 0 || alternate) {
      out.insert(1, '.');
    }
    String size = Integer.toString(Math.abs(exponent));
    return out + "e" + (exponent < 0 ? "-" : "+") + (size.length() < 2 ? "0" + size : size);
  }

  /** Fixed or scientific, whichever suits the exponent, with a number of digits in all. */
  private String general(double value, int digits, int fewer) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - 1 - rounded.scale();
    if (exponent >= -4 && exponent < digits - fewer) {
      String out = exact.setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString();
      return alternate || !out.contains(".") ? out : out.replaceFirst("\\.?0+$", "");
    }
    String out = scientific(exact, digits - 1);
    return alternate ? out : out.replaceFirst("\\.?0*e", "e");
  }

  // ---- complex numbers

  private String complex(Complex value) {
    if (zero || align == '=') {
      throw new ValueException(
          zero
              ? "Zero padding is not allowed in complex format specifier"
              : "'=' alignment flag is not allowed in complex format specifier");
    }
    if ("\0eEfFgGn".indexOf(type) < 0) {
      throw unknown("complex");
    }
    FormatSpecification part = withoutWidth();
    String real = part.real(value.real(), "complex");
    String imaginary = part.real(value.imaginary(), "complex");
    String joined = real + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
    return aligned(type == '\0' ? "(" + joined + ")" : joined);
  }

  /** The same without alignment and width. */
  private FormatSpecification withoutWidth() {
    String bare =
        (sign == '-' ? "" : String.valueOf(sign))
            + (alternate ? "#" : "")
            + grouping
            + (precision < 0 ? "" : "." + precision)
            + (type == '\0' ? "" : String.valueOf(type));
    Matcher parts = SYNTAX.matcher(bare);
    if (!parts.matches()) {
      throw new IllegalStateException(bare);
    }
    return new FormatSpecification(parts);
  }

  // ---- padding

  private String padded(boolean negative, String prefix, String digits, int group, String rest) {
    String front = (negative ? "-" : sign == '-' ? "" : String.valueOf(sign)) + prefix;
    boolean zeros = align == '=' && fill == '0';
    String whole = grouped(digits, group);
    if (zeros && !digits.isEmpty()) {
      String longer = digits;
      while (front.length() + whole.length() + rest.length() < width) {
        longer = "0" + longer;
        whole = grouped(longer, group);
      }
    }
    if (align == '=') {
      int missing = Math.max(0, width - front.length() - whole.length() - rest.length());
      return front + String.valueOf(fill).repeat(missing) + whole + rest;
    }
    return aligned(front + whole + rest);
  }

  private String grouped(String digits, int group) {
    if (grouping.isEmpty()) {
      return digits;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int i = digits.length() - group; i > 0; i -= group) {
      out.insert(i, grouping);
    }
    return out.toString();
  }

  private String aligned(String digits) {
    int missing = Math.max(0, width - digits.length());
    int before = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    String filling = String.valueOf(fill);
    return filling.repeat(before) + digits + filling.repeat(missing - before);
  }
}
