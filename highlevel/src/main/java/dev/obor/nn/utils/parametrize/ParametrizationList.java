package dev.obor.nn.utils.parametrize;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The parametrizations of one tensor, and the tensors that it is computed from: Python's {@code
 * torch.nn.utils.parametrize.ParametrizationList}.
 *
 * <p>{@code original} is the parameter or buffer that the tensor is computed from, or {@code
 * original0}, {@code original1} and so on where there are several. Called without arguments the
 * list gives the tensor.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ParametrizationList extends ModuleList<Module> {
  private final boolean isTensor;
  private final int ntensors;
  private boolean unsafe;

  ParametrizationList(Module parametrization, Tensor original, boolean unsafe) {
    super(List.of(parametrization));
    this.unsafe = unsafe;
    Size shape = original.size();
    DType dtype = original.dtype();
    Object inverse = inverse(original);
    if (inverse instanceof Tensor tensor) {
      this.isTensor = true;
      this.ntensors = 1;
      checkInverse(original, tensor);
      set(original, tensor);
      register("original", original);
    } else {
      this.isTensor = false;
      List<Tensor> tensors = tensors(inverse);
      this.ntensors = tensors.size();
      for (int i = 0; i < ntensors; i++) {
        Tensor part = tensors.get(i).detach();
        register(
            "original" + i,
            original.isParameter() ? Parameter.of(part, original.requiresGrad()) : part);
      }
    }
    if (!unsafe) {
      try (Scope scope = Torch.scope()) {
        checkSame(shape, dtype, call());
      }
    }
  }

  private static List<Tensor> tensors(Object inverse) {
    if (!(inverse instanceof List<?> list)) {
      throw new ValueException(
          "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got "
              + inverse.getClass().getSimpleName());
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof Tensor tensor)) {
        throw new ValueException(
            "'right_inverse' must return a Tensor or a Sequence of tensors (list, tuple...). Got"
                + " element "
                + tensors.size()
                + " of the sequence with type "
                + element.getClass().getSimpleName()
                + ".");
      }
      tensors.add(tensor);
    }
    return tensors;
  }

  private void register(String name, Tensor tensor) {
    if (tensor.isParameter()) {
      registerParameter(name, tensor);
    } else {
      registerBuffer(name, tensor);
    }
  }

  private Object inverse(Tensor value) {
    try (ThreadMode mode = Torch.noGrad()) {
      Object current = value;
      for (Module module : reversed()) {
        if (module instanceof RightInverse invertible && current instanceof Tensor tensor) {
          current = inverse(invertible, tensor);
        }
      }
      return current;
    }
  }

  /** What has no inverse leaves the value as it is, as in Python. */
  private static Object inverse(RightInverse invertible, Tensor value) {
    try {
      return invertible.rightInverse(value);
    } catch (NotImplementedException e) {
      return value;
    }
  }

  private List<Module> reversed() {
    List<Module> modules = new ArrayList<>();
    forEach(modules::add);
    Collections.reverse(modules);
    return modules;
  }

  private static void checkInverse(Tensor original, Tensor inverse) {
    if (original.dtype() != inverse.dtype()) {
      throw new ValueException(
          "When `right_inverse` outputs one tensor, it may not change the dtype.\noriginal.dtype: "
              + original.dtype()
              + "\nright_inverse(original).dtype: "
              + inverse.dtype());
    }
    Device device = original.device();
    if (!device.equals(inverse.device())) {
      throw new ValueException(
          "When `right_inverse` outputs one tensor, it may not change the device.\n"
              + "original.device: "
              + device
              + "\nright_inverse(original).device: "
              + inverse.device());
    }
  }

  private static void checkSame(Size shape, DType dtype, Tensor computed) {
    if (computed.dtype() != dtype) {
      throw new ValueException(
          "Registering a parametrization may not change the dtype of the tensor, unless `unsafe`"
              + " flag is enabled.\nunparametrized dtype: "
              + dtype
              + "\nparametrized dtype: "
              + computed.dtype());
    }
    if (!computed.size().equals(shape)) {
      throw new ValueException(
          "Registering a parametrization may not change the shape of the tensor, unless `unsafe`"
              + " flag is enabled.\nunparametrized shape: "
              + shape
              + "\nparametrized shape: "
              + computed.size());
    }
  }

  /** The memory of the first becomes that of the second. */
  static void set(Tensor target, Tensor source) {
    if (target != source) {
      try (ThreadMode mode = Torch.noGrad();
          Tensor detached = source.detach()) {
        Aten.set_data(target, detached);
      }
    }
  }

  /** Whether shape and dtype may change: Python's {@code unsafe}. */
  public boolean isUnsafe() {
    return unsafe;
  }

  void addUnsafe(boolean value) {
    unsafe |= value;
  }

  /** Whether the tensor is computed from one tensor: Python's {@code is_tensor}. */
  public boolean isTensor() {
    return isTensor;
  }

  /** The tensor that the parametrized one is computed from: Python's {@code original}. */
  public Tensor original() {
    return original("original");
  }

  /** One of the tensors that the parametrized one is computed from: {@code original0} and so on. */
  public Tensor original(int index) {
    return original("original" + index);
  }

  private Tensor original(String name) {
    if (getattr(name) instanceof Tensor tensor) {
      return tensor;
    }
    throw new ValueException("'ParametrizationList' object has no attribute '" + name + "'");
  }

  /**
   * Chooses originals so that the parametrized tensor has a value: Python's {@code
   * right_inverse(value)}, which an assignment to the tensor calls.
   *
   * @throws TorchException if a parametrization has no {@code rightInverse}
   */
  public void rightInverse(Tensor value) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Object current = value;
      for (Module module : reversed()) {
        if (!(module instanceof RightInverse invertible) || !(current instanceof Tensor tensor)) {
          throw new TorchException(
              "parametrization "
                  + module.getClass().getSimpleName()
                  + " does not implement right_inverse.");
        }
        current = invertible.rightInverse(tensor);
      }
      List<Tensor> tensors = current instanceof Tensor tensor ? List.of(tensor) : tensors(current);
      if (tensors.size() != ntensors) {
        throw new ValueException(
            "'right_inverse' must return a sequence of tensors of length "
                + ntensors
                + ". Got a sequence of length "
                + tensors.size()
                + ".");
      }
      for (int i = 0; i < ntensors; i++) {
        Tensor original = isTensor ? original() : original(i);
        if (original.dtype() != tensors.get(i).dtype()) {
          throw new ValueException(
              "The tensor returned by `right_inverse` has dtype "
                  + tensors.get(i).dtype()
                  + " while `original` has dtype "
                  + original.dtype());
        }
        set(original, tensors.get(i));
      }
    }
  }

  /** Computes the tensor; there are no inputs. */
  @Override
  public Tensor forward(Tensor... inputs) {
    try (Scope scope = Torch.scope()) {
      Tensor[] originals = new Tensor[ntensors];
      for (int i = 0; i < ntensors; i++) {
        originals[i] = isTensor ? original() : original(i);
      }
      Tensor current = get(0).call(originals);
      for (int i = 1; i < size(); i++) {
        current = get(i).call(current);
      }
      return scope.keep(current);
    }
  }
}
