package dev.obor.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.DType;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Promotion and casts of all pairs of dtypes, against the rules that PyTorch documents. */
@InScope
class DtypePropertyTest {
  private static final List<DType> DTYPES =
      List.of(
          DType.BOOL,
          DType.UINT8,
          DType.INT8,
          DType.INT16,
          DType.INT32,
          DType.INT64,
          DType.FLOAT16,
          DType.BFLOAT16,
          DType.FLOAT32,
          DType.FLOAT64,
          DType.COMPLEX32,
          DType.COMPLEX64,
          DType.COMPLEX128);

  private static final Map<DType, DType> REAL =
      Map.of(
          DType.COMPLEX32, DType.FLOAT16,
          DType.COMPLEX64, DType.FLOAT32,
          DType.COMPLEX128, DType.FLOAT64);

  /** Bool, then whole, then real, then complex numbers. */
  private static int category(DType type) {
    return type == DType.BOOL ? 0 : type.isComplex() ? 3 : type.isFloatingPoint() ? 2 : 1;
  }

  private static DType complex(DType real) {
    return switch (real) {
      case FLOAT16 -> DType.COMPLEX32;
      case FLOAT64 -> DType.COMPLEX128;
      default -> DType.COMPLEX64;
    };
  }

  /** The smallest type of the higher category that holds both. */
  private static DType promoted(DType a, DType b) {
    if (a == b) {
      return a;
    }
    if (category(a) < category(b)) {
      return promoted(b, a);
    }
    if (category(b) == 1 && category(a) == 1 && (a == DType.UINT8 || b == DType.UINT8)) {
      DType signed = a == DType.UINT8 ? b : a;
      return signed == DType.INT8 ? DType.INT16 : signed;
    }
    if (category(b) == 2 && category(a) == 2 && a.itemsize() == b.itemsize()) {
      return DType.FLOAT32;
    }
    if (category(b) >= 2 && category(a) == 3) {
      return complex(promoted(REAL.getOrDefault(a, a), REAL.getOrDefault(b, b)));
    }
    return category(a) > category(b) || a.itemsize() > b.itemsize() ? a : b;
  }

  /** A type of higher priority wins, unless the other is of a higher category. */
  private static DType combined(DType first, DType second) {
    if (category(first) == 2 && category(second) == 3) {
      return complex(first);
    }
    return category(second) > category(first) ? promoted(first, second) : first;
  }

  @Test
  void everyPairIsPromotedToTheSmallestTypeThatHoldsBoth() {
    for (DType a : DTYPES) {
      for (DType b : DTYPES) {
        assertThat(Torch.promoteTypes(a, b)).as(a + ", " + b).isEqualTo(promoted(a, b));
        assertThat(Torch.promoteTypes(b, a)).as(b + ", " + a).isEqualTo(promoted(a, b));
      }
    }
  }

  @Test
  void sumsAndChoicesOfTensorsHaveThePromotedType() {
    Tensor condition = Torch.tensor(new boolean[] {true, false});
    for (DType a : DTYPES) {
      for (DType b : DTYPES) {
        Tensor x = Torch.ones(Size.of(2), o -> o.dtype(a));
        Tensor y = Torch.ones(Size.of(2), o -> o.dtype(b));
        assertThat(x.add(y).dtype()).as(a + " + " + b).isEqualTo(promoted(a, b));
        assertThat(Torch.where(condition, x, y).dtype())
            .as("where of " + a + ", " + b)
            .isEqualTo(promoted(a, b));
      }
    }
  }

  @Test
  void tensorsWithoutDimensionsAndNumbersCountOnlyByCategory() {
    Map<Number, DType> numbers =
        Map.of(
            2L,
            DType.INT64,
            2.5,
            DType.FLOAT32,
            Scalar.of(true),
            DType.BOOL,
            Scalar.of(1, 2),
            DType.COMPLEX64);
    for (DType a : DTYPES) {
      Tensor x = Torch.ones(Size.of(2), o -> o.dtype(a));
      Tensor zeroDim = Torch.ones(Size.of(), o -> o.dtype(a));
      for (DType b : DTYPES) {
        Tensor y = Torch.ones(Size.of(), o -> o.dtype(b));
        assertThat(Torch.resultType(x, y)).as(a + ", one " + b).isEqualTo(combined(a, b));
        assertThat(Torch.resultType(y, x)).as("one " + b + ", " + a).isEqualTo(combined(a, b));
        assertThat(Torch.resultType(zeroDim, y))
            .as("one " + a + ", one " + b)
            .isEqualTo(promoted(a, b));
      }
      numbers.forEach(
          (number, type) -> {
            String what = a + ", " + number;
            assertThat(Torch.resultType(x, number)).as(what).isEqualTo(combined(a, type));
            assertThat(Torch.resultType(number, x)).as(what).isEqualTo(combined(a, type));
            assertThat(x.mul(number).dtype()).as(what).isEqualTo(combined(a, type));
          });
    }
  }

  @Test
  void noCastGoesToALowerCategory() {
    for (DType from : DTYPES) {
      for (DType to : DTYPES) {
        boolean down = category(to) < category(from);
        assertThat(Torch.canCast(from, to)).as(from + " to " + to).isEqualTo(!down);
      }
    }
  }

  @Test
  void inPlaceResultsKeepTheirTypeOrAreRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      DType a = DTYPES.get(random.nextInt(DTYPES.size()));
      DType b = DTYPES.get(random.nextInt(DTYPES.size()));
      Tensor x = Torch.ones(Size.of(2), o -> o.dtype(a));
      Tensor y = Torch.ones(Size.of(2), o -> o.dtype(b));
      DType both = promoted(a, b);
      if (Torch.canCast(both, a)) {
        assertThat(x.add_(y).dtype()).as(a + " += " + b).isEqualTo(a);
      } else {
        assertThat(refusal(() -> x.add_(y)))
            .isEqualTo(
                "result type "
                    + scalarName(both)
                    + " can't be cast to the desired output type "
                    + scalarName(a));
      }
    }
  }

  private static String refusal(Runnable code) {
    try {
      code.run();
      return "nothing was refused";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
  }

  private static String scalarName(DType type) {
    return switch (type) {
      case BOOL -> "Bool";
      case UINT8 -> "Byte";
      case INT8 -> "Char";
      case INT16 -> "Short";
      case INT32 -> "Int";
      case INT64 -> "Long";
      case FLOAT16 -> "Half";
      case BFLOAT16 -> "BFloat16";
      case FLOAT32 -> "Float";
      case FLOAT64 -> "Double";
      case COMPLEX32 -> "ComplexHalf";
      case COMPLEX64 -> "ComplexFloat";
      default -> "ComplexDouble";
    };
  }
}
