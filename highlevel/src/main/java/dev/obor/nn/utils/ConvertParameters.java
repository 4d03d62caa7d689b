package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns parameters into one vector and back: the functions of Python's {@code
 * torch.nn.utils.convert_parameters}.
 *
 * <pre>{@code
 * Tensor vector = ConvertParameters.parametersToVector(model.parameters());
 * ConvertParameters.vectorToParameters(vector.mul(0.5), model.parameters());
 * }</pre>
 *
 * <p>The functions may be called from any thread, on different parameters.
 */
public final class ConvertParameters {
  private ConvertParameters() {}

  /**
   * All elements behind each other: Python's {@code parameters_to_vector(parameters)}.
   *
   * @param parameters on one device
   * @return of shape (number of all elements); gradients go back to the parameters
   * @throws TypeException if the parameters are on different devices
   */
  public static Tensor parametersToVector(Iterable<Tensor> parameters) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> parts = new ArrayList<>();
      Device device = null;
      for (Tensor parameter : parameters) {
        device = checked(parameter, device);
        parts.add(parameter.view(-1));
      }
      return scope.keep(Torch.cat(parts));
    }
  }

  /**
   * Gives parameters the elements of a vector, in place: Python's {@code vector_to_parameters(vec,
   * parameters)}. The parameters then share the vector's memory.
   *
   * @param vec of shape (number of all elements)
   * @param parameters on one device
   * @throws TypeException if the parameters are on different devices
   */
  public static void vectorToParameters(Tensor vec, Iterable<Tensor> parameters) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Device device = null;
      long start = 0;
      for (Tensor parameter : parameters) {
        device = checked(parameter, device);
        long size = parameter.numel();
        Tensor part = vec.detach().narrow(0, start, size).view(parameter.size());
        Aten.set_data(parameter, part);
        start += size;
      }
    }
  }

  private static Device checked(Tensor parameter, @Nullable Device before) {
    Device device = parameter.device();
    if (before != null && !before.equals(device)) {
      throw new TypeException(
          "Found two parameters on different devices, this is currently not supported.");
    }
    return device;
  }
}
