package dev.obor.vision.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.vision.transforms.Fixture.Value;

/** The values of the fixtures of images, for tests of other packages. */
public final class Packed {
  private Packed() {}

  /** The bytes that {@code transform_goldens.packed} wrote. */
  public static byte[] bytes(String text) {
    return Fixture.inflated(text);
  }

  /** A tensor or an image that {@code transform_goldens.value} wrote. */
  public static Object read(String text) {
    return Fixture.read(text);
  }

  /** Compares a tensor or an image with what {@code transform_goldens.value} wrote. */
  public static void compare(String what, Object made, String expected, double tolerance) {
    compare(what, made, expected, tolerance, 0);
  }

  /**
   * The same, of which some elements may differ.
   *
   * @param share the part of the elements that may
   */
  public static void compare(
      String what, Object made, String expected, double tolerance, double share) {
    Value a = Fixture.values(made).get(0);
    Value b = Value.of(expected);
    assertThat(a.kind()).as(what).isEqualTo(b.kind());
    assertThat(a.shape()).as(what).isEqualTo(b.shape());
    double[] x = a.numbers();
    double[] y = b.numbers();
    int different = 0;
    for (int i = 0; i < y.length; i++) {
      boolean isSame = Math.abs(x[i] - y[i]) <= tolerance;
      different += isSame ? 0 : 1;
      assertThat(isSame || different <= share * y.length)
          .as(what + ", element " + i + ": " + x[i] + " instead of " + y[i])
          .isTrue();
    }
  }
}
