package dev.obor;

/** Writes whole numbers. */
final class WholeFormatter extends ElementFormatter {
  private final long[] values;
  private final boolean unsigned;
  private final int width;

  private WholeFormatter(long[] values, boolean unsigned, int width) {
    this.values = values;
    this.unsigned = unsigned;
    this.width = width;
  }

  static WholeFormatter signed(long[] values) {
    long smallest = 0;
    long largest = 0;
    for (long value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }
    int negative = smallest < 0 ? Long.toString(smallest).length() : 1;
    return new WholeFormatter(values, false, Math.max(negative, Long.toString(largest).length()));
  }

  static WholeFormatter unsigned(long[] values) {
    long largest = 0;
    for (long value : values) {
      largest = Long.compareUnsigned(value, largest) > 0 ? value : largest;
    }
    return new WholeFormatter(values, true, Long.toUnsignedString(largest).length());
  }

  @Override
  int width() {
    return width;
  }

  @Override
  void append(StringBuilder text, int index) {
    int start = text.length();
    if (unsigned) {
      text.append(Long.toUnsignedString(values[index]));
    } else {
      text.append(values[index]);
    }
    padLeft(text, start, width);
  }
}
