package dev.obor.optim.swa;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a model whose weights are the average over a training: Python's {@code
 * torch.optim.swa_utils.AveragedModel}, from Izmailov and others, <i>Averaging Weights Leads to
 * Wider Optima and Better Generalization</i> (2018), and Polyak and Juditsky, <i>Acceleration of
 * Stochastic Approximation by Averaging</i> (1992).
 *
 * <p>The first {@link #updateParameters} copies the weights; each further one takes them into the
 * average: the mean, unless a function is given, for example {@link SwaUtils#getEmaMultiAvgFn} for
 * an exponential moving average. Buffers are copied, unless {@code useBuffers} averages them too.
 *
 * <pre>{@code
 * AveragedModel average =
 *     new AveragedModel(model, o -> o.multiAvgFn(SwaUtils.getEmaMultiAvgFn(0.999)));
 * for (Tensor[] batch : loader) {
 *   train(model, batch);
 *   average.updateParameters(model);
 * }
 * Tensor scores = average.call(images);
 * }</pre>
 *
 * <p>Its state dict has the count as {@code n_averaged} and the weights behind {@code module.}.
 */
public final class AveragedModel extends Module {
  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable Device device;
    private @Nullable AvgFn avgFn;
    private @Nullable MultiAvgFn multiAvgFn;
    private boolean useBuffers;

    Options() {}

    /** Sets the device that the averages are on; by default that of the model. */
    public Options device(Device value) {
      device = value;
      return this;
    }

    /** Sets how one parameter is averaged; by default the mean. */
    public Options avgFn(AvgFn value) {
      avgFn = value;
      return this;
    }

    /** Sets how many parameters are averaged at once, in the place of {@link #avgFn}. */
    public Options multiAvgFn(MultiAvgFn value) {
      multiAvgFn = value;
      return this;
    }

    /** Sets whether buffers are averaged too; default false. */
    public Options useBuffers(boolean value) {
      useBuffers = value;
      return this;
    }
  }

  /** Parameters of one dtype and device. */
  private record Kind(DType dtype, Device device) {}

  /** The copy, with the averages as its parameters. */
  public Module module;

  /** How often weights went into the average, an int64 tensor without dimensions. */
  public Tensor nAveraged;

  private @Nullable AvgFn avgFn;
  private @Nullable MultiAvgFn multiAvgFn;
  private final boolean useBuffers;

  /** Makes a model of means: Python's {@code AveragedModel(model)}. */
  public AveragedModel(Module model) {
    this(model, o -> {});
  }

  /**
   * Makes a model of averages: Python's {@code AveragedModel(model, avg_fn=…, …)}.
   *
   * @param model what is copied
   * @param options keyword arguments
   * @throws TorchException if two functions are given
   */
  public AveragedModel(Module model, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (o.avgFn != null && o.multiAvgFn != null) {
      throw new TorchException("Only one of avg_fn and multi_avg_fn should be provided");
    }
    module = model.copy();
    Device device = o.device;
    if (device != null) {
      module.to(device);
    }
    nAveraged =
        registerBuffer(
            "n_averaged",
            Torch.tensor(0L, t -> t.device(device == null ? Torch.getDefaultDevice() : device)));
    avgFn = o.avgFn;
    multiAvgFn = o.multiAvgFn;
    useBuffers = o.useBuffers;
  }

  @Override
  public Tensor forward(Tensor x) {
    return module.call(x);
  }

  @Override
  public Tensor forward(Tensor first, Tensor second) {
    return module.call(first, second);
  }

  @Override
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    return module.call(first, second, third);
  }

  /**
   * Takes the weights of a model into the average: Python's {@code update_parameters(model)}.
   *
   * @param model of the same form as the one that was copied
   */
  public void updateParameters(Module model) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      List<Tensor> mine = averagedTensors(module);
      List<Tensor> others = averagedTensors(model);
      boolean copies = nAveraged.item().longValue() == 0;
      Map<Kind, List<Tensor[]>> kinds = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
        Tensor averaged = mine.get(i).detach();
        Tensor current = others.get(i).detach().to(averaged.device());
        if (copies) {
          averaged.copy_(current);
        } else {
          kinds
              .computeIfAbsent(
                  new Kind(averaged.dtype(), averaged.device()), kind -> new ArrayList<>())
              .add(new Tensor[] {averaged, current});
        }
      }
      kinds.forEach((kind, pairs) -> average(pairs, nAveraged.to(kind.device())));
      if (!useBuffers) {
        List<Tensor> own = module.buffers();
        List<Tensor> given = model.buffers();
        for (int i = 0; i < own.size(); i++) {
          own.get(i).detach().copy_(given.get(i).detach());
        }
      }
      nAveraged.add_(1);
    }
  }

  private List<Tensor> averagedTensors(Module of) {
    List<Tensor> tensors = new ArrayList<>(of.parameters());
    if (useBuffers) {
      tensors.addAll(of.buffers());
    }
    return tensors;
  }

  private void average(List<Tensor[]> pairs, Tensor count) {
    MultiAvgFn multi = multiAvgFn;
    if (multi != null) {
      multi.apply(column(pairs, 0), column(pairs, 1), count);
      return;
    }
    AvgFn single = avgFn == null ? SwaUtils.getSwaAvgFn() : avgFn;
    for (Tensor[] pair : pairs) {
      pair[0].copy_(single.apply(pair[0], pair[1], count));
    }
  }

  private static Tensor[] column(List<Tensor[]> pairs, int place) {
    return pairs.stream().map(pair -> pair[place]).toArray(Tensor[]::new);
  }
}
