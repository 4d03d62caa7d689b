package dev.obor.operators;

import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Layout;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares results with Python's, within a tolerance. */
public final class Comparison {
  private final double rtol;
  private final double atol;
  private final boolean absolute;
  private final boolean toScale;
  private final boolean strides;
  private final boolean bits;

  /**
   * Makes a comparison.
   *
   * @param absolute whether only absolute values count
   * @param toScale whether the tolerance is relative to a tensor's largest element, as the sums
   *     that another library forms in another order need it
   */
  public Comparison(double rtol, double atol, boolean absolute, boolean toScale) {
    this(rtol, atol, absolute, toScale, true, false);
  }

  private Comparison(
      double rtol, double atol, boolean absolute, boolean toScale, boolean strides, boolean bits) {
    this.strides = strides;
    this.bits = bits;
    this.rtol = rtol;
    this.atol = atol;
    this.absolute = absolute;
    this.toScale = toScale;
  }

  /** A comparison to the last bit, for what the same LibTorch computed. */
  static Comparison ofBits() {
    return new Comparison(0, 0, false, false, true, true);
  }

  /** The same for tensors that may lie in memory in another order. */
  public Comparison withoutStrides() {
    return new Comparison(rtol, atol, absolute, toScale, false, bits);
  }

  /** What differs, or null. */
  public @Nullable String difference(@Nullable Object expected, @Nullable Object actual) {
    if (expected == null || actual == null) {
      return expected == actual ? null : differ(expected, actual);
    }
    if (expected instanceof Tensor wanted) {
      List<?> parts = actual instanceof Record ? elements(actual) : null;
      Object one = parts != null && parts.size() == 1 ? parts.get(0) : actual;
      return one instanceof Tensor got ? tensors(wanted, got) : differ(expected, actual);
    }
    if (expected instanceof GoldenValues.Unknown unknown) {
      return actual instanceof Tensor got
              && got.dtype() == unknown.dtype()
              && unknown.shape().equals(elements(got.size()))
          ? null
          : differ(unknown.dtype() + " " + unknown.shape(), actual);
    }
    if (expected instanceof List<?> wanted) {
      List<?> got = elements(actual);
      return got == null ? differ(expected, actual) : lists(wanted, got);
    }
    return values(expected, actual) ? null : differ(expected, actual);
  }

  private static String differ(@Nullable Object expected, @Nullable Object actual) {
    return "expected " + shown(expected) + ", got " + shown(actual);
  }

  private static String shown(@Nullable Object value) {
    String text =
        value instanceof Tensor tensor
            ? tensor.dtype() + " " + tensor.size() + " " + tensor
            : String.valueOf(value);
    text = text.replaceAll("\\s+", " ");
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  private @Nullable String lists(List<?> wanted, List<?> got) {
    if (wanted.size() != got.size()) {
      return differ("list of " + wanted.size(), "list of " + got.size());
    }
    for (int i = 0; i < wanted.size(); i++) {
      String difference = difference(wanted.get(i), got.get(i));
      if (difference != null) {
        return "[" + i + "] " + difference;
      }
    }
    return null;
  }

  /**
   * The elements of lists, arrays, sizes and results with names, less those that were not asked
   * for; null for other values.
   */
  public static @Nullable List<?> elements(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof Size size) {
      return Arrays.stream(size.toArray()).boxed().toList();
    }
    if (value instanceof Record) {
      List<@Nullable Object> parts = new ArrayList<>();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          component.getAccessor().setAccessible(true);
          Object part = component.getAccessor().invoke(value);
          if (part != null) {
            parts.add(part);
          }
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
      return parts;
    }
    if (value != null && value.getClass().isArray()) {
      List<@Nullable Object> parts = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        parts.add(Array.get(value, i));
      }
      return parts;
    }
    return null;
  }

  private boolean values(Object expected, Object actual) {
    if (actual instanceof Scalar scalar && expected instanceof Boolean) {
      return scalar.isBoolean() && expected.equals(scalar.booleanValue());
    }
    if (actual instanceof Scalar scalar && expected instanceof Complex complex) {
      return scalar.isComplex()
          && close(complex.real(), scalar.complexValue().real())
          && close(complex.imaginary(), scalar.complexValue().imaginary());
    }
    if (expected instanceof Long wanted) {
      boolean whole =
          actual instanceof Long
              || actual instanceof Integer
              || (actual instanceof Scalar scalar && scalar.isInteger());
      return whole && ((Number) actual).longValue() == wanted;
    }
    if (expected instanceof Double wanted) {
      boolean real =
          actual instanceof Double || (actual instanceof Scalar scalar && scalar.isFloatingPoint());
      return real && close(wanted, ((Number) actual).doubleValue());
    }
    return expected.equals(actual);
  }

  private @Nullable String tensors(Tensor wanted, Tensor got) {
    if (wanted.dtype() != got.dtype()
        || !wanted.size().equals(got.size())
        || wanted.layout() != got.layout()) {
      return differ(
          wanted.layout() + " " + wanted.dtype() + " " + wanted.size(),
          got.layout() + " " + got.dtype() + " " + got.size());
    }
    if (strides && wanted.layout() == Layout.STRIDED && !sameStrides(wanted, got)) {
      return differ(Arrays.toString(wanted.stride()), Arrays.toString(got.stride()));
    }
    return equal(dense(wanted), dense(got)) ? null : differ(wanted, got);
  }

  /**
   * Whether elements lie alike in memory; where there is one of a dimension, its stride is no
   * matter.
   */
  private static boolean sameStrides(Tensor wanted, Tensor got) {
    long[] first = wanted.stride();
    long[] second = got.stride();
    for (int i = 0; i < first.length && wanted.numel() > 0; i++) {
      if (wanted.size(i) > 1 && first[i] != second[i]) {
        return false;
      }
    }
    return true;
  }

  private static Tensor dense(Tensor tensor) {
    Tensor plain = tensor.detach();
    return plain.layout() == Layout.STRIDED ? plain : plain.toDense();
  }

  private boolean equal(Tensor wanted, Tensor got) {
    if (absolute && (wanted.isComplex() || wanted.isFloatingPoint())) {
      return equal(wanted.abs().toDoubleArray(), got.abs().toDoubleArray());
    }
    if (wanted.isComplex()) {
      return equal(
          Torch.viewAsReal(wanted.resolveConj()).toDoubleArray(),
          Torch.viewAsReal(got.resolveConj()).toDoubleArray());
    }
    return wanted.dtype() == DType.INT64
        ? Arrays.equals(wanted.toLongArray(), got.toLongArray())
        : equal(wanted.toDoubleArray(), got.toDoubleArray());
  }

  private boolean equal(double[] wanted, double[] got) {
    double scale =
        toScale ? Arrays.stream(wanted).map(Math::abs).filter(Double::isFinite).max().orElse(0) : 0;
    for (int i = 0; i < wanted.length; i++) {
      if (!close(wanted[i], got[i], scale)) {
        return false;
      }
    }
    return wanted.length == got.length;
  }

  private boolean close(double wanted, double got) {
    return close(wanted, got, 0);
  }

  private boolean close(double wanted, double got, double scale) {
    if (Double.compare(wanted, got) == 0) {
      return true;
    }
    if (bits) {
      return false;
    }
    return wanted == got
        || (Double.isFinite(wanted)
            && Math.abs(wanted - got) <= atol + rtol * Math.max(Math.abs(wanted), scale));
  }

  /** All tensors in a result, from left to right. */
  public static List<Tensor> tensors(@Nullable Object result) {
    if (result instanceof Tensor tensor) {
      return List.of(tensor);
    }
    List<?> elements = elements(result);
    return elements == null
        ? List.of()
        : elements.stream().filter(Objects::nonNull).flatMap(e -> tensors(e).stream()).toList();
  }
}
