package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.GELU;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.MultiheadAttention;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.vision.ops.MLP;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A transformer over patches of pictures: Python's {@code torchvision.models.VisionTransformer},
 * from "An image is worth 16x16 words: transformers for image recognition at scale" (Dosovitskiy
 * and others, 2020).
 *
 * <p>Input: (N, 3, imageSize, imageSize). Output: (N, numClasses).
 *
 * <p>The last layer begins with zeros, the patches' weights with a truncated normal distribution.
 *
 * <pre>{@code
 * Models.vitB16(o -> o.numClasses(10).imageSize(96));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class VisionTransformer extends Module {
  /** The height and width of the pictures. */
  public final long imageSize;

  /** The height and width of the patches. */
  public final long patchSize;

  /** How many numbers stand for a patch. */
  public final long hiddenDim;

  /** Makes numbers of each patch. */
  @Name("conv_proj")
  public Conv2d convProj;

  /** Stands before the patches, and gathers what is known of the picture. */
  @Name("class_token")
  public Tensor classToken;

  /** The transformer. */
  public Module encoder;

  /** The last layers. */
  public Sequential heads = new Sequential();

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private @Nullable Long givenImageSize;
    private long imageSize = 224;
    private double attentionDropout;
    private @Nullable Long representationSize;
    private LongFunction<? extends Module> normLayer =
        channels -> new LayerNorm(channels, o -> o.eps(1e-6));

    Options() {
      super(0);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets the height and width of the pictures; default 224, or what the weights want. */
    public Options imageSize(long value) {
      this.imageSize = value;
      this.givenImageSize = value;
      return this;
    }

    /** Sets how likely a weight of the attention is dropped in training; default 0. */
    public Options attentionDropout(double value) {
      this.attentionDropout = value;
      return this;
    }

    /** Sets the width of a layer before the last one; default null, none. */
    public Options representationSize(@Nullable Long value) {
      this.representationSize = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    @Override
    protected void fit(WeightsEnum weights) {
      super.fit(weights);
      imageSize = agreed("image_size", givenImageSize, weights.minSize()[0]);
    }
  }

  /**
   * The sizes of a transformer.
   *
   * @param layers the number of blocks
   * @param heads the number of heads of attention
   * @param hiddenDim how many numbers stand for a patch
   * @param mlpDim how many there are inside the linear layers
   */
  private record Sizes(int layers, long heads, long hiddenDim, long mlpDim) {}

  /** Two linear layers. */
  private static final class MLPBlock extends MLP {
    MLPBlock(long dim, long inside, double dropout) {
      super(dim, new long[] {inside, dim}, o -> o.activationLayer(GELU::new).dropout(dropout));
      for (Module module : modules()) {
        if (module instanceof Linear linear) {
          Init.xavierUniform_(linear.weight);
          if (linear.bias != null) {
            Init.normal_(linear.bias, 0, 1e-6);
          }
        }
      }
      registerLoadStateDictPreHook(
          (module, state, prefix, metadata, strict, missing, unexpected, errors) ->
              rename(state, prefix));
    }

    /** In its first version, whose weights are still around, the linear layers had names. */
    private static void rename(Map<String, Tensor> state, String prefix) {
      for (int i = 0; i < 2; i++) {
        for (String kind : List.of("weight", "bias")) {
          Tensor value = state.remove(prefix + "linear_" + (i + 1) + "." + kind);
          if (value != null) {
            state.put(prefix + 3 * i + "." + kind, value);
          }
        }
      }
    }

    @Override
    protected long stateVersion() {
      return 2;
    }
  }

  /** Attention and linear layers, each beside an identity. */
  private static final class EncoderBlock extends Module {
    @Name("ln_1")
    Module ln1;

    @Name("self_attention")
    MultiheadAttention selfAttention;

    Dropout dropout;

    @Name("ln_2")
    Module ln2;

    MLPBlock mlp;

    EncoderBlock(Sizes sizes, Options o) {
      this.ln1 = o.normLayer.apply(sizes.hiddenDim());
      this.selfAttention =
          new MultiheadAttention(
              sizes.hiddenDim(),
              sizes.heads(),
              a -> a.dropout(o.attentionDropout).batchFirst(true));
      this.dropout = new Dropout(o.dropout);
      this.ln2 = o.normLayer.apply(sizes.hiddenDim());
      this.mlp = new MLPBlock(sizes.hiddenDim(), sizes.mlpDim(), o.dropout);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor normal = ln1.call(x);
      Tensor attended =
          selfAttention.call(normal, normal, normal, a -> a.needWeights(false)).attnOutput();
      Tensor out = dropout.call(attended).add(x);
      return out.add(mlp.call(ln2.call(out)));
    }
  }

  /** The blocks, over patches that know their places. */
  private static final class Encoder extends Module {
    @Name("pos_embedding")
    Tensor posEmbedding;

    Dropout dropout;
    Sequential layers = new Sequential();
    Module ln;

    Encoder(long length, Sizes sizes, Options o) {
      this.posEmbedding = Parameter.of(Torch.empty(1, length, sizes.hiddenDim()).normal_(0, 0.02));
      this.dropout = new Dropout(o.dropout);
      for (int i = 0; i < sizes.layers(); i++) {
        layers.registerModule("encoder_layer_" + i, new EncoderBlock(sizes, o));
      }
      this.ln = o.normLayer.apply(sizes.hiddenDim());
    }

    @Override
    public Tensor forward(Tensor x) {
      return ln.call(layers.call(dropout.call(x.add(posEmbedding))));
    }
  }

  /**
   * Makes a network: Python's {@code VisionTransformer(image_size, patch_size, num_layers,
   * num_heads, hidden_dim, mlp_dim, …)}.
   *
   * @param patchSize the height and width of the patches
   * @param numLayers the number of blocks
   * @param numHeads the number of heads of attention
   * @param hiddenDim how many numbers stand for a patch
   * @param mlpDim how many there are inside the linear layers
   * @throws TorchException if the patches do not fill the picture
   */
  public VisionTransformer(
      long patchSize,
      int numLayers,
      long numHeads,
      long hiddenDim,
      long mlpDim,
      Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    if (o.imageSize % patchSize != 0) {
      throw new TorchException("Input shape indivisible by patch size!");
    }
    this.imageSize = o.imageSize;
    this.patchSize = patchSize;
    this.hiddenDim = hiddenDim;
    this.convProj = new Conv2d(3, hiddenDim, patchSize, c -> c.stride(patchSize));
    long patches = (imageSize / patchSize) * (imageSize / patchSize);
    this.classToken = Parameter.of(Torch.zeros(1, 1, hiddenDim));
    this.encoder = new Encoder(patches + 1, new Sizes(numLayers, numHeads, hiddenDim, mlpDim), o);
    long width = hiddenDim;
    if (o.representationSize != null) {
      width = o.representationSize;
      heads.registerModule("pre_logits", new Linear(hiddenDim, width));
      heads.registerModule("act", new Tanh());
    }
    heads.registerModule("head", new Linear(width, o.numClasses));
    initialize();
  }

  private void initialize() {
    double fanIn = 3.0 * patchSize * patchSize;
    Init.truncNormal_(convProj.weight, o -> o.std(Math.sqrt(1 / fanIn)));
    InitialWeights.zeros(convProj.bias);
    if (heads.size() > 1 && heads.get(0) instanceof Linear before) {
      Init.truncNormal_(before.weight, o -> o.std(Math.sqrt(1.0 / before.inFeatures)));
      InitialWeights.zeros(before.bias);
    }
    if (heads.get(heads.size() - 1) instanceof Linear head) {
      Init.zeros_(head.weight);
      InitialWeights.zeros(head.bias);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    long batch = x.size(0);
    check("height", x.size(2));
    check("width", x.size(3));
    Tensor patches = convProj.call(x).reshape(batch, hiddenDim, -1).permute(0, 2, 1);
    Tensor tokens = Torch.cat(List.of(classToken.expand(batch, -1, -1), patches), 1);
    return heads.call(encoder.call(tokens).select(1, 0));
  }

  private void check(String side, long size) {
    if (size != imageSize) {
      throw new TorchException(
          "Wrong image " + side + "! Expected " + imageSize + " but got " + size + "!");
    }
  }
}
