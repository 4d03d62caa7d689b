package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.nn.AvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.GELU;
import dev.obor.nn.Identity;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.Sequential;
import dev.obor.nn.SiLU;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.SqueezeExcitation;
import dev.obor.vision.ops.StochasticDepth;
import java.util.List;
import java.util.function.LongFunction;

/** Convolutions, attention within windows, and attention over a grid: a layer of {@link MaxVit}. */
final class MaxVitLayer extends Module {
  Sequential layers = new Sequential();

  /**
   * What a layer looks like.
   *
   * @param inputs the channels that come in
   * @param outputs the channels that come out
   * @param stride the step from pixel to pixel
   * @param headDim the channels of a head of attention
   * @param partition the height and width of a window
   * @param grid the height and width of the picture behind the convolutions
   * @param attentionDropout how likely an output of the attention is dropped in training
   * @param mlpDropout how likely one of the linear layers is dropped
   * @param drop how likely a branch drops out
   * @param normLayer makes a normalisation for a number of channels
   */
  record Plan(
      long inputs,
      long outputs,
      long stride,
      long headDim,
      long partition,
      long grid,
      double attentionDropout,
      double mlpDropout,
      double drop,
      LongFunction<? extends Module> normLayer) {}

  MaxVitLayer(Plan plan) {
    layers.registerModule("MBconv", new MBConv(plan));
    layers.registerModule("window_attention", new PartitionAttentionLayer(plan, false));
    layers.registerModule("grid_attention", new PartitionAttentionLayer(plan, true));
  }

  @Override
  public Tensor forward(Tensor x) {
    return layers.call(x);
  }

  /** Widens and narrows again, beside an identity. */
  private static final class MBConv extends Module {
    Module proj;

    @Name("stochastic_depth")
    Module stochasticDepth;

    Sequential layers = new Sequential();

    MBConv(Plan plan) {
      long inputs = plan.inputs();
      long outputs = plan.outputs();
      long stride = plan.stride();
      if (stride == 1 && inputs == outputs) {
        this.proj = new Identity();
      } else {
        Sequential smaller = new Sequential();
        if (stride == 2) {
          smaller.append(new AvgPool2d(3, 2, 1));
        }
        this.proj = smaller.append(new Conv2d(inputs, outputs, 1));
      }
      this.stochasticDepth =
          plan.drop() == 0 ? new Identity() : new StochasticDepth(plan.drop(), "row");
      long inside = 4 * outputs;
      layers.registerModule("pre_norm", plan.normLayer().apply(inputs));
      layers.registerModule(
          "conv_a",
          new Conv2dNormActivation(
              inputs,
              inside,
              c -> c.kernelSize(1).activationLayer(GELU::new).normLayer(plan.normLayer())));
      layers.registerModule(
          "conv_b",
          new Conv2dNormActivation(
              inside,
              inside,
              c ->
                  c.stride(stride)
                      .activationLayer(GELU::new)
                      .normLayer(plan.normLayer())
                      .groups(inside)));
      layers.registerModule(
          "squeeze_excitation",
          new SqueezeExcitation(inside, outputs / 4, c -> c.activation(SiLU::new)));
      layers.registerModule("conv_c", new Conv2d(inside, outputs, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return proj.call(x).add(stochasticDepth.call(layers.call(x)));
    }
  }

  /** Attention that knows the distances of pixels. */
  private static final class RelativePositionalMultiHeadAttention extends Module {
    private final long heads;
    private final long headDim;
    private final long length;
    private final double scale;

    @Name("to_qkv")
    Linear toQkv;

    Linear merge;

    @Name("relative_position_bias_table")
    Tensor biasTable;

    @Name("relative_position_index")
    Tensor index;

    RelativePositionalMultiHeadAttention(long channels, long headDim, long window) {
      if (channels % headDim != 0) {
        throw new ValueException(
            "feat_dim: " + channels + " must be divisible by head_dim: " + headDim);
      }
      this.heads = channels / headDim;
      this.headDim = headDim;
      this.length = window * window;
      this.scale = Math.pow((double) channels, -0.5);
      this.toQkv = new Linear(channels, heads * headDim * 3);
      this.merge = new Linear(headDim * heads, channels);
      long distances = (2 * window - 1) * (2 * window - 1);
      this.biasTable = Parameter.of(Torch.empty(distances, heads));
      this.index = registerBuffer("relative_position_index", WindowPositions.of(window));
      Init.truncNormal_(biasTable, o -> o.std(0.02));
    }

    private Tensor bias() {
      return biasTable
          .indexSelect(0, index.view(-1))
          .view(length, length, -1)
          .permute(2, 0, 1)
          .contiguous()
          .unsqueeze(0);
    }

    private Tensor heads(Tensor x) {
      return x.reshape(x.size(0), x.size(1), x.size(2), heads, headDim).permute(0, 1, 3, 2, 4);
    }

    @Override
    public Tensor forward(Tensor x) {
      List<Tensor> parts = toQkv.call(x).chunk(3, -1);
      Tensor keys = heads(parts.get(1)).mul(scale);
      Tensor scores = heads(parts.get(0)).matmul(keys.transpose(-2, -1));
      Tensor shares = F.softmax(scores.add(bias()), -1);
      Tensor out = shares.matmul(heads(parts.get(2))).permute(0, 1, 3, 2, 4);
      return merge.call(out.reshape(x.shape()));
    }
  }

  /** Exchanges two dimensions. */
  private static final class SwapAxes extends Module {
    @Override
    public Tensor forward(Tensor x) {
      return x.swapaxes(-2, -3);
    }
  }

  /** Attention within windows, or between pixels as far from each other as windows are. */
  private static final class PartitionAttentionLayer extends Module {
    private final long size;
    private final long grid;

    @Name("partition_op")
    WindowPartition partitionOp;

    @Name("departition_op")
    WindowDepartition departitionOp;

    @Name("partition_swap")
    Module partitionSwap;

    @Name("departition_swap")
    Module departitionSwap;

    @Name("attn_layer")
    Sequential attnLayer;

    @Name("mlp_layer")
    Sequential mlpLayer;

    @Name("stochastic_dropout")
    StochasticDepth stochasticDropout;

    PartitionAttentionLayer(Plan plan, boolean isGrid) {
      long channels = plan.outputs();
      this.grid = plan.grid();
      this.size = isGrid ? grid / plan.partition() : plan.partition();
      this.partitionOp = new WindowPartition(size);
      this.departitionOp = new WindowDepartition(size);
      this.partitionSwap = isGrid ? new SwapAxes() : new Identity();
      this.departitionSwap = isGrid ? new SwapAxes() : new Identity();
      this.attnLayer =
          new Sequential(
              new LayerNorm(channels),
              new RelativePositionalMultiHeadAttention(channels, plan.headDim(), plan.partition()),
              new Dropout(plan.attentionDropout()));
      this.mlpLayer =
          new Sequential(
              new LayerNorm(channels),
              new Linear(channels, channels * 4),
              new GELU(),
              new Linear(channels * 4, channels),
              new Dropout(plan.mlpDropout()));
      this.stochasticDropout = new StochasticDepth(plan.drop(), "row");
    }

    @Override
    public Tensor forward(Tensor x) {
      if (x.size(2) != grid || x.size(3) != grid) {
        throw new TorchException(
            "The model was made for pictures that are "
                + grid
                + " by "
                + grid
                + " pixels here, not "
                + x.size(2)
                + " by "
                + x.size(3)
                + ".\nSet inputSize to the size of the pictures.");
      }
      Tensor out = partitionSwap.call(partitionOp.call(x));
      out = out.add(stochasticDropout.call(attnLayer.call(out)));
      out = out.add(stochasticDropout.call(mlpLayer.call(out)));
      return departitionOp.call(departitionSwap.call(out));
    }
  }

  /** Cuts a picture into windows: (N, C, H, W) to (N, windows, pixels, C). */
  private static final class WindowPartition extends Module {
    private final long size;

    WindowPartition(long size) {
      this.size = size;
    }

    @Override
    public Tensor forward(Tensor x) {
      long rows = x.size(2) / size;
      long columns = x.size(3) / size;
      return x.reshape(x.size(0), x.size(1), rows, size, columns, size)
          .permute(0, 2, 4, 3, 5, 1)
          .reshape(x.size(0), rows * columns, size * size, x.size(1));
    }
  }

  /** Puts the windows of a square picture together again. */
  private static final class WindowDepartition extends Module {
    private final long size;

    WindowDepartition(long size) {
      this.size = size;
    }

    @Override
    public Tensor forward(Tensor x) {
      long rows = Math.round(Math.sqrt((double) x.size(1)));
      return x.reshape(x.size(0), rows, rows, size, size, x.size(3))
          .permute(0, 5, 1, 3, 2, 4)
          .reshape(x.size(0), x.size(3), rows * size, rows * size);
    }
  }
}
