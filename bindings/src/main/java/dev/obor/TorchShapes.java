package dev.obor;

import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link Torch} about shapes and about tensors as a whole, which are no operators.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchShapes extends TorchFunctions permits TorchArithmetic {
  TorchShapes() {}

  /** Whether an object is a tensor: Python's {@code torch.is_tensor(obj)}. */
  public static boolean isTensor(@Nullable Object object) {
    return object instanceof Tensor;
  }

  /**
   * The number of elements: Python's {@code torch.numel(input)}.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * Torch.numel(x) // 6
   * }</pre>
   */
  public static long numel(Tensor input) {
    return input.numel();
  }

  /**
   * Makes a tensor of Java data, or gives back a tensor as it is: Python's {@code
   * torch.as_tensor(data)}.
   *
   * <p>Arrays and lists are copied and typed as by {@link Torch#tensor(Object)}.
   *
   * @throws ValueException if nested data is ragged
   * @throws TypeException if the data holds something that is not a number
   */
  public static Tensor asTensor(Object data) {
    return data instanceof Tensor tensor ? tensor : Torch.tensor(data);
  }

  /**
   * The same with Python's keyword arguments {@code dtype} and {@code device}: {@code
   * Torch.asTensor(data, o -> o.dtype(DType.FLOAT64))}.
   *
   * <p>A tensor that has both already is given back as it is; another is converted, and gradients
   * flow through the conversion.
   */
  public static Tensor asTensor(Object data, Consumer<TensorOptions> options) {
    if (!(data instanceof Tensor tensor)) {
      return Torch.tensor(data, options);
    }
    TensorOptions o = new TensorOptions();
    options.accept(o);
    return converted(tensor, o.dtype, o.device == null ? DefaultDevice.get() : o.device, false);
  }

  /**
   * Makes a tensor of Java data, shares the memory of a direct buffer or a {@link DlpackCapsule},
   * or gives back a tensor as it is: Python's {@code torch.asarray(obj)}.
   */
  public static Tensor asarray(Object data) {
    return asarray(data, o -> {});
  }

  /**
   * The same with Python's keyword arguments {@code dtype}, {@code device}, {@code copy} and {@code
   * requires_grad}.
   *
   * <pre>{@code
   * Tensor own = Torch.asarray(x, o -> o.copy(true));
   * }</pre>
   *
   * @throws ValueException if {@code copy(false)} is asked for and a copy is needed
   */
  public static Tensor asarray(Object data, Consumer<AsarrayOptions> options) {
    AsarrayOptions o = new AsarrayOptions();
    options.accept(o);
    if (data instanceof Buffer || data instanceof DlpackCapsule) {
      return Torch.scoped(
          () ->
              asarray(
                  data instanceof Buffer buffer
                      ? Torch.fromBuffer(buffer)
                      : Torch.fromDlpack((DlpackCapsule) data),
                  options));
    }
    if (!(data instanceof Tensor tensor)) {
      if (Boolean.FALSE.equals(o.copy)) {
        throw new ValueException("can't alias arbitrary sequence into a tensor.");
      }
      return Torch.tensor(data, o::pass);
    }
    boolean moves = o.device != null && !o.device.type().equals(tensor.device().type());
    if (Boolean.FALSE.equals(o.copy) && o.dtype != null && o.dtype != tensor.dtype()) {
      throw new ValueException(
          "can't alias tensor with dtype '"
              + scalarType(tensor.dtype())
              + "' into dtype '"
              + scalarType(o.dtype)
              + "'.");
    }
    if (Boolean.FALSE.equals(o.copy) && moves) {
      throw new ValueException(
          "can't alias tensor from device '" + tensor.device() + "' to '" + o.device + "'.");
    }
    try (Scope scope = Torch.scope()) {
      Tensor result = converted(tensor, o.dtype, o.device, Boolean.TRUE.equals(o.copy));
      if (tensor.requiresGrad() && !o.requiresGrad) {
        result = result.detach();
      } else if (o.requiresGrad) {
        result = (result.isLeaf() ? result : result.detach()).recordGradients(true);
      }
      return scope.keep(result);
    }
  }

  private static Tensor converted(
      Tensor tensor, @Nullable DType dtype, @Nullable Device device, boolean copy) {
    DType wanted = dtype == null ? tensor.dtype() : dtype;
    Device where = device == null ? tensor.device() : device;
    boolean same = wanted == tensor.dtype() && where.equals(tensor.device());
    return same && !copy ? tensor : Aten.to_device(tensor, where, wanted, false, copy, null);
  }

  /** LibTorch's own name of a type, which stands in some of its messages. */
  private static String scalarType(DType dtype) {
    return switch (dtype) {
      case UINT8 -> "Byte";
      case INT8 -> "Char";
      case INT16 -> "Short";
      case INT32 -> "Int";
      case INT64 -> "Long";
      case FLOAT16 -> "Half";
      case FLOAT32 -> "Float";
      case FLOAT64 -> "Double";
      case BFLOAT16 -> "BFloat16";
      case BOOL -> "Bool";
      case COMPLEX32 -> "ComplexHalf";
      case COMPLEX64 -> "ComplexFloat";
      case COMPLEX128 -> "ComplexDouble";
      default -> dtype.toString().substring("torch.".length());
    };
  }

  /**
   * The shape to which shapes broadcast together: Python's {@code torch.broadcast_shapes(*shapes)}.
   *
   * <pre>{@code
   * Torch.broadcastShapes(Torch.size(2), Torch.size(3, 1)); // torch.Size([3, 2])
   * }</pre>
   *
   * @throws TorchException if two sizes differ and neither is 1
   * @throws ValueException if a size is negative
   */
  public static Size broadcastShapes(Size... shapes) {
    int dims = Arrays.stream(shapes).mapToInt(Size::size).max().orElse(0);
    long[] common = new long[dims];
    Arrays.fill(common, 1);
    for (int argument = 0; argument < shapes.length; argument++) {
      long[] shape = shapes[argument].toArray();
      for (int back = 1; back <= shape.length; back++) {
        long size = shape[shape.length - back];
        long known = common[dims - back];
        if (size < 0) {
          throw new ValueException("Attempting to broadcast a dimension with negative length!");
        }
        if (known == 1) {
          common[dims - back] = size;
        } else if (size != known && size != 1) {
          throw new TorchException(
              "Attempting to broadcast a dimension of length "
                  + size
                  + " at -"
                  + back
                  + "! Mismatching argument at index "
                  + argument
                  + " had "
                  + shapes[argument]
                  + "; but expected shape should be broadcastable to "
                  + Arrays.toString(common));
        }
      }
    }
    return Size.of(common);
  }

  /**
   * Views of the tensors, expanded to one shape: Python's {@code
   * torch.broadcast_tensors(*tensors)}.
   */
  public static List<Tensor> broadcastTensors(Tensor... tensors) {
    return broadcastTensors(List.of(tensors));
  }

  /**
   * Tensors with at least one dimension each, views of the inputs: Python's {@code
   * torch.atleast_1d(*tensors)}.
   */
  public static List<Tensor> atleast1d(Tensor first, Tensor second, Tensor... more) {
    return atleast1d(all(first, second, more));
  }

  /**
   * Tensors with at least two dimensions each, views of the inputs: Python's {@code
   * torch.atleast_2d(*tensors)}.
   */
  public static List<Tensor> atleast2d(Tensor first, Tensor second, Tensor... more) {
    return atleast2d(all(first, second, more));
  }

  /**
   * Tensors with at least three dimensions each, views of the inputs: Python's {@code
   * torch.atleast_3d(*tensors)}.
   */
  public static List<Tensor> atleast3d(Tensor first, Tensor second, Tensor... more) {
    return atleast3d(all(first, second, more));
  }

  private static List<Tensor> all(Tensor first, Tensor second, Tensor... more) {
    List<Tensor> all = new ArrayList<>(List.of(first, second));
    all.addAll(List.of(more));
    return all;
  }

  /**
   * Grids of coordinates from vectors, views of them: Python's {@code torch.meshgrid(*tensors)}.
   *
   * <p>The first dimension goes with the first vector. For the order of NumPy's default call {@code
   * meshgrid(List.of(x, y), o -> o.indexing("xy"))}.
   */
  public static List<Tensor> meshgrid(Tensor... tensors) {
    return meshgrid(List.of(tensors), o -> o.indexing("ij"));
  }

  /** All combinations of elements, one a row: Python's {@code torch.cartesian_prod(*tensors)}. */
  public static Tensor cartesianProd(Tensor... tensors) {
    return cartesianProd(List.of(tensors));
  }

  /** A matrix with the tensors along its diagonal: Python's {@code torch.block_diag(*tensors)}. */
  public static Tensor blockDiag(Tensor... tensors) {
    return blockDiag(List.of(tensors));
  }

  /**
   * The indices of the elements that are not zero, one vector for each dimension: Python's {@code
   * torch.nonzero(input, as_tuple=True)}.
   */
  public static List<Tensor> nonzeroAsTuple(Tensor input) {
    return Crossings.list(Aten.nonzero_numpy(input));
  }

  /**
   * Takes positions in a flattened tensor apart into coordinates: Python's {@code
   * torch.unravel_index(indices, shape)}.
   *
   * <pre>{@code
   * Torch.unravelIndex(Torch.tensor(1234), Torch.size(10, 10, 10)); // 2, 3, 4
   * }</pre>
   *
   * @param indices positions, of a dtype of whole numbers
   * @return one tensor with the shape of {@code indices} for each dimension
   * @throws TypeException if the positions are not whole numbers
   * @throws ValueException if a size is negative
   */
  public static List<Tensor> unravelIndex(Tensor indices, Size shape) {
    if (!indices.dtype().isInteger()) {
      throw new TypeException("expected 'indices' to be integer dtype, but got " + indices.dtype());
    }
    long[] sizes = shape.toArray();
    long[] steps = new long[sizes.length];
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      if (sizes[i] < 0) {
        throw new ValueException(
            "'shape' cannot have negative values, but got " + TensorPrinter.tuple(sizes));
      }
      steps[i] = step;
      step *= sizes[i];
    }
    try (Scope scope = Torch.scope()) {
      Tensor apart = indices.unsqueeze(-1).floorDivide(Torch.fromArray(steps));
      return scope.keepAll(apart.remainder(Torch.fromArray(sizes)).unbind(-1));
    }
  }

  /** The same for one dimension: Python's {@code torch.unravel_index(indices, size)}. */
  public static List<Tensor> unravelIndex(Tensor indices, long size) {
    return unravelIndex(indices, Size.of(size));
  }
}
