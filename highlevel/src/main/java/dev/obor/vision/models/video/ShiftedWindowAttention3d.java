package dev.obor.vision.models.video;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;

/**
 * Attention within windows of a film, which every other layer shifts: the heart of {@link
 * SwinTransformer3d}.
 *
 * <p>Input and output: (N, T, H, W, C).
 */
final class ShiftedWindowAttention3d extends Module {
  private final long[] window;
  private final Plan plan;
  Linear qkv;
  Linear proj;

  @Name("relative_position_bias_table")
  Tensor biasTable;

  @Name("relative_position_index")
  Tensor index;

  /**
   * What an attention looks like.
   *
   * @param dim the channels
   * @param heads the number of heads
   * @param shifts whether windows are shifted by half their size
   * @param attentionDropout how likely a weight is dropped in training
   * @param dropout how likely an output is dropped in training
   */
  record Plan(long dim, long heads, boolean shifts, double attentionDropout, double dropout) {}

  /** A film in windows: their size and shift, as both fit the film, and the film's size then. */
  private record Windows(Size size, Size shift, Size film) {
    boolean shifts() {
      return shift.stream().sum() > 0;
    }

    long volume() {
      return size.numel();
    }

    /** The elements of a film, window by window. */
    Tensor apart(Tensor x, long channels) {
      return x.view(
              -1,
              film.get(0) / size.get(0),
              size.get(0),
              film.get(1) / size.get(1),
              size.get(1),
              film.get(2) / size.get(2),
              size.get(2),
              channels)
          .permute(0, 1, 3, 5, 2, 4, 6, 7)
          .reshape(-1, volume(), channels);
    }

    Tensor together(Tensor x, long channels) {
      return x.view(
              -1,
              film.get(0) / size.get(0),
              film.get(1) / size.get(1),
              film.get(2) / size.get(2),
              size.get(0),
              size.get(1),
              size.get(2),
              channels)
          .permute(0, 1, 4, 2, 5, 3, 6, 7)
          .reshape(-1, film.get(0), film.get(1), film.get(2), channels);
    }
  }

  ShiftedWindowAttention3d(long[] window, Plan plan) {
    this.window = window.clone();
    this.plan = plan;
    this.qkv = new Linear(plan.dim(), plan.dim() * 3);
    this.proj = new Linear(plan.dim(), plan.dim());
    long distances = (2 * window[0] - 1) * (2 * window[1] - 1) * (2 * window[2] - 1);
    this.biasTable = Parameter.of(Torch.zeros(distances, plan.heads()));
    Init.truncNormal_(biasTable, o -> o.std(0.02));
    this.index = registerBuffer("relative_position_index", positions(window));
  }

  /** For each pair of elements of a window the number of their distance. */
  private static Tensor positions(long[] window) {
    int rows = (int) window[1];
    int columns = (int) window[2];
    int frame = Math.multiplyExact(rows, columns);
    int volume = Math.toIntExact(window[0] * frame);
    long[] numbers = new long[volume * volume];
    for (int i = 0; i < volume; i++) {
      for (int k = 0; k < volume; k++) {
        long later = (long) i / frame - k / frame + window[0] - 1;
        long down = (long) i / columns % rows - k / columns % rows + rows - 1;
        long right = (long) i % columns - k % columns + columns - 1;
        numbers[i * volume + k] = (later * (2L * rows - 1) + down) * (2L * columns - 1) + right;
      }
    }
    return Torch.fromArray(numbers, volume, volume).to(Torch.getDefaultDevice());
  }

  /** How much is missing of three dimensions, so that whole pieces fit in. */
  static long[] missing(Tensor x, int firstDim, long[] piece) {
    long[] missing = new long[3];
    for (int i = 0; i < 3; i++) {
      missing[i] = (piece[i] - x.size(firstDim + i) % piece[i]) % piece[i];
    }
    return missing;
  }

  private Tensor positionBias(long volume) {
    return biasTable
        .indexSelect(0, index.narrow(0, 0, volume).narrow(1, 0, volume).flatten())
        .view(volume, volume, -1)
        .permute(2, 0, 1)
        .contiguous()
        .unsqueeze(0);
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] size = window.clone();
    long[] shift = new long[3];
    for (int i = 0; i < 3; i++) {
      boolean fits = x.size(i + 1) > window[i];
      size[i] = fits ? window[i] : x.size(i + 1);
      shift[i] = fits && plan.shifts() ? window[i] / 2 : 0;
    }
    long channels = x.size(4);
    long[] missing = missing(x, 1, size);
    Tensor padded = F.pad(x, Torch.size(0, 0, 0, missing[2], 0, missing[1], 0, missing[0]));
    long[] film = {padded.size(1), padded.size(2), padded.size(3)};
    Windows windows = new Windows(Size.of(size), Size.of(shift), Size.of(film));
    if (windows.shifts()) {
      padded = padded.roll(new long[] {-shift[0], -shift[1], -shift[2]}, 1, 2, 3);
    }
    Tensor attended = windows.together(attend(windows.apart(padded, channels), windows), channels);
    if (windows.shifts()) {
      attended = attended.roll(shift, 1, 2, 3);
    }
    return attended
        .narrow(1, 0, x.size(1))
        .narrow(2, 0, x.size(2))
        .narrow(3, 0, x.size(3))
        .contiguous();
  }

  private Tensor attend(Tensor x, Windows windows) {
    long count = x.size(0);
    long volume = x.size(1);
    long heads = plan.heads();
    long width = plan.dim() / heads;
    Tensor all =
        F.linear(x, qkv.weight, qkv.bias)
            .reshape(count, volume, 3, heads, width)
            .permute(2, 0, 3, 1, 4);
    Tensor scores =
        all.select(0, 0)
            .mul(1 / Math.sqrt((double) width))
            .matmul(all.select(0, 1).transpose(-2, -1))
            .add(positionBias(volume));
    if (windows.shifts()) {
      Tensor mask = mask(x, windows);
      long inFilm = mask.size(0);
      scores =
          scores
              .view(count / inFilm, inFilm, heads, volume, volume)
              .add(mask.unsqueeze(1).unsqueeze(0))
              .view(-1, heads, volume, volume);
    }
    Tensor shares = F.dropout(F.softmax(scores, -1), plan.attentionDropout(), isTraining());
    Tensor out = shares.matmul(all.select(0, 2)).transpose(1, 2).reshape(count, volume, plan.dim());
    return F.dropout(F.linear(out, proj.weight, proj.bias), plan.dropout(), isTraining());
  }

  /** Keeps elements apart that only the shift has brought into one window. */
  private static Tensor mask(Tensor x, Windows windows) {
    Size film = windows.film();
    float[] regions = new float[Math.toIntExact(film.numel())];
    for (int i = 0; i < regions.length; i++) {
      long place = i;
      int region = 0;
      int weight = 1;
      for (int d = 2; d >= 0; d--) {
        region +=
            weight
                * region(
                    place % film.get(d),
                    film.get(d),
                    windows.size().get(d),
                    windows.shift().get(d));
        place /= film.get(d);
        weight *= 3;
      }
      regions[i] = region;
    }
    Tensor all = Torch.fromArray(regions, film.toArray()).to(x.device(), x.dtype());
    Tensor inWindows = windows.apart(all, 1).squeeze(-1);
    Tensor apart = inWindows.unsqueeze(1).sub(inWindows.unsqueeze(2));
    return apart.maskedFill(apart.ne(0), -100.0);
  }

  /**
   * Of three regions the one that a place is in. Without a shift the last begins with the first
   * place, as an index of minus zero does in Python.
   */
  private static int region(long place, long length, long window, long shift) {
    if (place >= length - shift || shift == 0) {
      return 2;
    }
    return place < length - window ? 0 : 1;
  }
}
