package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import dev.obor.vision.transforms.PythonText;
import java.util.List;

/** The height and width of what is cut out, and how it prints. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it, and it prints the other component
record CropSize(int[] size, Object printed) {
  static CropSize of(String error, int... size) {
    if (size.length == 0 || size.length > 2) {
      throw new ValueException(error);
    }
    int[] both = size.length == 1 ? new int[] {size[0], size[0]} : size.clone();
    return new CropSize(both, both);
  }

  static CropSize of(int... size) {
    return of("Please provide only two dimensions (h, w) for size.", size);
  }

  /** A list of two numbers prints as such; one number becomes a tuple, as in Python. */
  static CropSize of(List<Integer> size) {
    CropSize made = of(size.stream().mapToInt(Integer::intValue).toArray());
    return size.size() == 2 ? new CropSize(made.size, List.copyOf(size)) : made;
  }

  int height() {
    return size[0];
  }

  int width() {
    return size[1];
  }

  @Override
  public String toString() {
    return PythonText.of(printed);
  }
}
