package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.nn.ForwardPreHookWithKwargs;
import dev.obor.nn.Module;
import dev.obor.nn.Parameter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits weights into lengths and directions: the functions of Python's {@code
 * torch.nn.utils.weight_norm}, which {@link Parametrizations#weightNorm} has superseded.
 *
 * <pre>{@code
 * Linear layer = WeightNorm.weightNorm(new Linear(20, 40));
 * layer.getParameter("weight_g").shape();  // torch.Size([40, 1])
 * WeightNorm.removeWeightNorm(layer);
 * }</pre>
 *
 * <p>The weight is computed anew before each call of the module, and the one before is closed; such
 * a module must not be called by several threads at once.
 */
public final class WeightNorm {
  private WeightNorm() {}

  /** Computes the weight; copies of the module share it. */
  private record Hook(String name, long dim) implements ForwardPreHookWithKwargs {
    @Override
    public @Nullable Object @Nullable [] call(
        Module module, @Nullable Object[] args, Map<String, Object> kwargs) {
      module.setComputed(name, weight(module));
      return null;
    }

    Tensor weight(Module module) {
      return Aten._weight_norm(
          module.getParameter(name + "_v"), module.getParameter(name + "_g"), dim);
    }
  }

  /** Splits the weight: Python's {@code weight_norm(module)}. */
  public static <M extends Module> M weightNorm(M module) {
    return weightNorm(module, "weight");
  }

  /** Splits a parameter: Python's {@code weight_norm(module, name)}. */
  public static <M extends Module> M weightNorm(M module, String name) {
    return weightNorm(module, name, 0);
  }

  /**
   * Splits a parameter into lengths, {@code weight_g}, and directions, {@code weight_v}: Python's
   * {@code weight_norm(module, name, dim)}.
   *
   * @param dim the dimension that has a length of its own for each place; -1 for one length
   * @return the module
   * @throws TorchException if the parameter is split already
   */
  public static <M extends Module> M weightNorm(M module, String name, long dim) {
    Warnings.warn(
        "FutureWarning",
        "`torch.nn.utils.weight_norm` is deprecated in favor of"
            + " `torch.nn.utils.parametrizations.weight_norm`.");
    if (find(module, name) != null) {
      throw new TorchException(
          "Cannot register two weight_norm hooks on the same parameter " + name);
    }
    Tensor weight = module.getParameter(name);
    module.delattr(name);
    try (Tensor values = weight.detach();
        Tensor lengths = Aten.norm_except_dim(values, 2, dim)) {
      module.registerParameter(name + "_g", Parameter.of(lengths));
      module.registerParameter(name + "_v", Parameter.of(values));
    }
    Hook hook = new Hook(name, dim);
    module.setComputed(name, hook.weight(module));
    module.registerForwardPreHook(hook);
    return module;
  }

  private static @Nullable Hook find(Module module, String name) {
    for (ForwardPreHookWithKwargs hook : module.forwardPreHooks()) {
      if (hook instanceof Hook own && own.name.equals(name)) {
        return own;
      }
    }
    return null;
  }

  /** Makes the weight a parameter again: Python's {@code remove_weight_norm(module)}. */
  public static <M extends Module> M removeWeightNorm(M module) {
    return removeWeightNorm(module, "weight");
  }

  /**
   * Makes a tensor a parameter again: Python's {@code remove_weight_norm(module, name)}.
   *
   * @throws ValueException if it is not split
   */
  public static <M extends Module> M removeWeightNorm(M module, String name) {
    Hook hook = find(module, name);
    if (hook == null) {
      throw new ValueException("weight_norm of '" + name + "' not found in " + module);
    }
    try (Tensor weight = hook.weight(module);
        Tensor values = weight.detach()) {
      if (module.getattr(name) instanceof Tensor computed) {
        module.delattr(name);
        computed.close();
      }
      module.delattr(name + "_g");
      module.delattr(name + "_v");
      module.setattr(name, Parameter.of(values));
    }
    module.removeForwardPreHook(hook);
    return module;
  }
}
