package dev.obor;

/** Writes the elements of one tensor, which share a width so that they stand in columns. */
abstract class ElementFormatter {
  /** Returns the count of characters that a column takes. */
  abstract int width();

  /** Appends an element, padded on the left to the width. */
  abstract void append(StringBuilder text, int index);

  /**
   * Moves what was appended since {@code start} to the right so that it ends {@code width} after
   * it.
   */
  static void padLeft(StringBuilder text, int start, int width) {
    int missing = start + width - text.length();
    if (missing > 0) {
      text.insert(start, " ".repeat(missing));
    }
  }
}
