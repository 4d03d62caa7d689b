package dev.obor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The optional arguments of {@link Torch#stft(Tensor, long, java.util.function.Consumer)}. */
public final class StftOptions {
  @Nullable Long hopLength;
  @Nullable Long winLength;
  @Nullable Tensor window;
  boolean center = true;
  String padMode = "reflect";
  boolean normalized;
  @Nullable Boolean onesided;
  @Nullable Boolean returnComplex;
  @Nullable Boolean alignToWindow;

  StftOptions() {}

  /** Sets the distance between frames; without it, a quarter of the transform's size. */
  public StftOptions hopLength(long value) {
    this.hopLength = value;
    return this;
  }

  /** Sets the size of the window; without it, that of the transform. */
  public StftOptions winLength(long value) {
    this.winLength = value;
    return this;
  }

  /** Sets the window; without it, ones. */
  public StftOptions window(Tensor value) {
    this.window = value;
    return this;
  }

  /** Sets whether the signal is padded so that frames are centred, as they are without it. */
  public StftOptions center(boolean value) {
    this.center = value;
    return this;
  }

  /** Sets how the signal is padded, such as {@code constant}; without it, {@code reflect}. */
  public StftOptions padMode(String value) {
    this.padMode = value;
    return this;
  }

  /** Sets whether to divide by the square root of the frame's size; without it, not. */
  public StftOptions normalized(boolean value) {
    this.normalized = value;
    return this;
  }

  /** Sets whether to leave out the frequencies that real signals have twice; without it, so. */
  public StftOptions onesided(boolean value) {
    this.onesided = value;
    return this;
  }

  /** Sets whether the result is complex; real signals need it. */
  public StftOptions returnComplex(boolean value) {
    this.returnComplex = value;
    return this;
  }

  /** Sets whether frames begin with the window; only without centring. */
  public StftOptions alignToWindow(boolean value) {
    this.alignToWindow = value;
    return this;
  }

  Tensor apply(Tensor input, long nFft) {
    if (!center) {
      return frames(input, nFft);
    }
    if (alignToWindow != null) {
      throw new TorchException("stft align_to_window should only be set when center = false");
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(frames(padded(input, nFft / 2), nFft));
    }
  }

  /** The signal with half a frame more at both ends; padding wants a batch and a channel. */
  private Tensor padded(Tensor input, long by) {
    int dims = input.dim();
    long[] extended = new long[Math.max(3, dims)];
    Arrays.fill(extended, 1);
    System.arraycopy(input.size().toArray(), 0, extended, extended.length - dims, dims);
    Tensor padded = Aten.pad(input.view(extended), new long[] {by, by}, padMode, null);
    long[] sizes = padded.size().toArray();
    return dims == 0
        ? padded
        : padded.view(Arrays.copyOfRange(sizes, sizes.length - dims, sizes.length));
  }

  private Tensor frames(Tensor input, long nFft) {
    return Aten.stft(
        input,
        nFft,
        hopLength,
        winLength,
        window,
        normalized,
        onesided,
        returnComplex,
        alignToWindow);
  }
}
