package dev.obor;

/** Writes truth values. */
final class BooleanFormatter extends ElementFormatter {
  private final boolean[] values;
  private final int width;

  BooleanFormatter(boolean[] values) {
    this.values = values;
    int longest = 1;
    for (boolean value : values) {
      longest = Math.max(longest, PythonNumber.repr(value).length());
    }
    this.width = longest;
  }

  @Override
  int width() {
    return width;
  }

  @Override
  void append(StringBuilder text, int index) {
    int start = text.length();
    text.append(PythonNumber.repr(values[index]));
    padLeft(text, start, width);
  }
}
