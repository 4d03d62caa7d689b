package dev.obor;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Prints a tensor as Python does, character for character: its elements, then whatever is not
 * obvious from them.
 *
 * <pre>{@code
 * TensorContents contents = TensorContents.of(shape, shown -> Elements.floating(read(shown)));
 * String text = new TensorPrinter(new TensorBody.Dense(contents), new PrintedDtype("torch.float32", "torch.float32"))
 *     .requiresGrad(true)
 *     .print(PrintSettings.current());
 * }</pre>
 */
final class TensorPrinter {
  private final TensorBody body;
  private final PrintedDtype dtype;
  private String typeName = "tensor";
  private @Nullable String device;
  private @Nullable String layout;
  private @Nullable String gradFn;
  private boolean requiresGrad;
  private @Nullable String names;
  private @Nullable String tangent;
  private boolean parameter;

  TensorPrinter(TensorBody body, PrintedDtype dtype) {
    this.body = body;
    this.dtype = dtype;
  }

  /** Names the class of the tensor where it is not an ordinary one. */
  TensorPrinter typeName(String name) {
    typeName = name;
    return this;
  }

  /** Tells the device, or null where it is the default one. */
  TensorPrinter device(@Nullable String name) {
    device = name;
    return this;
  }

  /**
   * Tells the layout, for example {@code torch.sparse_coo}, or null where it is {@code
   * torch.strided}.
   */
  TensorPrinter layout(@Nullable String name) {
    layout = name;
    return this;
  }

  /**
   * Tells the autograd node that made the tensor; what stands before its last {@code ::} is left
   * out.
   */
  TensorPrinter gradFn(@Nullable String name) {
    gradFn = name;
    return this;
  }

  /** Tells whether gradients are wanted; printed only where there is no {@link #gradFn}. */
  TensorPrinter requiresGrad(boolean required) {
    requiresGrad = required;
    return this;
  }

  /**
   * Tells the names of the dimensions, null for one without; an empty list where no dimension has
   * one.
   */
  TensorPrinter names(List<? extends @Nullable String> dimensions) {
    if (dimensions.stream().allMatch(name -> name == null)) {
      names = null;
      return this;
    }
    List<String> quoted = new ArrayList<>();
    for (String name : dimensions) {
      quoted.add(name == null ? "None" : "'" + name + "'");
    }
    names = tuple(quoted);
    return this;
  }

  /** Tells the text of the tangent of a tensor in forward-mode differentiation, or null. */
  TensorPrinter tangent(@Nullable String text) {
    tangent = text;
    return this;
  }

  /** Marks a parameter of a module, which is announced on a line of its own. */
  TensorPrinter parameter(boolean marked) {
    parameter = marked;
    return this;
  }

  /** Returns the text. */
  String print(PrintSettings settings) {
    StringBuilder text = new StringBuilder(256);
    if (parameter) {
      text.append("Parameter containing:\n");
    }
    int start = text.length();
    text.append(body.prefix(typeName));
    int indent = text.length() - start;
    body.appendText(text, indent, settings);
    appendSuffixes(text, start, indent, settings);
    return text.append(')').toString();
  }

  private void appendSuffixes(StringBuilder text, int start, int indent, PrintSettings settings) {
    // Python counts two characters more than the last line has.
    int column = text.length() - Math.max(start, text.lastIndexOf("\n") + 1) + 2;
    boolean breaks = body.breaksBeforeSuffixes();
    for (String suffix : suffixes(settings)) {
      if (breaks || (long) column + suffix.length() + 2 > settings.linewidth()) {
        text.append(",\n").append(" ".repeat(indent)).append(suffix);
        column = indent + suffix.length();
        breaks = false;
      } else {
        text.append(", ").append(suffix);
        column += suffix.length() + 2;
      }
    }
  }

  private List<String> suffixes(PrintSettings settings) {
    List<String> suffixes = new ArrayList<>();
    if (device != null) {
      suffixes.add("device='" + device + "'");
    }
    body.addSuffixes(suffixes, dtype, settings);
    if (layout != null) {
      suffixes.add("layout=" + layout);
    }
    if (gradFn != null) {
      suffixes.add("grad_fn=<" + gradFn.substring(gradFn.lastIndexOf(':') + 1) + ">");
    } else if (requiresGrad) {
      suffixes.add("requires_grad=True");
    }
    if (names != null) {
      suffixes.add("names=" + names);
    }
    if (tangent != null) {
      suffixes.add("tangent=" + tangent);
    }
    return suffixes;
  }

  /** Returns a shape as Python prints a tuple: {@code ()}, {@code (3,)}, {@code (2, 3)}. */
  static String tuple(long[] shape) {
    List<String> sizes = new ArrayList<>(shape.length);
    for (long size : shape) {
      sizes.add(Long.toString(size));
    }
    return tuple(sizes);
  }

  private static String tuple(List<String> items) {
    if (items.size() == 1) {
      return "(" + items.get(0) + ",)";
    }
    StringJoiner joiner = new StringJoiner(", ", "(", ")");
    items.forEach(joiner::add);
    return joiner.toString();
  }
}
