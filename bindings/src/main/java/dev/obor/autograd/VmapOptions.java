package dev.obor.autograd;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@code Func.vmap}: {@code Func.vmap(f, o -> o.inDims(0,
 * null).outDims(1))}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class VmapOptions {
  private static final List<String> RANDOMNESS = List.of("error", "same", "different");

  /** One for each input, or one for all. */
  @Nullable Integer[] inDims = {0};

  @Nullable Integer[] outDims = {0};
  int randomness;
  @Nullable Long chunkSize;

  VmapOptions() {}

  /**
   * Sets the dimension of each input over which the function is mapped, null for an input that all
   * calls take whole, or one dimension for all inputs; without it, 0.
   */
  public VmapOptions inDims(@Nullable Integer... dims) {
    this.inDims = dims.clone();
    return this;
  }

  /**
   * Sets where each result has the new dimension, null for a result that does not depend on the
   * mapped inputs, or one place for all results; without it, 0.
   */
  public VmapOptions outDims(@Nullable Integer... dims) {
    this.outDims = dims.clone();
    return this;
  }

  /**
   * Sets what random operators do: {@code "error"}, as without it, refuses them, {@code "same"}
   * draws the same numbers for every call, {@code "different"} draws others for each.
   *
   * @throws TorchException if the value is none of them
   */
  public VmapOptions randomness(String value) {
    this.randomness = RANDOMNESS.indexOf(value);
    if (randomness < 0) {
      throw new TorchException(
          "Only allowed values for randomness are 'error', 'different', or 'same'. Got " + value);
    }
    return this;
  }

  /**
   * Sets how many calls are made at once, which bounds the memory; without it, all.
   *
   * @throws ValueException if it is not positive
   */
  public VmapOptions chunkSize(long value) {
    if (value <= 0) {
      throw new ValueException(
          "vmap: chunk_size should be None or greater than 0. (got " + value + ")");
    }
    this.chunkSize = value;
    return this;
  }

  boolean drawsTheSame() {
    return randomness == 1;
  }

  /** As Python prints an int, None or a tuple of them. */
  static String text(@Nullable Integer[] dims) {
    List<String> texts = Arrays.stream(dims).map(d -> d == null ? "None" : d.toString()).toList();
    return texts.size() == 1 ? texts.get(0) : "(" + String.join(", ", texts) + ")";
  }
}
