package dev.obor.nn.utils;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.ConvTranspose1d;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.ConvTranspose3d;
import dev.obor.nn.Module;
import dev.obor.nn.utils.parametrize.Parametrize;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parametrizations that come with PyTorch: the functions of Python's {@code
 * torch.nn.utils.parametrizations}.
 *
 * <pre>{@code
 * Linear layer = Parametrizations.orthogonal(new Linear(20, 40));
 * Parametrize.removeParametrizations(layer, "weight");
 * }</pre>
 *
 * <p>{@link Parametrize} says how parametrized modules behave.
 */
public final class Parametrizations {
  private Parametrizations() {}

  /** Keyword arguments of {@link #orthogonal(Module, String, Consumer)}. */
  public static final class OrthogonalOptions {
    private @Nullable String orthogonalMap;
    private boolean useTrivialization = true;

    OrthogonalOptions() {}

    /**
     * Sets how the matrix is computed: {@code matrix_exp}, {@code cayley} or {@code householder}.
     * Without it the first for square and complex matrices, and the last for others.
     */
    public OrthogonalOptions orthogonalMap(String value) {
      this.orthogonalMap = value;
      return this;
    }

    /** Sets whether the computation starts from what the matrix is at first; default true. */
    public OrthogonalOptions useTrivialization(boolean value) {
      this.useTrivialization = value;
      return this;
    }
  }

  /** Keyword arguments of {@link #spectralNorm(Module, String, Consumer)}. */
  public static final class SpectralNormOptions {
    private long nPowerIterations = 1;
    private double eps = 1e-12;
    private @Nullable Long dim;

    SpectralNormOptions() {}

    /** Sets the number of power iterations in each call in training; default 1. */
    public SpectralNormOptions nPowerIterations(long value) {
      this.nPowerIterations = value;
      return this;
    }

    /** Sets what keeps norms from zero; default 1e-12. */
    public SpectralNormOptions eps(double value) {
      this.eps = value;
      return this;
    }

    /** Sets the dimension of the outputs; default 1 for transposed convolutions, and else 0. */
    public SpectralNormOptions dim(long value) {
      this.dim = value;
      return this;
    }
  }

  /** Keeps the weight orthogonal: Python's {@code orthogonal(module)}. */
  public static <M extends Module> M orthogonal(M module) {
    return orthogonal(module, "weight");
  }

  /** Keeps a tensor orthogonal: Python's {@code orthogonal(module, name)}. */
  public static <M extends Module> M orthogonal(M module, String name) {
    return orthogonal(module, name, o -> {});
  }

  /**
   * Keeps a matrix, or a batch of them, orthogonal or unitary: Python's {@code orthogonal(module,
   * name, orthogonal_map=…, use_trivialization=…)}.
   *
   * @throws ValueException if there is no such tensor, or it is no matrix
   */
  public static <M extends Module> M orthogonal(
      M module, String name, Consumer<OrthogonalOptions> options) {
    OrthogonalOptions o = new OrthogonalOptions();
    options.accept(o);
    Tensor weight = tensor(module, name);
    if (weight.dim() < 2) {
      throw new ValueException(
          "Expected a matrix or batch of matrices. Got a tensor of "
              + weight.dim()
              + " dimensions.");
    }
    boolean isComplex = weight.dtype().isComplex();
    String map = o.orthogonalMap;
    if (map == null) {
      boolean isSquare = weight.size(-2) == weight.size(-1);
      map = isSquare || isComplex ? "matrix_exp" : "householder";
    }
    Orthogonal parametrization = new Orthogonal(weight, map, o.useTrivialization);
    return Parametrize.registerParametrization(module, name, parametrization, true);
  }

  /** Splits the weight into length and direction: Python's {@code weight_norm(module)}. */
  public static <M extends Module> M weightNorm(M module) {
    return weightNorm(module, "weight");
  }

  /** Splits a tensor into lengths and directions: Python's {@code weight_norm(module, name)}. */
  public static <M extends Module> M weightNorm(M module, String name) {
    return weightNorm(module, name, 0);
  }

  /**
   * Splits a tensor into lengths, {@code original0}, and directions, {@code original1}: Python's
   * {@code weight_norm(module, name, dim)}.
   *
   * @param dim the dimension that has a length of its own for each place; -1 for one length
   */
  public static <M extends Module> M weightNorm(M module, String name, long dim) {
    tensor(module, name);
    Parametrize.registerParametrization(module, name, new NormalizedWeight(dim), true);
    module.registerLoadStateDictPreHook(
        (m, state, prefix, metadata, strict, missing, unexpected, errors) -> {
          Tensor g = state.get(prefix + name + "_g");
          Tensor v = state.get(prefix + name + "_v");
          if (g != null && v != null) {
            state.remove(prefix + name + "_g");
            state.remove(prefix + name + "_v");
            state.put(prefix + "parametrizations." + name + ".original0", g);
            state.put(prefix + "parametrizations." + name + ".original1", v);
          }
        });
    return module;
  }

  /** Divides the weight by its largest singular value: Python's {@code spectral_norm(module)}. */
  public static <M extends Module> M spectralNorm(M module) {
    return spectralNorm(module, "weight");
  }

  /**
   * Divides a tensor by its largest singular value: Python's {@code spectral_norm(module, name)}.
   */
  public static <M extends Module> M spectralNorm(M module, String name) {
    return spectralNorm(module, name, o -> {});
  }

  /**
   * Divides a tensor by its largest singular value, which power iterations follow: Python's {@code
   * spectral_norm(module, name, n_power_iterations=…, eps=…, dim=…)}.
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, Consumer<SpectralNormOptions> options) {
    SpectralNormOptions o = new SpectralNormOptions();
    options.accept(o);
    Tensor weight = tensor(module, name);
    long dim = o.dim == null ? defaultDim(module) : o.dim;
    return Parametrize.registerParametrization(
        module, name, new SpectrallyNormalized(weight, o.nPowerIterations, dim, o.eps));
  }

  static long defaultDim(Module module) {
    return module instanceof ConvTranspose1d
            || module instanceof ConvTranspose2d
            || module instanceof ConvTranspose3d
        ? 1
        : 0;
  }

  private static Tensor tensor(Module module, String name) {
    if (module.hasattr(name) && module.getattr(name) instanceof Tensor tensor) {
      return tensor;
    }
    throw new ValueException(
        "Module '" + module + "' has no parameter or buffer with name '" + name + "'");
  }
}
