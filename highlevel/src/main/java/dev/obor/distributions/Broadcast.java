package dev.obor.distributions;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters that were broadcast against each other: the place where all distributions turn numbers
 * and tensors into tensors of one shape.
 *
 * @param tensors views of the parameters, in their order
 */
record Broadcast(List<Tensor> tensors) {
  /**
   * Broadcasts tensors and numbers. Numbers take the dtype and the device of the first tensor, or
   * the default ones when there is none.
   */
  static Broadcast of(Object... values) {
    DType dtype = Torch.getDefaultDtype();
    Device device = Device.CPU;
    for (Object value : values) {
      if (value instanceof Tensor tensor) {
        dtype = tensor.dtype();
        device = tensor.device();
        break;
      }
    }
    try (Scope scope = Torch.scope()) {
      List<Tensor> tensors = new ArrayList<>();
      for (Object value : values) {
        tensors.add(value instanceof Tensor tensor ? tensor : number(value, dtype, device));
      }
      return new Broadcast(scope.keepAll(Torch.broadcastTensors(tensors)));
    }
  }

  private static Tensor number(Object value, DType dtype, Device device) {
    return Torch.tensor(value, o -> o.dtype(dtype).device(device));
  }

  Tensor get(int index) {
    return tensors.get(index);
  }

  /** The common shape. */
  Size shape() {
    return tensors.get(0).size();
  }
}
