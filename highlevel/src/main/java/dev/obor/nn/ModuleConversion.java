package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the tensors of a module to another dtype or device, in place: the Java tensors in its
 * fields stay the same.
 */
final class ModuleConversion {
  private ModuleConversion() {}

  static void convert(Module module, @Nullable Device device, @Nullable DType dtype) {
    if (dtype != null && !dtype.isFloatingPoint() && !dtype.isComplex()) {
      throw new TypeException(
          "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype="
              + dtype);
    }
    Set<Tensor> seen = ModuleTree.identitySet();
    try (ThreadMode mode = Torch.noGrad()) {
      for (Module m : ModuleTree.modules(module).values()) {
        Map<String, Tensor> tensors = m.members().parameters();
        m.members().buffers().forEach((key, buffer) -> tensors.put(key, buffer.tensor()));
        for (Tensor tensor : tensors.values()) {
          if (seen.add(tensor)) {
            convert(tensor, device, dtype);
          }
        }
      }
    }
  }

  private static void convert(Tensor tensor, @Nullable Device device, @Nullable DType dtype) {
    try (Scope scope = Torch.scope()) {
      Tensor gradient = tensor.grad();
      if (gradient != null) {
        // The gradient must fit its tensor at every moment, so it leaves and comes back.
        tensor.setGrad(null);
      }
      replace(tensor, converted(tensor, device, dtype));
      if (gradient != null) {
        tensor.setGrad(converted(gradient, device, dtype).detach());
      }
    }
  }

  private static Tensor converted(Tensor tensor, @Nullable Device device, @Nullable DType dtype) {
    DType own = tensor.dtype();
    boolean isNumber = own.isFloatingPoint() || own.isComplex();
    return Aten.to_device(
        tensor,
        device == null ? tensor.device() : device,
        dtype == null || !isNumber ? own : dtype,
        false,
        false,
        null);
  }

  /** Python's {@code target.data = data}. */
  static void replace(Tensor target, Tensor data) {
    Aten.set_data(target, data);
  }
}
