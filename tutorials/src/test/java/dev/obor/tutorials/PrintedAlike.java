package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares texts whose numbers were computed by different machines: the words must be the same, and
 * the numbers the same within their printed digits.
 */
final class PrintedAlike {
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+\\.\\d*(?:e[-+]?\\d+)?");
  private static final int MOST_ROUNDED_DIGITS = 6;

  /** A float32 has seven digits, and training gathers the errors of many steps. */
  private static final double RELATIVE = 2e-5;

  private PrintedAlike() {}

  static void assertAlike(String what, String actual, String expected) {
    if (actual.equals(expected)) {
      return;
    }
    assertThat(words(actual)).as(what).isEqualTo(words(expected));
    List<String> ours = numbers(actual);
    List<String> theirs = numbers(expected);
    for (int i = 0; i < theirs.size(); i++) {
      BigDecimal number = new BigDecimal(theirs.get(i));
      double value = number.doubleValue();
      double digit = Math.pow(10, -number.scale());
      boolean isRounded = fraction(theirs.get(i)) <= MOST_ROUNDED_DIGITS;
      double error = isRounded ? 1.01 * digit : Math.abs(value) * RELATIVE;
      assertThat(Double.parseDouble(ours.get(i)))
          .as(what + ": number " + i + " of\n" + actual)
          .isCloseTo(value, within(error));
    }
  }

  private static int fraction(String number) {
    return number.replaceFirst("e.*", "").replaceFirst(".*\\.", "").length();
  }

  private static String words(String text) {
    return NUMBER.matcher(text).replaceAll("#").replaceAll(" +#", " #");
  }

  private static List<String> numbers(String text) {
    return NUMBER.matcher(text).results().map(MatchResult::group).toList();
  }
}
