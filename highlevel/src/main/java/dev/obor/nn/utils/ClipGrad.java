package dev.obor.nn.utils;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps gradients small: the functions of Python's {@code torch.nn.utils.clip_grad}.
 *
 * <pre>{@code
 * loss.backward();
 * ClipGrad.clipGradNorm_(model.parameters(), 1.0);
 * optimizer.step();
 * }</pre>
 *
 * <p>Gradients are changed in place, each in its own dtype and on its own device. The functions may
 * be called from any thread, on different parameters.
 */
public final class ClipGrad {
  private ClipGrad() {}

  /** Keyword arguments of the functions of this class. */
  public static final class Options {
    private double normType = 2;
    private boolean errorIfNonfinite;
    private @Nullable Boolean foreach;

    Options() {}

    /** Sets the norm, which may be infinite; default 2. */
    public Options normType(double value) {
      this.normType = value;
      return this;
    }

    /** Sets whether a norm that is infinite or no number is an error; default false. */
    public Options errorIfNonfinite(boolean value) {
      this.errorIfNonfinite = value;
      return this;
    }

    /** Sets whether all gradients are computed with in one call; by default they are. */
    public Options foreach(boolean value) {
      this.foreach = value;
      return this;
    }

    private boolean together() {
      return foreach == null || foreach;
    }
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private record Kind(Device device, DType dtype) {}

  /** LibTorch's functions of many tensors take those of one kind. */
  private static Collection<List<Tensor>> groups(Iterable<Tensor> tensors) {
    Map<Kind, List<Tensor>> groups = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      groups
          .computeIfAbsent(new Kind(tensor.device(), tensor.dtype()), kind -> new ArrayList<>())
          .add(tensor);
    }
    return groups.values();
  }

  private static List<Tensor> gradients(Iterable<Tensor> parameters) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor parameter : parameters) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    return gradients;
  }

  /** The Euclidean norm of all elements together: Python's {@code get_total_norm(tensors)}. */
  public static Tensor getTotalNorm(Iterable<Tensor> tensors) {
    return getTotalNorm(tensors, o -> {});
  }

  /**
   * The norm of all elements together: Python's {@code get_total_norm(tensors, norm_type=…,
   * error_if_nonfinite=…, foreach=…)}.
   *
   * @param tensors of any shapes; for none the norm is 0
   * @param options {@code normType}, {@code errorIfNonfinite}, {@code foreach}
   * @return a number
   * @throws TorchException if the norm is not finite and that is to be an error
   */
  public static Tensor getTotalNorm(Iterable<Tensor> tensors, Consumer<Options> options) {
    Options o = read(options);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      return scope.keep(totalNorm(tensors, o));
    }
  }

  private static Tensor totalNorm(Iterable<Tensor> tensors, Options o) {
    List<Tensor> norms = new ArrayList<>();
    Device first = null;
    for (List<Tensor> group : groups(tensors)) {
      first = first == null ? group.get(0).device() : first;
      Tensor[] own = group.toArray(new Tensor[0]);
      if (o.together()) {
        norms.addAll(List.of(Aten._foreach_norm_Scalar(own, o.normType, null)));
      } else {
        for (Tensor tensor : own) {
          norms.add(Aten.linalg_vector_norm(tensor, o.normType, null, false, null));
        }
      }
    }
    if (first == null) {
      return Torch.tensor(0.0);
    }
    Device device = first;
    Tensor stacked = Torch.stack(norms.stream().map(norm -> norm.to(device)).toList());
    Tensor total = Aten.linalg_vector_norm(stacked, o.normType, null, false, null);
    if (o.errorIfNonfinite && !Double.isFinite(total.item().doubleValue())) {
      throw new TorchException(
          "The total norm of order "
              + PythonNumber.repr(o.normType)
              + " for gradients from `parameters` is non-finite, so it cannot be clipped. To disable"
              + " this error and scale the gradients by the non-finite norm anyway, set"
              + " `error_if_nonfinite=False`");
    }
    return total;
  }

  /**
   * Scales gradients down so that their norm is at most so much: Python's {@code
   * clip_grad_norm_(parameters, max_norm)}.
   */
  public static Tensor clipGradNorm_(Iterable<Tensor> parameters, double maxNorm) {
    return clipGradNorm_(parameters, maxNorm, o -> {});
  }

  /**
   * The same in another norm: Python's {@code clip_grad_norm_(parameters, max_norm, norm_type)}.
   */
  public static Tensor clipGradNorm_(Iterable<Tensor> parameters, double maxNorm, double normType) {
    return clipGradNorm_(parameters, maxNorm, o -> o.normType(normType));
  }

  /** The same for one parameter. */
  public static Tensor clipGradNorm_(Tensor parameter, double maxNorm) {
    return clipGradNorm_(List.of(parameter), maxNorm);
  }

  /**
   * Scales gradients down so that their norm is at most so much: Python's {@code
   * clip_grad_norm_(parameters, max_norm, norm_type=…, error_if_nonfinite=…, foreach=…)}.
   *
   * @param parameters those whose gradients are scaled; some may have none
   * @param maxNorm the largest norm of all gradients together
   * @param options {@code normType}, {@code errorIfNonfinite}, {@code foreach}
   * @return the norm that the gradients had before
   * @throws TorchException if the norm is not finite and that is to be an error
   */
  public static Tensor clipGradNorm_(
      Iterable<Tensor> parameters, double maxNorm, Consumer<Options> options) {
    Options o = read(options);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      List<Tensor> gradients = gradients(parameters);
      Tensor total = totalNorm(gradients, o);
      scale(gradients, maxNorm, total, o);
      return scope.keep(total);
    }
  }

  /**
   * Scales gradients by a norm that is known: Python's {@code clip_grads_with_norm_(parameters,
   * max_norm, total_norm)}.
   */
  public static void clipGradsWithNorm_(
      Iterable<Tensor> parameters, double maxNorm, Tensor totalNorm) {
    clipGradsWithNorm_(parameters, maxNorm, totalNorm, o -> {});
  }

  /**
   * Scales gradients by a norm that is known, {@code g · min(1, maxNorm / (totalNorm + 1e-6))}:
   * Python's {@code clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=…)}.
   *
   * @param parameters those whose gradients are scaled; some may have none
   * @param maxNorm the largest norm
   * @param totalNorm the norm that the gradients have
   * @param options {@code foreach}
   */
  public static void clipGradsWithNorm_(
      Iterable<Tensor> parameters, double maxNorm, Tensor totalNorm, Consumer<Options> options) {
    Options o = read(options);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      scale(gradients(parameters), maxNorm, totalNorm, o);
    }
  }

  private static void scale(List<Tensor> gradients, double maxNorm, Tensor total, Options o) {
    if (gradients.isEmpty()) {
      return;
    }
    Tensor factor = Aten.clamp_max(Torch.div(maxNorm, total.add(1e-6)), 1.0);
    for (List<Tensor> group : groups(gradients)) {
      Tensor own = factor.to(group.get(0).device());
      if (o.together()) {
        Aten._foreach_mul__Tensor(group.toArray(new Tensor[0]), own);
      } else {
        group.forEach(gradient -> gradient.mul_(own));
      }
    }
  }

  /**
   * Brings the elements of gradients between -clipValue and clipValue: Python's {@code
   * clip_grad_value_(parameters, clip_value)}.
   */
  public static void clipGradValue_(Iterable<Tensor> parameters, double clipValue) {
    clipGradValue_(parameters, clipValue, o -> {});
  }

  /** The same for one parameter. */
  public static void clipGradValue_(Tensor parameter, double clipValue) {
    clipGradValue_(List.of(parameter), clipValue);
  }

  /**
   * Brings the elements of gradients between -clipValue and clipValue: Python's {@code
   * clip_grad_value_(parameters, clip_value, foreach=…)}.
   *
   * @param parameters those whose gradients are changed; some may have none
   * @param clipValue the largest absolute value
   * @param options {@code foreach}
   */
  public static void clipGradValue_(
      Iterable<Tensor> parameters, double clipValue, Consumer<Options> options) {
    Options o = read(options);
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      for (List<Tensor> group : groups(gradients(parameters))) {
        if (o.together()) {
          Tensor[] own = group.toArray(new Tensor[0]);
          Aten._foreach_clamp_min__Scalar(own, -clipValue);
          Aten._foreach_clamp_max__Scalar(own, clipValue);
        } else {
          group.forEach(gradient -> gradient.clamp_(-clipValue, clipValue));
        }
      }
    }
  }
}
