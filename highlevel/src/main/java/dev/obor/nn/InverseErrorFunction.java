package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;

/**
 * The inverse of the error function as Python's wheel has it, which takes it from MKL.
 *
 * <p>A LibTorch without MKL is some last bits off in float32. What it computes in float64 and
 * rounds is the same as MKL's but for a few in ten thousand.
 */
final class InverseErrorFunction {
  private static final boolean ROUGH = isRough();

  private InverseErrorFunction() {}

  private static boolean isRough() {
    try (Scope scope = Torch.scope()) {
      Tensor values = Torch.linspace(-0.9, 0.9, 100, o -> o.device(Device.CPU));
      Tensor rounded = Aten.erfinv(values.to(DType.FLOAT64)).to(DType.FLOAT32);
      return rounded.eq(Aten.erfinv(values)).sum().item().longValue() < 95;
    }
  }

  /** Replaces each element by its inverse. */
  static void apply_(Tensor tensor) {
    if (!ROUGH || tensor.dtype() != DType.FLOAT32 || !tensor.device().type().equals("cpu")) {
      Aten.erfinv_(tensor);
      return;
    }
    try (Tensor exact = tensor.to(DType.FLOAT64)) {
      Aten.erfinv_(exact);
      Aten.copy_(tensor, exact, false);
    }
  }
}
