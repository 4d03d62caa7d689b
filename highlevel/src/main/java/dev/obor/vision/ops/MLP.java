package dev.obor.vision.ops;

import dev.obor.nn.Dropout;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Linear layers with activations and dropouts: Python's {@code torchvision.ops.MLP}, a multi-layer
 * perceptron.
 *
 * <p>Input: (…, inChannels). Output: (…, the last of hiddenChannels).
 *
 * <pre>{@code
 * new MLP(96, new long[] {384, 96}, o -> o.activationLayer(GELU::new).dropout(0.1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MLP extends Sequential {
  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable LongFunction<? extends Module> normLayer;
    private Supplier<? extends Module> activationLayer = ReLU::new;
    private boolean inplace;
    private boolean bias = true;
    private double dropout;

    Options() {}

    /** Sets what makes a normalisation for a number of channels; default null, none. */
    public Options normLayer(@Nullable LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    /** Sets what makes the activations; default {@code ReLU}. */
    public Options activationLayer(Supplier<? extends Module> value) {
      this.activationLayer = value;
      return this;
    }

    /** Sets whether the dropouts work in place; default false. Activations say it themselves. */
    public Options inplace(boolean value) {
      this.inplace = value;
      return this;
    }

    /** Sets whether the linear layers have biases; default true. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }

    /** Sets how likely an output of a layer is dropped in training; default 0. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }
  }

  /** Makes the layers: Python's {@code MLP(in_channels, hidden_channels)}. */
  public MLP(long inChannels, long... hiddenChannels) {
    this(inChannels, hiddenChannels, o -> {});
  }

  /** Makes the layers with keyword arguments. */
  public MLP(long inChannels, long[] hiddenChannels, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    long channels = inChannels;
    for (int i = 0; i < hiddenChannels.length; i++) {
      append(new Linear(channels, hiddenChannels[i], o.bias));
      if (i < hiddenChannels.length - 1) {
        if (o.normLayer != null) {
          append(o.normLayer.apply(hiddenChannels[i]));
        }
        append(o.activationLayer.get());
      }
      append(new Dropout(o.dropout, o.inplace));
      channels = hiddenChannels[i];
    }
  }
}
