package dev.obor;

import java.util.function.Consumer;

/**
 * The functions of {@link Torch} on signals, which are no operators.
 *
 * <p>All functions may be called from any thread.
 */
public abstract sealed class TorchSignal extends TorchStatistics permits TorchLinearAlgebra {
  TorchSignal() {}

  /**
   * The short-time Fourier transform of a complex signal: Python's {@code torch.stft(input,
   * n_fft)}.
   *
   * @param input one signal, or one a row
   * @param nFft the size of the Fourier transform
   * @return frequencies by frames
   * @throws TorchException if the signal is real: those need {@code returnComplex(true)}
   */
  public static Tensor stft(Tensor input, long nFft) {
    return new StftOptions().apply(input, nFft);
  }

  /**
   * The same with Python's other arguments by name.
   *
   * <pre>{@code
   * Torch.stft(x, 400, o -> o.hopLength(160).window(Torch.hannWindow(400)).returnComplex(true));
   * }</pre>
   */
  public static Tensor stft(Tensor input, long nFft, Consumer<StftOptions> options) {
    StftOptions o = new StftOptions();
    options.accept(o);
    return o.apply(input, nFft);
  }

  /**
   * The same with the distance between frames, the window's size and the window by position: {@code
   * torch.stft(input, n_fft, hop_length, win_length, window, ...)}.
   */
  public static Tensor stft(
      Tensor input,
      long nFft,
      long hopLength,
      long winLength,
      Tensor window,
      Consumer<StftOptions> options) {
    StftOptions o = new StftOptions().hopLength(hopLength).winLength(winLength).window(window);
    options.accept(o);
    return o.apply(input, nFft);
  }
}
