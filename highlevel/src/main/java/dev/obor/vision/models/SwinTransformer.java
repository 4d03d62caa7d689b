package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Flatten;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.ShiftedWindowAttention.ShiftedWindowAttentionV2;
import dev.obor.vision.ops.Permute;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A transformer over windows of pictures, which shift from layer to layer: Python's {@code
 * torchvision.models.SwinTransformer}, from "Swin transformer: hierarchical vision transformer
 * using shifted windows" (Liu and others, 2021) and "Swin transformer V2: scaling up capacity and
 * resolution" (2022).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of linear layers are drawn from the truncated normal distribution with standard
 * deviation 0.02; their biases are zeros.
 *
 * <pre>{@code
 * Models.swinT(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SwinTransformer extends Module {
  /** The blocks, behind the layer that makes patches. */
  public Sequential features = new Sequential();

  /** Normalises what they give. */
  public Module norm;

  /** Puts the channels first. */
  public Permute permute = new Permute(0, 3, 1, 2);

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);

  /** Leaves one row for each picture. */
  public Flatten flatten = new Flatten(1);

  /** The last layer; another may take its place, for transfer learning. */
  public Module head;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private double mlpRatio = 4;
    private double attentionDropout;
    private double stochasticDepthProb;
    private LongFunction<? extends Module> normLayer = LayerNorm::new;

    Options(double stochasticDepthProb) {
      super(0);
      this.stochasticDepthProb = stochasticDepthProb;
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how many times as many channels blocks have inside; default 4. */
    public Options mlpRatio(double value) {
      this.mlpRatio = value;
      return this;
    }

    /** Sets how likely a weight of the attention is dropped in training; default 0. */
    public Options attentionDropout(double value) {
      this.attentionDropout = value;
      return this;
    }

    /** Sets how likely the last block drops out in training. */
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
   * @param window the height and width of the windows
   * @param isSecond whether blocks are those of the second paper
   * @param stochasticDepthProb how likely the last block drops out, unless the options say it
   */
  record Sizes(
      long embedDim,
      List<Integer> depths,
      List<Integer> heads,
      long window,
      boolean isSecond,
      double stochasticDepthProb) {
    /** Those of the first paper. */
    static Sizes first(long embedDim, int third, int heads, double stochasticDepthProb) {
      return of(embedDim, third, heads, 7, false, stochasticDepthProb);
    }

    /** Those of the second paper. */
    static Sizes second(long embedDim, int third, int heads, double stochasticDepthProb) {
      return of(embedDim, third, heads, 8, true, stochasticDepthProb);
    }

    private static Sizes of(
        long embedDim, int third, int heads, long window, boolean isSecond, double prob) {
      return new Sizes(
          embedDim,
          List.of(2, 2, third, 2),
          List.of(heads, 2 * heads, 4 * heads, 8 * heads),
          window,
          isSecond,
          prob);
    }
  }

  SwinTransformer(Sizes sizes, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(sizes.stochasticDepthProb()), options);
    features.append(
        new Sequential(
            new Conv2d(3, sizes.embedDim(), 4, c -> c.stride(4)),
            new Permute(0, 2, 3, 1),
            o.normLayer.apply(sizes.embedDim())));
    int total = sizes.depths().stream().mapToInt(Integer::intValue).sum();
    int count = 0;
    long dim = sizes.embedDim();
    for (int i = 0; i < sizes.depths().size(); i++) {
      Sequential stage = new Sequential();
      for (int k = 0; k < sizes.depths().get(i); k++) {
        ShiftedWindowAttention.Plan plan =
            new ShiftedWindowAttention.Plan(
                dim,
                sizes.window(),
                k % 2 == 0 ? 0 : sizes.window() / 2,
                sizes.heads().get(i),
                o.attentionDropout,
                o.dropout);
        double drop = o.stochasticDepthProb * count / (total - 1);
        boolean isSecond = sizes.isSecond();
        stage.append(
            new SwinTransformerBlock(
                dim,
                () ->
                    isSecond
                        ? new ShiftedWindowAttentionV2(plan)
                        : new ShiftedWindowAttention(plan),
                b ->
                    b.mlpRatio(o.mlpRatio)
                        .dropout(o.dropout)
                        .stochasticDepthProb(drop)
                        .normLayer(o.normLayer)
                        .second(isSecond)));
        count++;
      }
      features.append(stage);
      if (i < sizes.depths().size() - 1) {
        features.append(new PatchMerging(dim, o.normLayer, sizes.isSecond()));
        dim *= 2;
      }
    }
    this.norm = o.normLayer.apply(dim);
    this.head = new Linear(dim, o.numClasses);
    initialize();
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Linear linear) {
        Init.truncNormal_(linear.weight, o -> o.std(0.02));
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = permute.call(norm.call(features.call(x)));
    return head.call(flatten.call(avgpool.call(out)));
  }
}
