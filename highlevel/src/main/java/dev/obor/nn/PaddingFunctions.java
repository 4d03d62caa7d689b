package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link F} that adds to the sides of tensors and moves elements between dimensions.
 */
public abstract class PaddingFunctions extends EmbeddingFunctions {
  PaddingFunctions() {}

  /** Keyword arguments of {@link F#pad(Tensor, Size, Consumer)}. */
  public static final class PadOptions {
    private String mode = "constant";
    private @Nullable Double value;

    PadOptions() {}

    /**
     * Sets with what is padded: {@code constant}, the default, {@code reflect}, {@code replicate}
     * or {@code circular}.
     */
    public PadOptions mode(String value) {
      this.mode = value;
      return this;
    }

    /** Sets the constant; default 0. */
    public PadOptions value(double value) {
      this.value = value;
      return this;
    }
  }

  /** Adds zeros: Python's {@code F.pad(input, pad)}. */
  public static Tensor pad(Tensor input, Size pad) {
    return pad(input, pad, "constant", null);
  }

  /** Adds to the sides in one of four ways: Python's {@code F.pad(input, pad, mode)}. */
  public static Tensor pad(Tensor input, Size pad, String mode) {
    return pad(input, pad, mode, null);
  }

  /** The same with keyword arguments: {@code F.pad(x, size(1, 1), o -> o.value(3))}. */
  public static Tensor pad(Tensor input, Size pad, Consumer<PadOptions> options) {
    PadOptions o = new PadOptions();
    options.accept(o);
    return pad(input, pad, o.mode, o.value);
  }

  /**
   * Adds to the sides of a tensor: Python's {@code F.pad(input, pad, mode, value)}.
   *
   * @param input of any shape; for other modes than {@code constant} the last dimensions
   * @param pad how much is added before and behind the last dimension, then the one before it and
   *     so on; negative numbers cut off
   * @param mode {@code constant}, {@code reflect}, {@code replicate} or {@code circular}
   * @param value the constant, or null for 0
   * @throws TorchException if there is no such mode, or the padding does not fit
   */
  public static Tensor pad(Tensor input, Size pad, String mode, @Nullable Double value) {
    return Aten.pad(input, pad.toArray(), mode, value);
  }

  /**
   * Makes height and width of channels: Python's {@code F.pixel_shuffle(input, upscale_factor)}.
   *
   * @param input of shape (*, C r², H, W)
   * @param upscaleFactor r
   * @return of shape (*, C, H r, W r)
   */
  public static Tensor pixelShuffle(Tensor input, long upscaleFactor) {
    return Aten.pixel_shuffle(input, upscaleFactor);
  }

  /**
   * Makes channels of height and width: Python's {@code F.pixel_unshuffle(input,
   * downscale_factor)}.
   *
   * @param input of shape (*, C, H r, W r)
   * @param downscaleFactor r
   * @return of shape (*, C r², H, W)
   */
  public static Tensor pixelUnshuffle(Tensor input, long downscaleFactor) {
    return Aten.pixel_unshuffle(input, downscaleFactor);
  }

  /**
   * Mixes the channels of several groups: Python's {@code F.channel_shuffle(input, groups)}.
   *
   * @param input of shape (N, C, *)
   * @param groups a divisor of C
   * @return of the same shape
   */
  public static Tensor channelShuffle(Tensor input, long groups) {
    return Aten.channel_shuffle(input, groups);
  }
}
