package dev.obor.optim;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.TensorLists;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.Map;

/** The numbers of steps that optimizers remember as tensors, and what depends on how they do. */
final class Steps {
  private static final String DEVICES = "'cuda', 'xpu', 'hpu', 'privateuseone'";

  private Steps() {}

  /** The dtype of numbers that are remembered. */
  private static DType dtype() {
    return Torch.getDefaultDtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
  }

  /** A number that is remembered, as a tensor on the CPU. */
  static Tensor remembered(double value) {
    return Torch.tensor(value, o -> o.dtype(dtype()).device(Device.CPU)).unscoped();
  }

  /** The same beside a parameter. */
  static Tensor remembered(double value, Tensor parameter) {
    return Torch.tensor(value, o -> o.dtype(dtype()).device(parameter.device())).unscoped();
  }

  /** No steps so far, in the form that fused kernels take. */
  static Tensor fused(Tensor parameter) {
    return Torch.zeros(new long[0], o -> o.dtype(DType.FLOAT32).device(parameter.device()))
        .unscoped();
  }

  /** One step more; returns the numbers of steps. */
  static double[] advance(Tensor[] steps) {
    return TensorLists.advance(steps, 1);
  }

  /** Makes a tensor of a number that an older state dict has as such. */
  static void complete(Map<String, Object> state, String key, boolean fused, Tensor parameter) {
    if (state.get(key) instanceof Number number) {
      double value = number.doubleValue();
      state.put(
          key,
          fused
              ? Torch.tensor(value, o -> o.dtype(DType.FLOAT32).device(parameter.device()))
                  .unscoped()
              : remembered(value));
    }
  }

  /** Refuses what Python calls capturable. */
  static void refuseCapturable(ParamGroup group, Tensor parameter, String what, boolean each) {
    if (!group.flag("capturable")) {
      return;
    }
    if (parameter.device().type().equals("cuda")) {
      throw new TorchException(
          "capturable=True is not supported\nObor records no CUDA graphs; leave capturable out.");
    }
    throw new TorchException(
        "If capturable=True, "
            + what
            + " on supported devices: ["
            + DEVICES
            + (each ? ", 'xla'" : "")
            + "].");
  }

  /** Refuses parameters that fused kernels cannot change. */
  static void checkFused(Tensor parameter, boolean cuda) {
    String device = parameter.device().type();
    boolean known = device.equals("cpu") || (cuda && device.equals("cuda"));
    if (!known || !parameter.dtype().isFloatingPoint()) {
      throw new TorchException(
          "`fused=True` requires all the params to be floating point Tensors of supported"
              + " devices: "
              + (cuda
                  ? "['mps', 'cuda', 'xpu', 'hpu', 'cpu', 'mtia', 'privateuseone']"
                  : "['mps', 'xpu', 'hpu', 'cpu', 'mtia', 'privateuseone']")
              + " but "
              + parameter.dtype()
              + " and "
              + device);
    }
  }
}
