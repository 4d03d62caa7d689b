package dev.obor.vision.transforms;

import java.util.List;

/** The height and width of what is cut out, and how it prints. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it, and it prints the other component
record CropSize(int[] size, Object printed) {
  static CropSize of(int... size) {
    int[] both = Arguments.size(size);
    return new CropSize(both, both);
  }

  /** A list of two numbers prints as such; one number becomes a tuple, as in Python. */
  static CropSize of(List<Integer> size) {
    int[] both = Arguments.size(Arguments.ints(size));
    return new CropSize(both, size.size() == 2 ? List.copyOf(size) : both);
  }

  @Override
  public String toString() {
    return PythonText.of(printed);
  }
}
