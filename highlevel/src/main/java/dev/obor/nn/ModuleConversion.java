package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.MemoryFormat;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.Warnings;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Moves the tensors of a module to another dtype or device, in place: the Java tensors in its
 * fields stay the same.
 */
final class ModuleConversion {
  private ModuleConversion() {}

  static void convert(
      Module module,
      @Nullable Device device,
      @Nullable DType dtype,
      boolean nonBlocking,
      @Nullable MemoryFormat format) {
    if (dtype != null && !dtype.isFloatingPoint() && !dtype.isComplex()) {
      throw new TypeException(
          "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype="
              + dtype);
    }
    if (dtype != null && dtype.isComplex()) {
      Warnings.warn(
          "Complex modules are a new feature under active development whose design may change, and"
              + " some modules might not work as expected when using complex tensors as parameters"
              + " or buffers. Please file an issue at https://github.com/pytorch/pytorch/issues/"
              + "new?template=bug-report.yml if a complex module does not work as expected.");
    }
    apply(
        module,
        tensor -> {
          if (tensor.device().type().equals("meta")
              && device != null
              && !device.type().equals("meta")) {
            throw new NotImplementedException(
                "Cannot copy out of meta tensor; no data! Please use torch.nn.Module.to_empty()"
                    + " instead of torch.nn.Module.to() when moving module from meta to a different"
                    + " device.");
          }
          DType own = tensor.dtype();
          boolean isNumber = own.isFloatingPoint() || own.isComplex();
          long dim = tensor.dim();
          return Aten.to_device(
              tensor,
              device == null ? tensor.device() : device,
              dtype == null || !isNumber ? own : dtype,
              nonBlocking,
              false,
              dim == 4 || dim == 5 ? format : null);
        },
        true);
  }

  /** Converts real elements only, as Python's {@code half()} and its like do. */
  static void convertFloatingPoint(Module module, DType dtype) {
    apply(
        module,
        tensor ->
            tensor.dtype().isFloatingPoint()
                ? Aten.to_dtype(tensor, dtype, false, false, null)
                : tensor,
        true);
  }

  /**
   * Replaces the memory of all parameters, their gradients and buffers by what a function gives.
   */
  static void apply(Module module, UnaryOperator<Tensor> function, boolean recurse) {
    Set<Tensor> seen = ModuleTree.identitySet();
    Map<String, Module> modules =
        recurse ? ModuleTree.modules(module, "", true) : Map.of("", module);
    try (ThreadMode mode = Torch.noGrad()) {
      for (Module m : modules.values()) {
        Map<String, Tensor> tensors = m.members().parameters();
        tensors.putAll(m.members().buffers());
        tensors.forEach(
            (name, tensor) -> {
              if (seen.add(tensor)) {
                convert(m, name, tensor, function);
              }
            });
      }
    }
  }

  private static void convert(
      Module owner, String name, Tensor tensor, UnaryOperator<Tensor> function) {
    try (Scope scope = Torch.scope()) {
      Tensor gradient = tensor.grad();
      if (gradient != null) {
        // The gradient must fit its tensor at every moment, so it leaves and comes back.
        tensor.setGrad(null);
      }
      Tensor replaced = replace(owner, name, tensor, function.apply(tensor));
      if (replaced != tensor) {
        scope.keep(replaced);
      }
      if (gradient != null) {
        replaced.setGrad(function.apply(gradient).detach());
      }
    }
  }

  /** Python's {@code target.data = data}. */
  static void replace(Tensor target, Tensor data) {
    Aten.set_data(target, data);
  }

  /**
   * The same, or a new tensor in the module where one device's memory cannot take the place of
   * another's.
   */
  static Tensor replace(Module owner, String name, Tensor target, Tensor data) {
    boolean fromMeta = target.device().type().equals("meta");
    if (fromMeta == data.device().type().equals("meta")) {
      replace(target, data);
      return target;
    }
    Tensor replaced =
        target.isParameter() ? Parameter.of(data, target.requiresGrad()) : data.detach();
    owner.setattr(name, replaced);
    return replaced;
  }
}
