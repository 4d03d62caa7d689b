package dev.obor.vision.models.video;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool3d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.PatchMerging;
import dev.obor.vision.models.SwinTransformerBlock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A transformer over windows of films, which shift from layer to layer: Python's {@code
 * torchvision.models.video.SwinTransformer3d}, from "Video Swin transformer" (Liu and others,
 * 2021).
 *
 * <p>Input: (N, 3, T, H, W), with T frames. Output: (N, numClasses).
 *
 * <p>Weights of linear layers are drawn from the truncated normal distribution with standard
 * deviation 0.02; their biases are zeros.
 *
 * <pre>{@code
 * SwinTransformer3d model = Video.swin3dT(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SwinTransformer3d extends Module {
  /** The frames, height and width of what becomes one element. */
  private static final long[] PATCH = {2, 4, 4};

  /** The frames, height and width of the windows. */
  private static final long[] WINDOW = {8, 7, 7};

  /** Makes elements of pixels. */
  @Name("patch_embed")
  public Module patchEmbed;

  /** Drops some of them in training. */
  @Name("pos_drop")
  public Dropout posDrop;

  /** The blocks. */
  public Sequential features = new Sequential();

  /** Normalises what they give. */
  public Module norm;

  /** Takes the mean over each film. */
  public AdaptiveAvgPool3d avgpool = new AdaptiveAvgPool3d(1);

  /** The last layer; another may take its place, for transfer learning. */
  public Module head;

  /** Keyword arguments of the functions that make it. */
  public static final class Options extends VideoOptions<Options> {
    private double mlpRatio = 4;
    private double dropout;
    private double attentionDropout;
    private double stochasticDepthProb = 0.1;
    private LongFunction<? extends Module> normLayer = LayerNorm::new;

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how many times as many channels blocks have inside; default 4. */
    public Options mlpRatio(double value) {
      this.mlpRatio = value;
      return this;
    }

    /** Sets how likely an output of a layer is dropped in training; default 0. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }

    /** Sets how likely a weight of the attention is dropped in training; default 0. */
    public Options attentionDropout(double value) {
      this.attentionDropout = value;
      return this;
    }

    /** Sets how likely the last block drops out in training; default 0.1. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default {@code LayerNorm}. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /**
   * The sizes of a network.
   *
   * @param embedDim the channels of the first blocks; they double from stage to stage
   * @param depths the number of blocks of each stage
   * @param heads the number of heads of attention of each stage
   */
  record Sizes(long embedDim, List<Integer> depths, List<Integer> heads) {
    static Sizes of(long embedDim, int third, int heads) {
      return new Sizes(
          embedDim, List.of(2, 2, third, 2), List.of(heads, 2 * heads, 4 * heads, 8 * heads));
    }
  }

  /** Makes elements of pixels, and puts the channels last. */
  private static final class PatchEmbed3d extends Module {
    Conv3d proj;
    Module norm;

    PatchEmbed3d(long embedDim, LongFunction<? extends Module> normLayer) {
      this.proj = new Conv3d(3, embedDim, Torch.size(PATCH), o -> o.stride(PATCH));
      this.norm = normLayer.apply(embedDim);
    }

    @Override
    public Tensor forward(Tensor x) {
      long[] missing = ShiftedWindowAttention3d.missing(x, 2, PATCH);
      Tensor whole = F.pad(x, Torch.size(0, missing[2], 0, missing[1], 0, missing[0]));
      return norm.call(proj.call(whole).permute(0, 2, 3, 4, 1));
    }
  }

  SwinTransformer3d(Sizes sizes, Consumer<Options> options) {
    Options o = VideoOptions.with(new Options(), options);
    this.patchEmbed = new PatchEmbed3d(sizes.embedDim(), o.normLayer);
    this.posDrop = new Dropout(o.dropout);
    int total = sizes.depths().stream().mapToInt(Integer::intValue).sum();
    int count = 0;
    long dim = sizes.embedDim();
    int stages = sizes.depths().size();
    for (int i = 0; i < stages; i++) {
      Sequential stage = new Sequential();
      for (int k = 0; k < sizes.depths().get(i); k++) {
        ShiftedWindowAttention3d.Plan plan =
            new ShiftedWindowAttention3d.Plan(
                dim, sizes.heads().get(i), k % 2 == 1, o.attentionDropout, o.dropout);
        double drop = o.stochasticDepthProb * count / (total - 1);
        stage.append(
            new SwinTransformerBlock(
                dim,
                () -> new ShiftedWindowAttention3d(WINDOW, plan),
                b ->
                    b.mlpRatio(o.mlpRatio)
                        .dropout(o.dropout)
                        .stochasticDepthProb(drop)
                        .normLayer(o.normLayer)));
        count++;
      }
      features.append(stage);
      if (i < stages - 1) {
        features.append(new PatchMerging(dim, o.normLayer));
        dim *= 2;
      }
    }
    this.norm = o.normLayer.apply(dim);
    this.head = new Linear(dim, o.classes());
    for (Module module : modules()) {
      if (module instanceof Linear linear) {
        Init.truncNormal_(linear.weight, w -> w.std(0.02));
        if (linear.bias != null) {
          Init.zeros_(linear.bias);
        }
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = norm.call(features.call(posDrop.call(patchEmbed.call(x))));
    return head.call(Torch.flatten(avgpool.call(out.permute(0, 4, 1, 2, 3)), 1));
  }
}
