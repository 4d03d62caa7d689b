package dev.obor.vision.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Tensor;
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

  /** Compares a tensor with what {@code transform_goldens.value} wrote. */
  public static void compare(String what, Tensor made, String expected, double tolerance) {
    Value a = Fixture.values(made).get(0);
    Value b = Value.of(expected);
    assertThat(a.kind()).as(what).isEqualTo(b.kind());
    assertThat(a.shape()).as(what).isEqualTo(b.shape());
    double[] x = a.numbers();
    double[] y = b.numbers();
    for (int i = 0; i < y.length; i++) {
      assertThat(Math.abs(x[i] - y[i])).as(what + ", element " + i).isLessThanOrEqualTo(tolerance);
    }
  }
}
