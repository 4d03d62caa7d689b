package dev.obor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The functions of {@link Torch} that compute, and are no operators: numbers in front of tensors,
 * norms, distances, sums of products.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchArithmetic extends TorchShapes permits TorchStatistics {
  TorchArithmetic() {}

  // ---- a number in front of a tensor

  /** The sum of a number and each element: Python's {@code torch.add(input, other)}. */
  public static Tensor add(Number input, Tensor other) {
    return other.add(input);
  }

  /** The product of a number and each element: Python's {@code torch.mul(input, other)}. */
  public static Tensor mul(Number input, Tensor other) {
    return other.mul(input);
  }

  /** A number less each element: Python's {@code torch.sub(input, other)} and {@code 1 - x}. */
  public static Tensor sub(Number input, Tensor other) {
    return Aten.rsub_Scalar(other, input, 1L);
  }

  /** A number divided by each element: Python's {@code torch.div(input, other)}. */
  public static Tensor div(Number input, Tensor other) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(wrapped(input, other).div(other));
    }
  }

  /**
   * A number divided by each element, rounded down: Python's {@code torch.floor_divide(input,
   * other)} and {@code 7 // x}.
   */
  public static Tensor floorDivide(Number input, Tensor other) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(wrapped(input, other).floorDivide(other));
    }
  }

  /**
   * A number as a tensor without dimensions that takes part in type promotion as the number itself
   * would.
   */
  private static Tensor wrapped(Number number, Tensor beside) {
    DType type = beside.dtype();
    Scalar scalar = Scalar.ofNumber(number);
    DType own;
    if (scalar.isInteger()) {
      own = DType.INT64;
    } else if (scalar.isBoolean()) {
      own = DType.BOOL;
    } else if (scalar.isComplex()) {
      boolean wide = type == DType.FLOAT64 || type == DType.COMPLEX128;
      own = wide ? DType.COMPLEX128 : DType.COMPLEX64;
    } else {
      boolean real = type.isFloatingPoint() || type.isComplex();
      own = real ? DType.FLOAT64 : Torch.getDefaultDtype();
    }
    return Aten.scalar_tensor(number, own, null, beside.device(), null);
  }

  // ---- norms and distances

  /**
   * The Frobenius norm of all elements, a new tensor: Python's {@code torch.norm(input)}.
   *
   * <p>{@link Linalg#vectorNorm} and {@link Linalg#matrixNorm} say more clearly what they compute.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {3, 4});
   * Torch.norm(x) // tensor(5.)
   * }</pre>
   *
   * @throws TorchException if the elements are neither real nor complex numbers
   */
  public static Tensor norm(Tensor input) {
    return Norms.norm(input, new NormOptions());
  }

  /** The p-norm of all elements: Python's {@code torch.norm(input, p)}. */
  public static Tensor norm(Tensor input, Number p) {
    return norm(input, p, o -> {});
  }

  /** The norm {@code "fro"} or {@code "nuc"}: Python's {@code torch.norm(input, p)}. */
  public static Tensor norm(Tensor input, String p) {
    return norm(input, o -> o.p(p));
  }

  /** The p-norm along dimensions: Python's {@code torch.norm(input, p, dim)}. */
  public static Tensor norm(Tensor input, Number p, long... dim) {
    return norm(input, p, o -> o.dim(dim));
  }

  /** The norm {@code "fro"} or {@code "nuc"} along dimensions. */
  public static Tensor norm(Tensor input, String p, long... dim) {
    return norm(input, o -> o.p(p).dim(dim));
  }

  /** The p-norm along a dimension: Python's {@code torch.norm(input, p, dim, keepdim)}. */
  public static Tensor norm(Tensor input, Number p, long dim, boolean keepdim) {
    return norm(input, p, o -> o.dim(dim).keepdim(keepdim));
  }

  /** The p-norm with Python's keyword arguments {@code dim}, {@code keepdim} and {@code dtype}. */
  public static Tensor norm(Tensor input, Number p, Consumer<NormOptions> options) {
    return norm(
        input,
        o -> {
          o.p(p);
          options.accept(o);
        });
  }

  /** The norm {@code "fro"} or {@code "nuc"} with Python's keyword arguments. */
  public static Tensor norm(Tensor input, String p, Consumer<NormOptions> options) {
    return norm(
        input,
        o -> {
          o.p(p);
          options.accept(o);
        });
  }

  /** The norm with all of Python's keyword arguments: {@code Torch.norm(x, o -> o.dim(1))}. */
  public static Tensor norm(Tensor input, Consumer<NormOptions> options) {
    NormOptions o = new NormOptions();
    options.accept(o);
    return Norms.norm(input, o);
  }

  /**
   * The Euclidean distances between the rows of two matrices or batches of them: Python's {@code
   * torch.cdist(x1, x2)}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[][] {{0, 0}});
   * Tensor y = Torch.tensor(new double[][] {{3, 4}});
   * Torch.cdist(x, y) // tensor([[5.]])
   * }</pre>
   */
  public static Tensor cdist(Tensor x1, Tensor x2) {
    return Aten.cdist(x1, x2, 2, null);
  }

  /** The distances in the p-norm: Python's {@code torch.cdist(x1, x2, p)}. */
  public static Tensor cdist(Tensor x1, Tensor x2, double p) {
    return Aten.cdist(x1, x2, p, null);
  }

  /**
   * The same, with whether matrix products may be used: Python's {@code torch.cdist(x1, x2, p,
   * compute_mode)}.
   *
   * @param computeMode {@code use_mm_for_euclid_dist_if_necessary}, {@code use_mm_for_euclid_dist}
   *     or {@code donot_use_mm_for_euclid_dist}
   * @throws ValueException if the mode is none of these
   */
  public static Tensor cdist(Tensor x1, Tensor x2, double p, String computeMode) {
    Long mode =
        switch (computeMode) {
          case "use_mm_for_euclid_dist_if_necessary" -> null;
          case "use_mm_for_euclid_dist" -> 1L;
          case "donot_use_mm_for_euclid_dist" -> 2L;
          default ->
              throw new ValueException(computeMode + " is not a valid value for compute_mode");
        };
    return Aten.cdist(x1, x2, p, mode);
  }

  // ---- sums of products

  /**
   * Sums over the last two and the first two dimensions: Python's {@code torch.tensordot(a, b)}.
   */
  public static Tensor tensordot(Tensor a, Tensor b) {
    return tensordot(a, b, 2);
  }

  /**
   * Sums over the last dimensions of one tensor and the first of another: Python's {@code
   * torch.tensordot(a, b, dims)}.
   *
   * @param dims how many dimensions; for chosen ones, give two lists instead
   * @throws TorchException if a tensor has fewer dimensions, or their sizes differ
   */
  public static Tensor tensordot(Tensor a, Tensor b, long dims) {
    if (dims < 0) {
      throw new TorchException("tensordot expects dims >= 0, but got dims=" + dims);
    }
    if (dims > Math.min(a.dim(), b.dim())) {
      throw new TorchException("tensordot expects dims < ndim_a or ndim_b, but got dims=" + dims);
    }
    return Aten.tensordot(
        a, b, LongStream.range(-dims, 0).toArray(), LongStream.range(0, dims).toArray());
  }

  /**
   * Sums the products of elements along dimensions that an equation names: Python's {@code
   * torch.einsum(equation, *operands)}.
   *
   * <pre>{@code
   * Torch.einsum("bij,bjk->bik", a, b); // a batch of matrix products
   * }</pre>
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    if (operands.length == 0) {
      throw new ValueException(NO_OPERAND);
    }
    return einsum(equation, List.of(operands));
  }

  /**
   * The same with a list of dimensions behind each tensor, and at the end, if wanted, the list of
   * the result: Python's {@code torch.einsum(op1, sublist1, op2, sublist2, ..., [sublist_out])}.
   *
   * <p>Dimensions are numbers from 0 to 51; {@link Integer#MIN_VALUE} stands for Python's ellipsis.
   *
   * <pre>{@code
   * Torch.einsum(a, new int[] {0, 1}, b, new int[] {1, 2}, new int[] {0, 2});
   * }</pre>
   *
   * @param operands tensors and {@code int[]} lists in turn
   * @throws ValueException if a dimension is not from 0 to 51
   * @throws TypeException if tensors and lists do not alternate
   */
  public static Tensor einsum(Object... operands) {
    if (operands.length < 2) {
      throw new ValueException(NO_OPERAND);
    }
    StringBuilder equation = new StringBuilder();
    List<Tensor> tensors = new ArrayList<>();
    int pairs = operands.length / 2;
    for (int i = 0; i < pairs; i++) {
      if (!(operands[2 * i] instanceof Tensor tensor)) {
        throw new TypeException(
            "einsum(): expected a tensor as argument " + 2 * i + ", got " + operands[2 * i]);
      }
      tensors.add(tensor);
      equation.append(i == 0 ? "" : ",");
      subscripts(operands[2 * i + 1], equation);
    }
    if (operands.length > 2 * pairs) {
      subscripts(operands[2 * pairs], equation.append("->"));
    }
    return einsum(equation.toString(), tensors);
  }

  private static final String NO_OPERAND =
      "einsum(): must specify the equation string and at least one operand, or at least one operand"
          + " and its subscripts list";

  private static void subscripts(Object list, StringBuilder equation) {
    if (!(list instanceof int[] dims)) {
      throw new TypeException("einsum(): expected an int[] of dimensions, got " + list);
    }
    for (int dim : dims) {
      if (dim == Integer.MIN_VALUE) {
        equation.append("...");
      } else if (dim < 0 || dim >= 52) {
        throw new ValueException(
            "einsum(): subscript in subscript list is not within the valid range [0, 52)");
      } else {
        equation.append((char) (dim < 26 ? 'A' + dim : 'a' + dim - 26));
      }
    }
  }

  /**
   * The product of matrices in the cheapest order: Python's {@code torch.chain_matmul(*matrices)}.
   *
   * <p>{@link Linalg#multiDot} is the same under its newer name.
   */
  public static Tensor chainMatmul(Tensor... matrices) {
    return chainMatmul(List.of(matrices));
  }
}
