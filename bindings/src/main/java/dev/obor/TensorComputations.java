package dev.obor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The methods of {@link Tensor} that compute, and are no operators.
 *
 * <p>All methods may be called from any thread.
 */
public abstract sealed class TensorComputations extends TensorFacts permits TensorGradients {
  TensorComputations() {}

  // ---- views

  /**
   * A view with the dimensions in reverse order: Python's {@code x.T}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new int[][] {{1, 2}, {3, 4}});
   * x.T()
   * // tensor([[1, 3],
   * //         [2, 4]])
   * }</pre>
   */
  public Tensor T() {
    return Aten.numpy_T(self());
  }

  /**
   * A view of the conjugate transpose of a matrix: Python's {@code x.H}.
   *
   * @throws TorchException if the tensor is no matrix
   */
  public Tensor H() {
    return Aten.matrix_H(self());
  }

  /**
   * The elements in another shape: Python's {@code x.resize(*sizes)}, which is deprecated there.
   *
   * @return a view where the elements lie densely, else a copy
   * @throws TorchException if the number of elements is another
   * @deprecated use {@link #reshape}
   */
  @Deprecated
  public Tensor resize(long... sizes) {
    long count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    if (count != numel()) {
      throw new TorchException(
          "requested resize to "
              + joined(sizes)
              + " ("
              + count
              + " elements in total), but the given tensor has a size of "
              + joined(size().toArray())
              + " ("
              + numel()
              + " elements). autograd's resize can only change the shape of a given tensor, while"
              + " preserving the number of elements. ");
    }
    return reshape(sizes);
  }

  private static String joined(long[] sizes) {
    return Arrays.toString(sizes).replaceAll("[\\[\\]]", "").replace(", ", "x");
  }

  // ---- types

  /**
   * The tensor as float16: Python's {@code x.half()}.
   *
   * <pre>{@code
   * Tensor x = Torch.tensor(new double[] {1.5});
   * x.half() // tensor([1.5000], dtype=torch.float16)
   * }</pre>
   */
  public Tensor half() {
    return to(DType.FLOAT16);
  }

  /** The same with a memory format: Python's {@code x.half(memory_format=format)}. */
  public Tensor half(Consumer<Keywords.ToOptions> options) {
    return to(DType.FLOAT16, options);
  }

  /** The tensor as bfloat16: Python's {@code x.bfloat16()}. */
  public Tensor bfloat16() {
    return to(DType.BFLOAT16);
  }

  /** The same with a memory format: Python's {@code x.bfloat16(memory_format=format)}. */
  public Tensor bfloat16(Consumer<Keywords.ToOptions> options) {
    return to(DType.BFLOAT16, options);
  }

  /** The tensor as complex64: Python's {@code x.cfloat()}. */
  public Tensor cfloat() {
    return to(DType.COMPLEX64);
  }

  /** The same with a memory format: Python's {@code x.cfloat(memory_format=format)}. */
  public Tensor cfloat(Consumer<Keywords.ToOptions> options) {
    return to(DType.COMPLEX64, options);
  }

  /** The tensor as complex128: Python's {@code x.cdouble()}. */
  public Tensor cdouble() {
    return to(DType.COMPLEX128);
  }

  /** The same with a memory format: Python's {@code x.cdouble(memory_format=format)}. */
  public Tensor cdouble(Consumer<Keywords.ToOptions> options) {
    return to(DType.COMPLEX128, options);
  }

  /**
   * The tensor on a device with Python's keyword arguments, such as {@code x.to(device,
   * dtype=torch.float64, non_blocking=True)}.
   */
  public Tensor to(Device device, Consumer<Keywords.ToOptions> options) {
    return to(
        o -> {
          o.device(device);
          options.accept(o);
        });
  }

  /** The same with the device's name, such as {@code cuda:0}. */
  public Tensor to(String device, Consumer<Keywords.ToOptions> options) {
    return to(Device.of(device), options);
  }

  /** The tensor in coordinates and values: Python's {@code x.to_sparse_coo()}. */
  public Tensor toSparseCoo() {
    return toSparse();
  }

  /**
   * A tensor of Java data with this tensor's dtype and device: Python's {@code x.new_tensor(data)}.
   *
   * @see Torch#tensor(Object)
   */
  public Tensor newTensor(Object data) {
    return newTensor(data, o -> {});
  }

  /**
   * The same with Python's keyword arguments {@code dtype}, {@code device}, {@code requires_grad}.
   */
  public Tensor newTensor(Object data, Consumer<TensorOptions> options) {
    return Torch.tensor(
        data,
        o -> {
          o.dtype(dtype()).device(device());
          options.accept(o);
        });
  }

  // ---- numbers in front

  /** {@code other - x}, a new tensor: Python's {@code x.__rsub__(other)}. */
  public Tensor rsub(Number other) {
    return Aten.rsub_Scalar(self(), other, 1L);
  }

  /** {@code other / x}, a new tensor: Python's {@code x.__rtruediv__(other)}. */
  public Tensor rdiv(Number other) {
    try (Scope scope = Torch.scope()) {
      return scope.keep(reciprocal().mul(other));
    }
  }

  /** {@code other // x}, a new tensor: Python's {@code x.__rfloordiv__(other)}. */
  public Tensor rfloordiv(Number other) {
    return Torch.floorDivide(other, self());
  }

  /** {@code other % x}, a new tensor: Python's {@code x.__rmod__(other)}. */
  public Tensor rmod(Number other) {
    return Torch.remainder(other, self());
  }

  /** {@code other ** x}, a new tensor: Python's {@code x.__rpow__(other)}. */
  public Tensor rpow(Number other) {
    return Torch.pow(other, self());
  }

  /** Whether an element equals the number: Python's {@code element in x}. */
  public boolean contains(Number element) {
    try (Scope scope = Torch.scope()) {
      return eq(element).any().item().booleanValue();
    }
  }

  /** Whether an element equals the one beside it: Python's {@code element in x}. */
  public boolean contains(Tensor element) {
    try (Scope scope = Torch.scope()) {
      return element.eq(self()).any().item().booleanValue();
    }
  }

  // ---- functions of elements

  /**
   * Replaces each element by a function of it, and returns this tensor: Python's {@code
   * x.apply_(callable)}.
   *
   * <p>The function is called in row-major order; it is slow, and for tensors on the CPU alone.
   * Whole numbers go through {@code double}, so that those beyond 2<sup>53</sup> are rounded.
   *
   * <pre>{@code
   * x.apply_(v -> v * 2);
   * }</pre>
   *
   * @throws TorchException if gradients are recorded for the tensor
   * @throws TypeException if the tensor is not on the CPU, or complex
   */
  public Tensor apply_(DoubleUnaryOperator callable) {
    elementsOnly("apply_");
    if (!isMeta()) {
      double[] values = toDoubleArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = callable.applyAsDouble(values[i]);
      }
      fill(values);
    }
    return self();
  }

  /**
   * Replaces each element by a function of it and of the element of another tensor, and returns
   * this tensor: Python's {@code x.map_(tensor, callable)}.
   *
   * <p>The other tensor is expanded to this one's shape. What {@link #apply_} says holds here too.
   *
   * @throws TorchException if gradients are recorded for a tensor, or the other cannot be expanded
   * @throws TypeException if a tensor is not on the CPU, or complex, or their dtypes differ
   */
  public Tensor map_(Tensor tensor, DoubleBinaryOperator callable) {
    elementsOnly("map_");
    double[] values = toDoubleArray();
    double[] others = elementsOf("map_", tensor);
    for (int i = 0; i < values.length; i++) {
      values[i] = callable.applyAsDouble(values[i], others[i]);
    }
    fill(values);
    return self();
  }

  /** A function of three numbers. */
  @FunctionalInterface
  public interface DoubleTernaryOperator {
    /** The function's value. */
    double applyAsDouble(double first, double second, double third);
  }

  /**
   * Replaces each element by a function of it and of the elements of two other tensors, and returns
   * this tensor: Python's {@code x.map2_(x1, x2, callable)}. What {@link #map_} says holds here
   * too.
   */
  public Tensor map2_(Tensor x1, Tensor x2, DoubleTernaryOperator callable) {
    elementsOnly("map2_");
    double[] values = toDoubleArray();
    double[] seconds = elementsOf("map2_", x1);
    double[] thirds = elementsOf("map2_", x2);
    for (int i = 0; i < values.length; i++) {
      values[i] = callable.applyAsDouble(values[i], seconds[i], thirds[i]);
    }
    fill(values);
    return self();
  }

  /** The elements of another tensor at the places of this one's. */
  private double[] elementsOf(String method, Tensor tensor) {
    ((TensorComputations) tensor).elementsOnly(method);
    if (tensor.dtype() != dtype()) {
      throw new TypeException(
          method
              + ": expected "
              + TypeName.of(self())
              + " for 'other' (got "
              + TypeName.of(tensor)
              + ")");
    }
    try (Scope scope = Torch.scope()) {
      return tensor.expand(size()).toDoubleArray();
    }
  }

  private void elementsOnly(String method) {
    if (self().requiresGrad()) {
      throw new TorchException(
          "Can't call "
              + method
              + "() on Variable that requires grad. Use var.detach()."
              + method
              + "() instead.");
    }
    if (!isCpu() && !isMeta()) {
      throw new TypeException(method + " is only implemented on CPU tensors");
    }
    if (dtype().isComplex()) {
      throw new TypeException(method + " takes real numbers, but the tensor is " + dtype());
    }
  }

  private void fill(double[] values) {
    try (Scope scope = Torch.scope()) {
      copy_(Torch.fromArray(values, size().toArray()));
    }
  }

  // ---- what torch has too

  /** What {@link Torch#norm(Tensor)} gives: Python's {@code x.norm()}. */
  public Tensor norm() {
    return Torch.norm(self());
  }

  /** What {@link Torch#norm(Tensor, Number)} gives: Python's {@code x.norm(p)}. */
  public Tensor norm(Number p) {
    return Torch.norm(self(), p);
  }

  /** What {@link Torch#norm(Tensor, String)} gives: Python's {@code x.norm(p)}. */
  public Tensor norm(String p) {
    return Torch.norm(self(), p);
  }

  /** What {@link Torch#norm(Tensor, Number, long...)} gives: Python's {@code x.norm(p, dim)}. */
  public Tensor norm(Number p, long... dim) {
    return Torch.norm(self(), p, dim);
  }

  /** The norm {@code "fro"} or {@code "nuc"} along dimensions. */
  public Tensor norm(String p, long... dim) {
    return Torch.norm(self(), p, dim);
  }

  /** The norm along a dimension: Python's {@code x.norm(p, dim, keepdim)}. */
  public Tensor norm(Number p, long dim, boolean keepdim) {
    return Torch.norm(self(), p, dim, keepdim);
  }

  /** The norm with Python's keyword arguments: {@code x.norm(2, o -> o.dim(1))}. */
  public Tensor norm(Number p, Consumer<NormOptions> options) {
    return Torch.norm(self(), p, options);
  }

  /** The norm {@code "fro"} or {@code "nuc"} with Python's keyword arguments. */
  public Tensor norm(String p, Consumer<NormOptions> options) {
    return Torch.norm(self(), p, options);
  }

  /** The norm with Python's keyword arguments: {@code x.norm(o -> o.p("nuc"))}. */
  public Tensor norm(Consumer<NormOptions> options) {
    return Torch.norm(self(), options);
  }

  /** What {@link Torch#stft(Tensor, long)} gives: Python's {@code x.stft(n_fft)}. */
  public Tensor stft(long nFft) {
    return Torch.stft(self(), nFft);
  }

  /** The short-time Fourier transform with Python's other arguments by name. */
  public Tensor stft(long nFft, Consumer<StftOptions> options) {
    return Torch.stft(self(), nFft, options);
  }

  /** What {@link Torch#lu(Tensor)} gives: Python's {@code x.lu()}. */
  public LuFactors lu() {
    return Torch.lu(self());
  }

  /**
   * What {@link Torch#lu(Tensor, boolean, boolean)} gives: Python's {@code x.lu(pivot, get_infos)}.
   */
  public LuFactors lu(boolean pivot, boolean getInfos) {
    return Torch.lu(self(), pivot, getInfos);
  }

  /** What {@link Torch#unique(Tensor)} gives: Python's {@code x.unique()}. */
  public Tensor unique() {
    return Torch.unique(self());
  }

  /** The distinct elements with Python's keyword arguments. */
  public Unique unique(Consumer<UniqueOptions> options) {
    return Torch.unique(self(), options);
  }

  /**
   * What {@link Torch#uniqueConsecutive(Tensor)} gives: Python's {@code x.unique_consecutive()}.
   */
  public Tensor uniqueConsecutive() {
    return Torch.uniqueConsecutive(self());
  }

  /** The first element of every run of equal ones, with Python's keyword arguments. */
  public Unique uniqueConsecutive(Consumer<UniqueOptions> options) {
    return Torch.uniqueConsecutive(self(), options);
  }

  /** What {@link Torch#nonzeroAsTuple(Tensor)} gives: Python's {@code x.nonzero(as_tuple=True)}. */
  public List<Tensor> nonzeroAsTuple() {
    return Torch.nonzeroAsTuple(self());
  }

  // ---- text

  /**
   * The number in a tensor without dimensions as Python's format specification says: Python's
   * {@code f"{x:.3f}"}.
   *
   * <pre>{@code
   * Torch.tensor(3.14159).format(".2f"); // 3.14
   * }</pre>
   *
   * @param specification such as {@code .4f}, {@code >8}, {@code +.2e}; empty for the plain number
   * @throws TypeException if the tensor has dimensions and the specification is not empty
   * @throws ValueException if the specification does not suit the number
   */
  public String format(String specification) {
    if (dim() == 0 && !isMeta()) {
      return item().format(specification);
    }
    if (!specification.isEmpty()) {
      throw new TypeException("unsupported format string passed to Tensor.__format__");
    }
    return toString();
  }
}
