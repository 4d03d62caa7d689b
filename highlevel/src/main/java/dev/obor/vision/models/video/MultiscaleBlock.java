package dev.obor.vision.models.video;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.nn.BatchNorm1d;
import dev.obor.nn.GELU;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool3d;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.MLP;
import dev.obor.vision.ops.StochasticDepth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attention and linear layers, each beside an identity that is pooled and projected as they do it:
 * the block of {@link MViT}.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public final class MultiscaleBlock extends Module {
  private final boolean projAfterAttn;

  @Name("pool_skip")
  @Nullable MultiscalePool poolSkip;

  Module norm1;
  Module norm2;
  MultiscaleAttention attn;
  MLP mlp;

  @Name("stochastic_depth")
  StochasticDepth stochasticDepth;

  @Nullable Linear project;

  /**
   * What a block gives.
   *
   * @param elements (N, elements, channels)
   * @param size the film's size now
   */
  record Output(Tensor elements, FilmSize size) {}

  /** Prints its sizes as lists, in which Python gives them to this layer. */
  private static final class SkipPool extends MaxPool3d {
    SkipPool(Size kernel, Size stride, Size padding) {
      super(kernel, o -> o.stride(stride.toArray()).padding(padding.toArray()));
    }

    @Override
    protected String getName() {
      return "MaxPool3d";
    }

    @Override
    public String extraRepr() {
      return "kernel_size="
          + list(kernelSize)
          + ", stride="
          + list(stride)
          + ", padding="
          + list(padding)
          + ", dilation=1, ceil_mode=False";
    }

    private static String list(Size sizes) {
      return Arrays.toString(sizes.toArray());
    }
  }

  MultiscaleBlock(FilmSize size, MSBlockConfig config, double drop, MViT.Options o) {
    this.projAfterAttn = o.projAfterAttn;
    if (MultiscalePool.product(config.strideQ()) > 1) {
      Size stride = config.strideQ();
      Size kernel = Size.of(stride.stream().map(s -> s > 1 ? s + 1 : s).toArray());
      Size padding = Size.of(kernel.stream().map(k -> k / 2).toArray());
      this.poolSkip = new MultiscalePool(new SkipPool(kernel, stride, padding), null);
    }
    long inside = projAfterAttn ? config.outputChannels() : config.inputChannels();
    this.norm1 = o.normLayer.apply(config.inputChannels());
    this.norm2 = o.normLayer.apply(inside);
    this.attn = new MultiscaleAttention(size, config, inside, o);
    this.mlp =
        new MLP(
            inside,
            new long[] {4 * inside, config.outputChannels()},
            m -> m.activationLayer(GELU::new).dropout(o.attentionDropout));
    this.stochasticDepth = new StochasticDepth(drop, "row");
    if (config.inputChannels() != config.outputChannels()) {
      this.project = new Linear(config.inputChannels(), config.outputChannels());
    }
  }

  Output call(Tensor x, FilmSize size) {
    return callWithHooks(
        Output.class,
        (args, kwargs) -> compute((Tensor) args[0], (FilmSize) args[1]),
        new Object[] {x, size});
  }

  private static Tensor normal(Module norm, Tensor x) {
    return norm instanceof BatchNorm1d
        ? norm.call(x.transpose(1, 2)).transpose(1, 2)
        : norm.call(x);
  }

  private Output compute(Tensor x, FilmSize size) {
    Tensor before = normal(norm1, x);
    MultiscalePool.Output attended = attn.call(before, size);
    Tensor skipped = project == null || !projAfterAttn ? x : project.call(before);
    if (poolSkip != null) {
      skipped = poolSkip.call(skipped, size).elements();
    }
    Tensor out = skipped.add(stochasticDepth.call(attended.elements()));
    Tensor normal = normal(norm2, out);
    Tensor projected = project == null || projAfterAttn ? out : project.call(normal);
    return new Output(projected.add(stochasticDepth.call(mlp.call(normal))), attended.size());
  }
}
