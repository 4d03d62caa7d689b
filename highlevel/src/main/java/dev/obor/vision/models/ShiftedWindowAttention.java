package dev.obor.vision.models;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Attention within windows of a picture, which every other layer shifts: the heart of {@link
 * SwinTransformer}.
 *
 * <p>Input and output: (N, H, W, C).
 */
class ShiftedWindowAttention extends Module {
  private final Plan plan;
  Linear qkv;
  Linear proj;

  @Name("relative_position_bias_table")
  @Nullable Tensor biasTable;

  @Name("relative_coords_table")
  @Nullable Tensor distances;

  @Name("relative_position_index")
  Tensor index;

  /**
   * What an attention looks like.
   *
   * @param dim the channels
   * @param window the height and width of a window
   * @param shift by how many pixels windows are shifted
   * @param heads the number of heads
   * @param attentionDropout how likely a weight is dropped in training
   * @param dropout how likely an output is dropped in training
   */
  record Plan(
      long dim, long window, long shift, long heads, double attentionDropout, double dropout) {}

  /** The attention of the first paper, with a table of biases by distance. */
  ShiftedWindowAttention(Plan plan) {
    this(plan, true);
  }

  private ShiftedWindowAttention(Plan plan, boolean hasTable) {
    this.plan = plan;
    this.qkv = new Linear(plan.dim(), plan.dim() * 3);
    this.proj = new Linear(plan.dim(), plan.dim());
    long window = plan.window();
    if (hasTable) {
      long count = (2 * window - 1) * (2 * window - 1);
      this.distances = null;
      this.biasTable = Parameter.of(Torch.zeros(count, plan.heads()));
      Init.truncNormal_(biasTable, o -> o.std(0.02));
    } else {
      this.biasTable = null;
      this.distances = registerBuffer("relative_coords_table", logarithmicDistances(window));
    }
    this.index = registerBuffer("relative_position_index", WindowPositions.of(window).flatten());
  }

  /** The distances of two pixels of a window, between -8 and 8, on a logarithmic scale. */
  private static Tensor logarithmicDistances(long window) {
    Tensor line =
        Torch.arange(-(window - 1), window, o -> o.dtype(DType.FLOAT32).device(Device.CPU));
    Tensor grid =
        Torch.stack(Torch.meshgrid(List.of(line, line), o -> o.indexing("ij")))
            .permute(1, 2, 0)
            .contiguous()
            .unsqueeze(0);
    Tensor scaled = grid.div(window - 1).mul(8);
    return scaled.sign().mul(scaled.abs().add(1.0).log2()).div(3.0).to(Torch.getDefaultDevice());
  }

  /** For each head what is added for the distance of two pixels: (1, heads, pixels, pixels). */
  Tensor positionBias() {
    return gather(Objects.requireNonNull(biasTable));
  }

  final Tensor gather(Tensor table) {
    long pixels = plan.window() * plan.window();
    return table
        .indexSelect(0, index)
        .view(pixels, pixels, -1)
        .permute(2, 0, 1)
        .contiguous()
        .unsqueeze(0);
  }

  /** The weights of the attention before positions count. */
  Tensor scores(Tensor q, Tensor k) {
    double scale = 1 / Math.sqrt(plan.dim() / (double) plan.heads());
    return q.mul(scale).matmul(k.transpose(-2, -1));
  }

  @Nullable Tensor qkvBias() {
    return qkv.bias;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor bias = positionBias();
    long window = plan.window();
    long height = x.size(1);
    long width = x.size(2);
    long channels = x.size(3);
    long right = (window - width % window) % window;
    long below = (window - height % window) % window;
    Tensor padded = F.pad(x, Torch.size(0, 0, 0, right, 0, below));
    long rows = padded.size(1);
    long columns = padded.size(2);
    long shiftRows = window >= rows ? 0 : plan.shift();
    long shiftColumns = window >= columns ? 0 : plan.shift();
    boolean shifts = shiftRows + shiftColumns > 0;
    if (shifts) {
      padded = padded.roll(new long[] {-shiftRows, -shiftColumns}, 1, 2);
    }
    Tensor windows =
        padded
            .view(x.size(0), rows / window, window, columns / window, window, channels)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(-1, window * window, channels);
    Tensor mask = shifts ? mask(x, rows, columns, shiftRows, shiftColumns) : null;
    Tensor attended =
        attend(windows, bias, mask)
            .view(x.size(0), rows / window, columns / window, window, window, channels)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(x.size(0), rows, columns, channels);
    if (shifts) {
      attended = attended.roll(new long[] {shiftRows, shiftColumns}, 1, 2);
    }
    return attended.narrow(1, 0, height).narrow(2, 0, width).contiguous();
  }

  private Tensor attend(Tensor windows, Tensor bias, @Nullable Tensor mask) {
    long count = windows.size(0);
    long pixels = windows.size(1);
    long heads = plan.heads();
    Tensor all =
        F.linear(windows, qkv.weight, qkvBias())
            .reshape(count, pixels, 3, heads, plan.dim() / heads)
            .permute(2, 0, 3, 1, 4);
    Tensor scores = scores(all.select(0, 0), all.select(0, 1)).add(bias);
    if (mask != null) {
      long inPicture = mask.size(0);
      scores =
          scores
              .view(count / inPicture, inPicture, heads, pixels, pixels)
              .add(mask.unsqueeze(1).unsqueeze(0))
              .view(-1, heads, pixels, pixels);
    }
    Tensor shares = F.dropout(F.softmax(scores, -1), plan.attentionDropout(), isTraining());
    Tensor out = shares.matmul(all.select(0, 2)).transpose(1, 2).reshape(count, pixels, plan.dim());
    return F.dropout(F.linear(out, proj.weight, proj.bias), plan.dropout(), isTraining());
  }

  /** Keeps pixels apart that only the shift has brought into one window. */
  private Tensor mask(Tensor x, long rows, long columns, long shiftRows, long shiftColumns) {
    long window = plan.window();
    float[] regions = new float[Math.toIntExact(rows * columns)];
    for (int i = 0; i < regions.length; i++) {
      int row = region(i / columns, rows, window, shiftRows);
      int column = region(i % columns, columns, window, shiftColumns);
      regions[i] = 3 * row + column;
    }
    Tensor inWindows =
        Torch.fromArray(regions, rows, columns)
            .to(x.device(), x.dtype())
            .view(rows / window, window, columns / window, window)
            .permute(0, 2, 1, 3)
            .reshape(-1, window * window);
    Tensor apart = inWindows.unsqueeze(1).sub(inWindows.unsqueeze(2));
    return apart.maskedFill(apart.ne(0), -100.0);
  }

  /**
   * Of three regions the one that a row is in. Without a shift the last begins with the first row,
   * as an index of minus zero does in Python.
   */
  private static int region(long row, long rows, long window, long shift) {
    if (row >= rows - shift || shift == 0) {
      return 2;
    }
    return row < rows - window ? 0 : 1;
  }

  /** The attention of the second paper: of angles, with biases that a network computes. */
  static final class ShiftedWindowAttentionV2 extends ShiftedWindowAttention {
    private static final double LARGEST_LOGARITHM = Math.log(100.0);

    @Name("logit_scale")
    Tensor logitScale;

    @Name("cpb_mlp")
    Sequential positions;

    ShiftedWindowAttentionV2(Plan plan) {
      super(plan, false);
      this.logitScale = Parameter.of(Torch.ones(plan.heads(), 1, 1).mul_(10).log());
      this.positions =
          new Sequential(new Linear(2, 512), new ReLU(true), new Linear(512, plan.heads(), false));
      Tensor bias = qkv.bias;
      if (bias != null) {
        bias.data().narrow(0, plan.dim(), plan.dim()).zero_();
      }
    }

    @Override
    Tensor positionBias() {
      Tensor table = Objects.requireNonNull(distances);
      long heads = logitScale.size(0);
      return gather(positions.call(table).view(-1, heads)).sigmoid().mul(16);
    }

    @Override
    Tensor scores(Tensor q, Tensor k) {
      Tensor angles =
          F.normalize(q, o -> o.dim(-1)).matmul(F.normalize(k, o -> o.dim(-1)).transpose(-2, -1));
      return angles.mul(logitScale.clamp(null, LARGEST_LOGARITHM).exp());
    }

    /** Keys have no bias. */
    @Override
    @Nullable Tensor qkvBias() {
      Tensor bias = qkv.bias;
      if (bias == null) {
        return null;
      }
      Tensor without = bias.clone();
      long third = bias.numel() / 3;
      without.narrow(0, third, third).zero_();
      return without;
    }
  }
}
