package dev.obor;

import org.jspecify.annotations.Nullable;

/** The elements of one dense tensor and the text of them, in nested brackets. */
final class TensorContents {
  private final long[] shape;
  private final Elements.@Nullable Source source;

  private TensorContents(long[] shape, Elements.@Nullable Source source) {
    this.shape = shape.clone();
    this.source = source;
  }

  /** Returns contents that are read when they are printed; an empty tensor's are not read. */
  static TensorContents of(long[] shape, Elements.Source source) {
    return new TensorContents(shape, source);
  }

  /** Returns the contents of a tensor without data, which print as an ellipsis. */
  static TensorContents withoutData(long[] shape) {
    return new TensorContents(shape, null);
  }

  /** Tells whether there is nothing to show, so that the shape must be told in words. */
  boolean isBlank() {
    return source == null || isEmpty();
  }

  /** Tells whether this prints as a bare {@code []}. */
  boolean isEmptyVector() {
    return source != null && shape.length == 1 && shape[0] == 0;
  }

  private boolean isEmpty() {
    for (long size : shape) {
      if (size == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the sizes of the dimensions. */
  long[] shape() {
    return shape.clone();
  }

  /**
   * Appends the text.
   *
   * @param indent the column that the text starts in
   */
  void append(StringBuilder text, int indent, PrintSettings settings) {
    if (source == null) {
      text.append("...");
    } else if (isEmpty()) {
      text.append("[]");
    } else {
      ShownElements shown = new ShownElements(shape, settings);
      ElementFormatter formatter = source.read(shown).formatter(settings);
      if (shape.length == 0) {
        formatter.append(text, 0);
      } else {
        new Brackets(text, shown, formatter, settings).append(0, 0, indent);
      }
    }
  }

  /** Nested brackets around elements. */
  private static final class Brackets {
    private final StringBuilder text;
    private final ShownElements shown;
    private final ElementFormatter formatter;
    private final int linewidth;

    Brackets(
        StringBuilder text,
        ShownElements shown,
        ElementFormatter formatter,
        PrintSettings settings) {
      this.text = text;
      this.shown = shown;
      this.formatter = formatter;
      this.linewidth = settings.linewidth();
    }

    /**
     * Appends the part of the tensor that lies behind one index of each dimension before {@code
     * dim}.
     *
     * @param first the first shown element of the part
     * @return the first shown element after it
     */
    int append(int dim, int first, int indent) {
      return dim == shown.dim() - 1
          ? appendRow(dim, first, indent)
          : appendParts(dim, first, indent);
    }

    private int appendParts(int dim, int first, int indent) {
      int newlines = shown.dim() - 1 - dim;
      int ellipsisAt = shown.isCut(dim) ? shown.edgeitems() : -1;
      int parts = shown.shown(dim);
      int next = first;
      text.append('[');
      for (int i = 0; i <= parts; i++) {
        if (i == ellipsisAt) {
          startPart(i > 0, newlines, indent);
          text.append("...");
        }
        if (i < parts) {
          startPart(i > 0 || ellipsisAt == 0, newlines, indent);
          next = append(dim + 1, next, indent + 1);
        }
      }
      text.append(']');
      return next;
    }

    private void startPart(boolean follows, int newlines, int indent) {
      if (follows) {
        text.append(',');
        breakLine(newlines, indent);
      }
    }

    private int appendRow(int dim, int first, int indent) {
      int perLine =
          (int) Math.max(1, Math.floorDiv((long) linewidth - indent, formatter.width() + 2L));
      int ellipsisAt = shown.isCut(dim) ? shown.edgeitems() : -1;
      int elements = shown.shown(dim);
      int items = ellipsisAt < 0 ? elements : elements + 1;
      int next = first;
      text.append('[');
      for (int item = 0; item < items; item++) {
        if (item > 0) {
          text.append(',');
          if (item % perLine == 0) {
            breakLine(1, indent);
          } else {
            text.append(' ');
          }
        }
        if (item == ellipsisAt) {
          text.append(elements == 0 ? "..." : " ...");
        } else {
          formatter.append(text, next++);
        }
      }
      text.append(']');
      return next;
    }

    private void breakLine(int newlines, int indent) {
      for (int i = 0; i < newlines; i++) {
        text.append('\n');
      }
      for (int i = 0; i <= indent; i++) {
        text.append(' ');
      }
    }
  }
}
