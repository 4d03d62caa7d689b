package dev.obor.optim.swa;

import dev.obor.Aten;
import dev.obor.Device;
import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.BatchNormNd;
import dev.obor.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of Python's {@code torch.optim.swa_utils}. */
public final class SwaUtils {
  private SwaUtils() {}

  private static void check(double decay) {
    if (decay < 0.0 || decay > 1.0) {
      throw new ValueException(
          "Invalid decay value "
              + PythonNumber.repr(decay)
              + " provided. Please provide a value in [0,1] range.");
    }
  }

  /** {@link #getEmaMultiAvgFn(double)} with decay 0.999. */
  public static MultiAvgFn getEmaMultiAvgFn() {
    return getEmaMultiAvgFn(0.999);
  }

  /**
   * An exponential moving average of many parameters at once, average = decay * average + (1 -
   * decay) * current: Python's {@code get_ema_multi_avg_fn(decay)}.
   *
   * @param decay how much of the average is kept, from 0 to 1
   * @throws ValueException if it is not
   */
  public static MultiAvgFn getEmaMultiAvgFn(double decay) {
    check(decay);
    return (averaged, current, count) -> {
      try (ThreadMode mode = Torch.noGrad();
          Scope scope = Torch.scope()) {
        if (isFraction(averaged[0])) {
          Aten._foreach_lerp__Scalar(averaged, current, 1 - decay);
        } else {
          for (int i = 0; i < averaged.length; i++) {
            Tensor next = averaged[i].mul(decay).add(current[i].mul(1 - decay));
            Aten.copy_(averaged[i], next, false);
          }
        }
      }
    };
  }

  /**
   * The mean of many parameters at once: Python's {@code get_swa_multi_avg_fn()}.
   *
   * <p>average = average + (current - average) / (n + 1).
   */
  public static MultiAvgFn getSwaMultiAvgFn() {
    return (averaged, current, count) -> {
      try (ThreadMode mode = Torch.noGrad();
          Scope scope = Torch.scope()) {
        Tensor next = count.add(1);
        if (isFraction(averaged[0])) {
          double weight = Aten.reciprocal(next).item().doubleValue();
          Aten._foreach_lerp__Scalar(averaged, current, weight);
        } else {
          for (int i = 0; i < averaged.length; i++) {
            Tensor difference = current[i].sub(averaged[i]);
            Aten.addcdiv_(averaged[i], difference, next, 1);
          }
        }
      }
    };
  }

  /** {@link #getEmaAvgFn(double)} with decay 0.999. */
  public static AvgFn getEmaAvgFn() {
    return getEmaAvgFn(0.999);
  }

  /**
   * An exponential moving average of one parameter, average = decay * average + (1 - decay) *
   * current: Python's {@code get_ema_avg_fn(decay)}.
   *
   * @param decay how much of the average is kept, from 0 to 1
   * @throws ValueException if it is not
   */
  public static AvgFn getEmaAvgFn(double decay) {
    check(decay);
    return (averaged, current, count) -> {
      try (ThreadMode mode = Torch.noGrad();
          Scope scope = Torch.scope()) {
        return scope.keep(averaged.mul(decay).add(current.mul(1 - decay)));
      }
    };
  }

  /**
   * The mean of one parameter, average = average + (current - average) / (n + 1): Python's {@code
   * get_swa_avg_fn()}.
   */
  public static AvgFn getSwaAvgFn() {
    return (averaged, current, count) -> {
      try (ThreadMode mode = Torch.noGrad();
          Scope scope = Torch.scope()) {
        return scope.keep(averaged.add(current.sub(averaged).div(count.add(1))));
      }
    };
  }

  /** Does what {@link #updateBn(Iterable, Module, Device)} does, on the device of the inputs. */
  public static void updateBn(Iterable<?> loader, Module model) {
    updateBn(loader, model, null);
  }

  /**
   * Computes the running means and variances of batch normalisation anew, which averaged weights
   * need: Python's {@code update_bn(loader, model, device)}.
   *
   * <p>The model runs in training mode, without gradients, over all inputs; the running values
   * become the means over them.
   *
   * <pre>{@code
   * SwaUtils.updateBn(loader, average);
   * }</pre>
   *
   * @param loader gives batches: tensors, or arrays or lists whose first element is the input; they
   *     are closed
   * @param model called with each input; left alone if it has no batch normalisation
   * @param device where inputs are moved to, or null
   * @throws TypeException if a batch is something else
   */
  public static void updateBn(Iterable<?> loader, Module model, @Nullable Device device) {
    Map<BatchNormNd, @Nullable Number> momenta = new LinkedHashMap<>();
    try (ThreadMode mode = Torch.noGrad()) {
      for (Module module : model.modules()) {
        if (module instanceof BatchNormNd norm) {
          norm.resetRunningStats();
          momenta.put(norm, norm.momentum);
        }
      }
      if (momenta.isEmpty()) {
        return;
      }
      boolean wasTraining = model.isTraining();
      model.train();
      momenta.keySet().forEach(norm -> norm.momentum = null);
      try {
        for (Object batch : loader) {
          try (Scope scope = Torch.scope()) {
            scope.ownAll(batch);
            Tensor input = input(batch);
            model.call(device == null ? input : input.to(device));
          }
        }
      } finally {
        momenta.forEach((norm, momentum) -> norm.momentum = momentum);
        model.train(wasTraining);
      }
    }
  }

  private static Tensor input(Object batch) {
    Object first = batch;
    if (batch instanceof Object[] array && array.length > 0) {
      first = array[0];
    } else if (batch instanceof List<?> list && !list.isEmpty()) {
      first = list.get(0);
    }
    if (first instanceof Tensor tensor) {
      return tensor;
    }
    throw new TypeException(
        "a batch must be a tensor, or an array or a list that begins with one, but is "
            + batch.getClass().getName());
  }

  private static boolean isFraction(Tensor tensor) {
    return tensor.dtype().isFloatingPoint() || tensor.dtype().isComplex();
  }
}
