package dev.obor.notebook;

import dev.obor.PythonNumber;
import dev.obor.serialization.OrderedDict;
import dev.obor.vision.datasets.Sample;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as a Python notebook shows the last line of a cell.
 *
 * <pre>{@code
 * display(model.parameters());  // [Parameter containing:
 *                               //  tensor([0.3457, 0.3883], requires_grad=True)]
 * display(Map.of("val_loss", 2.3348));  // {'val_loss': 2.3348}
 * tuple(x.dtype(), 2.5, "text");        // (torch.float32, 2.5, 'text')
 * }</pre>
 *
 * <p>What is too wide for a line of 79 characters, or has several lines itself, gets a line for
 * each of its parts.
 *
 * <p>All methods may be called from any thread.
 */
public final class Display {
  private static final int WIDTH = 79;

  private Display() {}

  /** A value: Python's lines, or its parts in brackets. */
  private sealed interface Part permits Text, Parts {}

  private record Text(List<String> lines) implements Part {}

  private record Parts(String open, List<Entry> entries, String close) implements Part {}

  /** A part with what stands before it, as the key in a dict does. */
  private record Entry(String before, Part part) {}

  /**
   * The text of a value: a list, a map, a state dict, a sample, a string or a number as Python
   * writes it, an image by its size, anything else by its {@code toString}.
   */
  public static String display(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    write(text, part(value), 0, 0);
    return text.toString();
  }

  /**
   * Prints values in a line, with blanks between them: Python's {@code print(…)}. A text is printed
   * as it is, a collection as {@link #display} writes it.
   */
  public static void print(@Nullable Object... values) {
    List<String> words = new ArrayList<>();
    for (Object value : values) {
      words.add(value instanceof String text ? text : display(value));
    }
    System.out.print(String.join(" ", words) + "\n");
  }

  /** The text of several values in round brackets: Python's tuple. */
  public static String tuple(@Nullable Object... values) {
    StringBuilder text = new StringBuilder();
    write(text, tupleOf(values), 0, 0);
    return text.toString();
  }

  private static Part part(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map instanceof OrderedDict<?, ?> ? orderedDict(map) : dict(map);
    }
    if (value instanceof List<?> list) {
      List<Entry> entries = new ArrayList<>();
      list.forEach(element -> entries.add(new Entry("", part(element))));
      return new Parts("[", entries, "]");
    }
    if (value instanceof Sample sample) {
      return tupleOf(sample.image(), sample.target());
    }
    if (value instanceof Object[] array) {
      return tupleOf(array);
    }
    return new Text(word(value).lines().toList());
  }

  private static Part tupleOf(@Nullable Object... values) {
    List<Entry> entries = new ArrayList<>();
    for (Object value : values) {
      entries.add(new Entry("", part(value)));
    }
    return new Parts("(", entries, values.length == 1 ? ",)" : ")");
  }

  private static Part dict(Map<?, ?> map) {
    List<Entry> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(new Entry(word(key) + ": ", part(value))));
    return new Parts("{", entries, "}");
  }

  private static Part orderedDict(Map<?, ?> map) {
    List<Object[]> items = new ArrayList<>();
    map.forEach((key, value) -> items.add(new Object[] {key, value}));
    List<Entry> entries = items.isEmpty() ? List.of() : List.of(new Entry("", part(items)));
    return new Parts("OrderedDict(", entries, ")");
  }

  private static String word(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double || value instanceof Float) {
      return PythonNumber.repr(((Number) value).doubleValue());
    }
    if (value instanceof String string) {
      return "'" + string.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
    if (value instanceof BufferedImage image) {
      String mode = image.getColorModel().getNumComponents() == 1 ? "L" : "RGB";
      return "<java.awt.image.BufferedImage image mode=%s size=%dx%d>"
          .formatted(mode, image.getWidth(), image.getHeight());
    }
    return value.toString();
  }

  /** Writes a part; {@code after} characters follow it in its last line. */
  private static void write(StringBuilder text, Part part, int indent, int after) {
    if (part instanceof Text lines) {
      text.append(String.join("\n" + " ".repeat(indent), lines.lines()));
      return;
    }
    Parts parts = (Parts) part;
    String line = inOneLine(parts);
    int column = text.length() - (text.lastIndexOf("\n") + 1);
    if (line != null && column + line.length() + after <= WIDTH) {
      text.append(line);
      return;
    }
    text.append(parts.open());
    int inner = indent + parts.open().length();
    int last = parts.entries().size() - 1;
    for (int i = 0; i <= last; i++) {
      Entry entry = parts.entries().get(i);
      text.append(i == 0 ? "" : ",\n" + " ".repeat(inner)).append(entry.before());
      write(text, entry.part(), inner, i < last ? 1 : parts.close().length() + after);
    }
    text.append(parts.close());
  }

  private static @Nullable String inOneLine(Part part) {
    if (part instanceof Text text) {
      return text.lines().size() == 1 ? text.lines().get(0) : null;
    }
    Parts parts = (Parts) part;
    List<String> words = new ArrayList<>();
    for (Entry entry : parts.entries()) {
      String word = inOneLine(entry.part());
      if (word == null) {
        return null;
      }
      words.add(entry.before() + word);
    }
    return parts.open() + String.join(", ", words) + parts.close();
  }
}
