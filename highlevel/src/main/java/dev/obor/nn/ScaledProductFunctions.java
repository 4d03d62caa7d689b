package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link F} that multiplies matrices of few bits with scales, and groups of matrices.
 */
public abstract class ScaledProductFunctions extends PaddingFunctions {
  ScaledProductFunctions() {}

  /** Keyword arguments of {@link F#groupedMm}. */
  public static final class GroupedMmOptions {
    private @Nullable Tensor offs;
    private @Nullable Tensor bias;
    private @Nullable DType outDtype;

    GroupedMmOptions() {}

    /** Sets where each group ends, int32 of shape (groups). */
    public GroupedMmOptions offs(Tensor value) {
      this.offs = value;
      return this;
    }

    /** Sets what is added to the products. */
    public GroupedMmOptions bias(Tensor value) {
      this.bias = value;
      return this;
    }

    /** Sets the dtype of the result. */
    public GroupedMmOptions outDtype(DType value) {
      this.outDtype = value;
      return this;
    }
  }

  /**
   * Multiplies groups of matrices: Python's {@code F.grouped_mm(mat_a, mat_b, offs=…, bias=…,
   * out_dtype=…)}.
   *
   * @param matA matrices with two dimensions, or three with the groups first
   * @param matB the same
   * @throws TorchException if shapes, dtypes or devices do not fit
   */
  public static Tensor groupedMm(Tensor matA, Tensor matB, Consumer<GroupedMmOptions> options) {
    GroupedMmOptions o = new GroupedMmOptions();
    options.accept(o);
    return Aten._grouped_mm(matA, matB, o.offs, o.bias, o.outDtype);
  }

  /** Keyword arguments of {@link F#scaledMm} and {@link F#scaledGroupedMm}. */
  public static final class ScaledMmOptions {
    private List<SwizzleType> swizzleA = List.of();
    private List<SwizzleType> swizzleB = List.of();
    private @Nullable Tensor bias;
    private @Nullable Tensor offs;
    private @Nullable DType outputDtype = DType.BFLOAT16;
    private long[] contractionDim = {};
    private boolean useFastAccum;

    ScaledMmOptions() {}

    /** Sets how the scales of the first matrix lie in memory. */
    public ScaledMmOptions swizzleA(SwizzleType... value) {
      this.swizzleA = List.of(value);
      return this;
    }

    /** Sets how the scales of the second matrix lie in memory. */
    public ScaledMmOptions swizzleB(SwizzleType... value) {
      this.swizzleB = List.of(value);
      return this;
    }

    /** Sets what is added to the product. */
    public ScaledMmOptions bias(Tensor value) {
      this.bias = value;
      return this;
    }

    /** Sets where each group ends, for {@code F.scaledGroupedMm} only. */
    public ScaledMmOptions offs(Tensor value) {
      this.offs = value;
      return this;
    }

    /** Sets the dtype of the result; default bfloat16. */
    public ScaledMmOptions outputDtype(@Nullable DType value) {
      this.outputDtype = value;
      return this;
    }

    /** Sets the dimensions that are multiplied and added up. */
    public ScaledMmOptions contractionDim(long... value) {
      this.contractionDim = value.clone();
      return this;
    }

    /** Sets whether sums may be formed faster and less exactly; default false. */
    public ScaledMmOptions useFastAccum(boolean value) {
      this.useFastAccum = value;
      return this;
    }
  }

  /** The same with one scale tensor for each matrix: {@code F.scaled_mm(a, b, sa, ra, sb, rb)}. */
  public static Tensor scaledMm(
      Tensor matA,
      Tensor matB,
      Tensor scaleA,
      ScalingType scaleRecipeA,
      Tensor scaleB,
      ScalingType scaleRecipeB,
      Consumer<ScaledMmOptions> options) {
    return scaledMm(
        matA,
        matB,
        List.of(scaleA),
        List.of(scaleRecipeA),
        List.of(scaleB),
        List.of(scaleRecipeB),
        options);
  }

  /**
   * Multiplies two matrices of few bits and their scales: Python's {@code F.scaled_mm(mat_a, mat_b,
   * scale_a, scale_recipe_a, scale_b, scale_recipe_b, …)}.
   *
   * @param matA of shape (M, K), of a dtype such as float8_e4m3fn
   * @param matB of shape (K, N)
   * @param scaleA the scales of the first matrix, from small blocks to large ones
   * @param scaleRecipeA what each of them belongs to
   * @param scaleB the scales of the second matrix
   * @param scaleRecipeB what each of them belongs to
   * @return of shape (M, N)
   * @throws TorchException if the device, shapes or dtypes do not fit
   */
  public static Tensor scaledMm(
      Tensor matA,
      Tensor matB,
      List<Tensor> scaleA,
      List<ScalingType> scaleRecipeA,
      List<Tensor> scaleB,
      List<ScalingType> scaleRecipeB,
      Consumer<ScaledMmOptions> options) {
    ScaledMmOptions o = new ScaledMmOptions();
    options.accept(o);
    return Aten._scaled_mm_v2(
        matA,
        matB,
        scaleA.toArray(Tensor[]::new),
        recipes(scaleRecipeA),
        swizzles(o.swizzleA),
        scaleB.toArray(Tensor[]::new),
        recipes(scaleRecipeB),
        swizzles(o.swizzleB),
        o.bias,
        o.outputDtype,
        o.contractionDim,
        o.useFastAccum);
  }

  /**
   * The same for groups of matrices: Python's {@code F.scaled_grouped_mm(mat_a, mat_b, scale_a,
   * scale_recipe_a, scale_b, scale_recipe_b, offs=…, …)}.
   *
   * @param matA matrices with two dimensions, or three with the groups first
   * @param matB the same
   * @param scaleA the scales of the first matrices
   * @param scaleRecipeA what each of them belongs to
   * @param scaleB the scales of the second matrices
   * @param scaleRecipeB what each of them belongs to
   * @throws TorchException if the device, shapes or dtypes do not fit
   */
  public static Tensor scaledGroupedMm(
      Tensor matA,
      Tensor matB,
      List<Tensor> scaleA,
      List<ScalingType> scaleRecipeA,
      List<Tensor> scaleB,
      List<ScalingType> scaleRecipeB,
      Consumer<ScaledMmOptions> options) {
    ScaledMmOptions o = new ScaledMmOptions();
    options.accept(o);
    return Aten._scaled_grouped_mm_v2(
        matA,
        matB,
        scaleA.toArray(Tensor[]::new),
        recipes(scaleRecipeA),
        swizzles(o.swizzleA),
        scaleB.toArray(Tensor[]::new),
        recipes(scaleRecipeB),
        swizzles(o.swizzleB),
        o.offs,
        o.bias,
        o.outputDtype,
        o.contractionDim,
        o.useFastAccum);
  }

  private static long[] recipes(List<ScalingType> types) {
    return types.stream().mapToLong(ScalingType::code).toArray();
  }

  private static long[] swizzles(List<SwizzleType> types) {
    return types.stream().mapToLong(SwizzleType::code).toArray();
  }
}
