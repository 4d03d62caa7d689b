package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.nn.ForwardPreHookWithKwargs;
import dev.obor.nn.Module;
import dev.obor.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides weights by their largest singular value: the functions of Python's {@code
 * torch.nn.utils.spectral_norm}; {@link Parametrizations#spectralNorm} is newer.
 *
 * <pre>{@code
 * Linear layer = SpectralNorm.spectralNorm(new Linear(20, 40));
 * SpectralNorm.removeSpectralNorm(layer);
 * }</pre>
 *
 * <p>The weight is computed anew before each call of the module, and the one before is closed; such
 * a module must not be called by several threads at once.
 */
public final class SpectralNorm {
  private SpectralNorm() {}

  /** Keyword arguments of {@link #spectralNorm(Module, String, Consumer)}. */
  public static final class Options {
    private long nPowerIterations = 1;
    private double eps = 1e-12;
    private @Nullable Long dim;

    Options() {}

    /** Sets the number of power iterations in each call in training; default 1. */
    public Options nPowerIterations(long value) {
      this.nPowerIterations = value;
      return this;
    }

    /** Sets what keeps norms from zero; default 1e-12. */
    public Options eps(double value) {
      this.eps = value;
      return this;
    }

    /** Sets the dimension of the outputs; default 1 for transposed convolutions, and else 0. */
    public Options dim(long value) {
      this.dim = value;
      return this;
    }
  }

  /** Computes the weight; copies of the module share it. */
  private record Hook(String name, long powerIterations, long dim, double eps)
      implements ForwardPreHookWithKwargs {
    @Override
    public @Nullable Object @Nullable [] call(
        Module module, @Nullable Object[] args, Map<String, Object> kwargs) {
      module.setComputed(name, weight(module, module.training()));
      return null;
    }

    Tensor matrix(Tensor weight) {
      Tensor front = front(weight, dim);
      return front.reshape(front.size(0), -1);
    }

    Tensor weight(Module module, boolean iterates) {
      Tensor original = module.getParameter(name + "_orig");
      Tensor u = module.getBuffer(name + "_u");
      Tensor v = module.getBuffer(name + "_v");
      try (Scope scope = Torch.scope()) {
        Tensor matrix = matrix(original);
        if (iterates) {
          try (ThreadMode mode = Torch.noGrad()) {
            for (long i = 0; i < powerIterations; i++) {
              v.copy_(unit(Aten.mv(matrix.t(), u), eps));
              u.copy_(unit(Aten.mv(matrix, v), eps));
            }
          }
        }
        Tensor sigma = Aten.dot(u.clone(), Aten.mv(matrix, v.clone()));
        return scope.keep(original.div(sigma));
      }
    }
  }

  /** A vector of length 1, unless the given one is shorter than eps. */
  static Tensor unit(Tensor vector, double eps) {
    Tensor norm = Aten.linalg_vector_norm(vector, 2, new long[] {0}, true, null);
    return vector.div(Aten.clamp_min(norm, eps).expandAs(vector));
  }

  /** A view with one dimension in front of the others. */
  static Tensor front(Tensor weight, long dim) {
    return dim == 0 ? weight : weight.movedim(dim, 0);
  }

  /** Divides the weight: Python's {@code spectral_norm(module)}. */
  public static <M extends Module> M spectralNorm(M module) {
    return spectralNorm(module, "weight");
  }

  /** Divides a parameter: Python's {@code spectral_norm(module, name)}. */
  public static <M extends Module> M spectralNorm(M module, String name) {
    return spectralNorm(module, name, o -> {});
  }

  /**
   * Divides a parameter by its largest singular value, which power iterations follow: Python's
   * {@code spectral_norm(module, name, n_power_iterations=…, eps=…, dim=…)}. The parameter becomes
   * {@code weight_orig}; the singular vectors are buffers, {@code weight_u} and {@code weight_v}.
   *
   * @return the module
   * @throws TorchException if the parameter is divided already
   * @throws ValueException if the number of iterations is not positive
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (find(module, name) != null) {
      throw new TorchException(
          "Cannot register two spectral_norm hooks on the same parameter " + name);
    }
    if (o.nPowerIterations <= 0) {
      throw new ValueException(
          "Expected n_power_iterations to be positive, but got n_power_iterations="
              + o.nPowerIterations);
    }
    long dim = o.dim == null ? Parametrizations.defaultDim(module) : o.dim;
    Hook hook = new Hook(name, o.nPowerIterations, dim, o.eps);
    Tensor weight = module.getParameter(name);
    module.delattr(name);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor matrix = hook.matrix(weight);
      Tensor u = unit(weight.newEmpty(matrix.size(0)).normal_(), o.eps);
      Tensor v = unit(weight.newEmpty(matrix.size(1)).normal_(), o.eps);
      module.registerParameter(name + "_orig", weight);
      module.setComputed(name, weight.detach());
      module.registerBuffer(name + "_u", scope.keep(u));
      module.registerBuffer(name + "_v", scope.keep(v));
    }
    module.registerForwardPreHook(hook);
    module.registerStateDictPostHook(
        (m, state, prefix, metadata) -> {
          if (find(m, name) != null) {
            Map<String, Object> versions = new LinkedHashMap<>();
            if (metadata.get("spectral_norm") instanceof Map<?, ?> others) {
              others.forEach((key, value) -> versions.put(key.toString(), value));
            }
            versions.put(name + ".version", 1L);
            metadata.put("spectral_norm", versions);
          }
        });
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

  /** Makes the weight a parameter again: Python's {@code remove_spectral_norm(module)}. */
  public static <M extends Module> M removeSpectralNorm(M module) {
    return removeSpectralNorm(module, "weight");
  }

  /**
   * Makes a tensor a parameter again: Python's {@code remove_spectral_norm(module, name)}.
   *
   * @throws ValueException if it is not divided
   */
  public static <M extends Module> M removeSpectralNorm(M module, String name) {
    Hook hook = find(module, name);
    if (hook == null) {
      throw new ValueException("spectral_norm of '" + name + "' not found in " + module);
    }
    try (ThreadMode mode = Torch.noGrad();
        Tensor weight = hook.weight(module, false)) {
      if (module.getattr(name) instanceof Tensor computed) {
        module.delattr(name);
        computed.close();
      }
      module.delattr(name + "_u");
      module.delattr(name + "_v");
      module.delattr(name + "_orig");
      module.setattr(name, Parameter.of(weight));
    }
    module.removeForwardPreHook(hook);
    return module;
  }
}
