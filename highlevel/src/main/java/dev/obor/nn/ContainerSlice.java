package dev.obor.nn;

import dev.obor.IndexException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Places in a container as Python writes them: {@code 3}, {@code -1}, {@code 1:}, {@code ::2}. */
final class ContainerSlice {
  private static final Pattern SLICE =
      Pattern.compile("\\s*(-?\\d+)?\\s*:\\s*(-?\\d+)?\\s*(?::\\s*(-?\\d+)?\\s*)?");

  private ContainerSlice() {}

  /** The place from the front. */
  static int place(int index, int size) {
    if (index < -size || index >= size) {
      throw new IndexException("index " + index + " is out of range");
    }
    return index < 0 ? index + size : index;
  }

  /** The elements that a slice such as {@code 1:-1} names. */
  static <T> List<T> of(List<T> elements, String slice) {
    Matcher matcher = SLICE.matcher(slice);
    if (!matcher.matches()) {
      throw new ValueException(
          "not a slice: \"" + slice + "\"\nWrite one as in Python, such as \"1:\" or \"::2\".");
    }
    int size = elements.size();
    Integer step = number(matcher.group(3));
    int by = step == null ? 1 : step;
    if (by == 0) {
      throw new ValueException("slice step cannot be zero");
    }
    int first = by > 0 ? 0 : -1;
    int last = by > 0 ? size : size - 1;
    int start = bound(number(matcher.group(1)), by > 0 ? first : last, size, first, last);
    int stop = bound(number(matcher.group(2)), by > 0 ? last : first, size, first, last);
    List<T> found = new ArrayList<>();
    for (int i = start; by > 0 ? i < stop : i > stop; i += by) {
      found.add(elements.get(i));
    }
    return found;
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }

  private static int bound(@Nullable Integer given, int otherwise, int size, int low, int high) {
    if (given == null) {
      return otherwise;
    }
    int place = given < 0 ? given + size : given;
    return Math.max(low, Math.min(high, place));
  }
}
