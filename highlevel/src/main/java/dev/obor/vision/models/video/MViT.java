package dev.obor.vision.models.video;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.WeightsEnum;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that looks at ever fewer and richer elements of a film: Python's {@code
 * torchvision.models.video.MViT}, from "Multiscale vision transformers" (Fan and others, 2021) and
 * "MViTv2: improved multiscale vision transformers for classification and detection" (Li and
 * others, 2021).
 *
 * <p>Input: (N, 3, T, H, W) with the number of frames, the height and the width that the options
 * say. Output: (N, numClasses).
 *
 * <p>Weights of linear layers and of positions are drawn from the truncated normal distribution
 * with standard deviation 0.02; biases are zeros.
 *
 * <pre>{@code
 * MViT model = Video.mvitV2S(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MViT extends Module {
  /** Makes elements of pixels. */
  @Name("conv_proj")
  public Conv3d convProj;

  /** Puts the element in front from which classes are told, and says where the others are. */
  @Name("pos_encoding")
  public Module posEncoding;

  /** The blocks. */
  public ModuleList<MultiscaleBlock> blocks = new ModuleList<>();

  /** Normalises what they give. */
  public Module norm;

  /** The last layers; others may take their place, for transfer learning. */
  public Module head;

  private final FilmSize elements;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VideoOptions<Options> {
    private long height = 224;
    private long width = 224;
    private long frames = 16;
    private double dropout = 0.5;
    private double stochasticDepthProb;
    boolean residualPool;
    boolean residualWithClsEmbed = true;
    boolean relPosEmbed;
    boolean projAfterAttn;
    double attentionDropout;
    LongFunction<? extends Module> normLayer = c -> new LayerNorm(c, o -> o.eps(1e-6));

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets the height and width of films; default 224 by 224. */
    public Options spatialSize(long height, long width) {
      this.height = height;
      this.width = width;
      return this;
    }

    /** Sets the number of frames; default 16. */
    public Options temporalSize(long value) {
      this.frames = value;
      return this;
    }

    /** Sets whether pooled queries are added to what the attention gives; default false. */
    public Options residualPool(boolean value) {
      this.residualPool = value;
      return this;
    }

    /** Sets whether that is so for the element that tells classes too; default true. */
    public Options residualWithClsEmbed(boolean value) {
      this.residualWithClsEmbed = value;
      return this;
    }

    /** Sets whether distances count in the attention instead of places; default false. */
    public Options relPosEmbed(boolean value) {
      this.relPosEmbed = value;
      return this;
    }

    /** Sets whether the attention changes the number of channels; default false. */
    public Options projAfterAttn(boolean value) {
      this.projAfterAttn = value;
      return this;
    }

    /** Sets how likely an input of the last layer is dropped in training; default 0.5. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }

    /** Sets how likely an output of blocks' layers is dropped in training; default 0. */
    public Options attentionDropout(double value) {
      this.attentionDropout = value;
      return this;
    }

    /** Sets how likely the last block drops out in training; default 0, of {@link Video} 0.2. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /**
     * Sets what makes a normalisation for a number of channels; default {@code LayerNorm} with eps
     * 1e-6.
     */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    @Override
    protected void fit(WeightsEnum weights) {
      super.fit(weights);
      long[] least = weights.minSize();
      agreed("spatial_size", pair(height, width), pair(least[0], least[1]));
      agreed(
          "temporal_size",
          frames,
          (Long) Objects.requireNonNull(weights.meta().get("min_temporal_size")));
    }

    private static String pair(long height, long width) {
      return "(" + height + ", " + width + ")";
    }
  }

  /** Puts an element in front, and adds to the others where they are. */
  private static final class PositionalEncoding extends Module {
    @Name("class_token")
    Tensor classToken;

    @Name("spatial_pos")
    @Nullable Tensor spatialPos;

    @Name("temporal_pos")
    @Nullable Tensor temporalPos;

    @Name("class_pos")
    @Nullable Tensor classPos;

    PositionalEncoding(long channels, FilmSize size, boolean relative) {
      this.classToken = Parameter.of(Torch.zeros(channels));
      if (!relative) {
        this.spatialPos = Parameter.of(Torch.zeros(size.height() * size.width(), channels));
        this.temporalPos = Parameter.of(Torch.zeros(size.frames(), channels));
        this.classPos = Parameter.of(Torch.zeros(channels));
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor token = classToken.expand(x.size(0), -1).unsqueeze(1);
      Tensor all = Torch.cat(List.of(token, x), 1);
      if (spatialPos == null || temporalPos == null || classPos == null) {
        return all;
      }
      Tensor places = temporalPos.unsqueeze(1).add(spatialPos.unsqueeze(0)).flatten(0, 1);
      return all.add(Torch.cat(List.of(classPos.unsqueeze(0), places), 0).unsqueeze(0));
    }
  }

  /**
   * Makes a network of blocks: Python's {@code MViT(block_setting=…, …)}.
   *
   * @throws ValueException if there are no blocks
   */
  public MViT(List<MSBlockConfig> blockSetting, Consumer<Options> options) {
    Options o = VideoOptions.with(new Options(), options);
    int count = blockSetting.size();
    if (count == 0) {
      throw new ValueException("The configuration parameter can't be empty.");
    }
    long channels = blockSetting.get(0).inputChannels();
    this.convProj =
        new Conv3d(3, channels, Torch.size(3, 7, 7), c -> c.stride(2, 4, 4).padding(1, 3, 3));
    this.elements = new FilmSize(o.frames, o.height, o.width).divided(Torch.size(2, 4, 4));
    this.posEncoding = new PositionalEncoding(channels, elements, o.relPosEmbed);
    FilmSize size = elements;
    for (int i = 0; i < count; i++) {
      MSBlockConfig block = blockSetting.get(i);
      double drop = o.stochasticDepthProb * i / (count - 1.0);
      blocks.append(new MultiscaleBlock(size, block, drop, o));
      size = size.divided(block.strideQ());
    }
    long last = blockSetting.get(count - 1).outputChannels();
    this.norm = o.normLayer.apply(last);
    this.head = new Sequential(new Dropout(o.dropout, true), new Linear(last, o.classes()));
    initialize();
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Linear linear) {
        Init.truncNormal_(linear.weight, w -> w.std(0.02));
        if (linear.bias != null) {
          Init.zeros_(linear.bias);
        }
      } else if (module instanceof PositionalEncoding) {
        for (Tensor weights : module.parameters()) {
          Init.truncNormal_(weights, w -> w.std(0.02));
        }
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor film = x.dim() == 4 ? x.unsqueeze(2) : x;
    if (film.dim() != 5) {
      throw new ValueException("Unsupported input dimension " + x.shape());
    }
    Tensor out = posEncoding.call(convProj.call(film).flatten(2).transpose(1, 2));
    FilmSize size = elements;
    for (MultiscaleBlock block : blocks) {
      MultiscaleBlock.Output output = block.call(out, size);
      out = output.elements();
      size = output.size();
    }
    return head.call(norm.call(out).select(1, 0));
  }
}
