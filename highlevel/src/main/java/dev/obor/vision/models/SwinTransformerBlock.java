package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.GELU;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.MLP;
import dev.obor.vision.ops.StochasticDepth;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Attention and linear layers, each beside an identity: the block of {@link SwinTransformer} and of
 * its sister for films.
 *
 * <p>Input and output: (…, channels), whatever the attention takes.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public final class SwinTransformerBlock extends Module {
  private final boolean isSecond;
  Module norm1;
  Module attn;

  @Name("stochastic_depth")
  StochasticDepth stochasticDepth;

  Module norm2;
  MLP mlp;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private double mlpRatio = 4;
    private double dropout;
    private double stochasticDepthProb;
    private LongFunction<? extends Module> normLayer = LayerNorm::new;
    private boolean isSecond;

    Options() {}

    /** Sets how many times as many channels the block has inside; default 4. */
    public Options mlpRatio(double value) {
      this.mlpRatio = value;
      return this;
    }

    /** Sets how likely an output of the linear layers is dropped in training; default 0. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }

    /** Sets how likely each of the two parts drops out in training; default 0. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default {@code LayerNorm}. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    /** Sets whether the block is that of the second paper, which normalises later. */
    Options second(boolean value) {
      this.isSecond = value;
      return this;
    }
  }

  /**
   * Makes a block.
   *
   * @param dim the channels
   * @param attention makes the attention, after the first normalisation
   */
  public SwinTransformerBlock(
      long dim, Supplier<? extends Module> attention, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.isSecond = o.isSecond;
    this.norm1 = o.normLayer.apply(dim);
    this.attn = attention.get();
    this.stochasticDepth = new StochasticDepth(o.stochasticDepthProb, "row");
    this.norm2 = o.normLayer.apply(dim);
    this.mlp =
        new MLP(
            dim,
            new long[] {(long) (dim * o.mlpRatio), dim},
            m -> m.activationLayer(GELU::new).dropout(o.dropout));
    for (Module module : mlp.modules()) {
      if (module instanceof Linear linear) {
        Init.xavierUniform_(linear.weight);
        if (linear.bias != null) {
          Init.normal_(linear.bias, 0, 1e-6);
        }
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    if (isSecond) {
      Tensor out = x.add(stochasticDepth.call(norm1.call(attn.call(x))));
      return out.add(stochasticDepth.call(norm2.call(mlp.call(out))));
    }
    Tensor out = x.add(stochasticDepth.call(attn.call(norm1.call(x))));
    return out.add(stochasticDepth.call(mlp.call(norm2.call(out))));
  }

  @Override
  protected String getName() {
    return isSecond ? "SwinTransformerBlockV2" : "SwinTransformerBlock";
  }
}
