package dev.obor.nn.utils.rnn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pads and packs sequences of different lengths: the functions of Python's {@code
 * torch.nn.utils.rnn}.
 *
 * <pre>{@code
 * PackedSequence packed =
 *     Rnn.packPaddedSequence(padded, new long[] {5, 3, 2}, o -> o.batchFirst(true));
 * var result = lstm.call(packed);
 * Tensor output = Rnn.padPackedSequence(result.output(), o -> o.batchFirst(true)).output();
 * }</pre>
 *
 * <p>Results are new tensors in the caller's scope. The functions may be called from any thread.
 */
public final class Rnn {
  private Rnn() {}

  /** Keyword arguments of {@link #packPaddedSequence(Tensor, Tensor, Consumer)}. */
  public static final class PackOptions {
    private boolean batchFirst;
    private boolean enforceSorted = true;

    PackOptions() {}

    /** Sets whether the input is of shape (B, T, *) instead of (T, B, *); default false. */
    public PackOptions batchFirst(boolean value) {
      this.batchFirst = value;
      return this;
    }

    /**
     * Sets whether the sequences come sorted by their lengths, the longest first; default true.
     * With false they are sorted, and put back by {@link Rnn#padPackedSequence}.
     */
    public PackOptions enforceSorted(boolean value) {
      this.enforceSorted = value;
      return this;
    }
  }

  /** Keyword arguments of {@link #padPackedSequence(PackedSequence, Consumer)}. */
  public static final class PadPackedOptions {
    private boolean batchFirst;
    private double paddingValue;
    private @Nullable Long totalLength;

    PadPackedOptions() {}

    /** Sets whether the output is of shape (B, T, *) instead of (T, B, *); default false. */
    public PadPackedOptions batchFirst(boolean value) {
      this.batchFirst = value;
      return this;
    }

    /** Sets what stands behind the end of a sequence; default 0. */
    public PadPackedOptions paddingValue(double value) {
      this.paddingValue = value;
      return this;
    }

    /** Sets T; without it the length of the longest sequence. */
    public PadPackedOptions totalLength(long value) {
      this.totalLength = value;
      return this;
    }
  }

  /** Keyword arguments of {@link #padSequence(List, Consumer)}. */
  public static final class PadOptions {
    private boolean batchFirst;
    private double paddingValue;
    private String paddingSide = "right";

    PadOptions() {}

    /** Sets whether the output is of shape (B, T, *) instead of (T, B, *); default false. */
    public PadOptions batchFirst(boolean value) {
      this.batchFirst = value;
      return this;
    }

    /** Sets what is put beside the shorter sequences; default 0. */
    public PadOptions paddingValue(double value) {
      this.paddingValue = value;
      return this;
    }

    /** Sets where: {@code right}, the default, or {@code left}. */
    public PadOptions paddingSide(String value) {
      this.paddingSide = value;
      return this;
    }
  }

  /**
   * Padded sequences and their lengths.
   *
   * @param output of shape (T, B, *) or (B, T, *)
   * @param lengths int64 of shape (B), on the CPU
   */
  public record Padded(Tensor output, Tensor lengths) {}

  /** Inverts a permutation: Python's {@code invert_permutation(permutation)}. */
  public static Tensor invertPermutation(Tensor permutation) {
    try (Scope scope = Torch.scope()) {
      Tensor places =
          Torch.arange(permutation.numel()).to(permutation.device(), permutation.dtype());
      return scope.keep(Torch.emptyLike(permutation).scatter_(0, permutation, places));
    }
  }

  /** Packs padded sequences: Python's {@code pack_padded_sequence(input, lengths)}. */
  public static PackedSequence packPaddedSequence(Tensor input, Tensor lengths) {
    return packPaddedSequence(input, lengths, o -> {});
  }

  /** The same with the lengths in an array. */
  public static PackedSequence packPaddedSequence(Tensor input, long[] lengths) {
    return packPaddedSequence(input, lengths, o -> {});
  }

  /** The same with the lengths in an array. */
  public static PackedSequence packPaddedSequence(
      Tensor input, long[] lengths, Consumer<PackOptions> options) {
    try (Tensor tensor = Torch.fromArray(lengths)) {
      return packPaddedSequence(input, tensor, options);
    }
  }

  /**
   * Packs padded sequences: Python's {@code pack_padded_sequence(input, lengths, batch_first=…,
   * enforce_sorted=…)}.
   *
   * @param input of shape (T, B, *), or (B, T, *) with {@code batchFirst}
   * @param lengths the length of each sequence, of shape (B), on the CPU
   * @param options {@code batchFirst}, {@code enforceSorted}
   * @throws dev.obor.TorchException if a length is zero, or they are not sorted as they should be
   */
  public static PackedSequence packPaddedSequence(
      Tensor input, Tensor lengths, Consumer<PackOptions> options) {
    PackOptions o = new PackOptions();
    options.accept(o);
    try (Scope scope = Torch.scope()) {
      Tensor sizes = lengths.to(DType.INT64);
      Tensor sorted = null;
      Tensor unsorted = null;
      Tensor padded = input;
      if (!o.enforceSorted) {
        Tensor[] both = Aten.sort(sizes, -1, true);
        sizes = both[0];
        sorted = both[1].to(input.device());
        unsorted = invertPermutation(sorted);
        padded = input.indexSelect(o.batchFirst ? 0 : 1, sorted);
      }
      Tensor[] packed = Aten._pack_padded_sequence(padded, sizes, o.batchFirst);
      return scope.keepAll(new PackedSequence(packed[0], packed[1], sorted, unsorted));
    }
  }

  /** Pads packed sequences: Python's {@code pad_packed_sequence(sequence)}. */
  public static Padded padPackedSequence(PackedSequence sequence) {
    return padPackedSequence(sequence, o -> {});
  }

  /**
   * Pads packed sequences: Python's {@code pad_packed_sequence(sequence, batch_first=…,
   * padding_value=…, total_length=…)}.
   *
   * @param options {@code batchFirst}, {@code paddingValue}, {@code totalLength}
   * @return the sequences in the order that they had before they were packed
   * @throws ValueException if the total length is less than that of the longest sequence
   */
  public static Padded padPackedSequence(
      PackedSequence sequence, Consumer<PadPackedOptions> options) {
    PadPackedOptions o = new PadPackedOptions();
    options.accept(o);
    long longest = sequence.batchSizes().size(0);
    Long total = o.totalLength;
    if (total != null && total < longest) {
      throw new ValueException(
          "Expected total_length to be at least the length of the longest sequence in input, but"
              + " got total_length="
              + total
              + " and max sequence length being "
              + longest);
    }
    try (Scope scope = Torch.scope()) {
      Tensor[] padded =
          Aten._pad_packed_sequence(
              sequence.data(),
              sequence.batchSizes(),
              o.batchFirst,
              o.paddingValue,
              total == null ? longest : total);
      Tensor unsorted = sequence.unsortedIndices();
      if (unsorted == null) {
        return scope.keepAll(new Padded(padded[0], padded[1]));
      }
      return scope.keepAll(
          new Padded(
              padded[0].indexSelect(o.batchFirst ? 0 : 1, unsorted),
              padded[1].indexSelect(0, unsorted.to(Device.CPU))));
    }
  }

  /** Puts sequences of different lengths together: Python's {@code pad_sequence(sequences)}. */
  public static Tensor padSequence(List<Tensor> sequences) {
    return padSequence(sequences, o -> {});
  }

  /** The same: Python's {@code pad_sequence(sequences, batch_first)}. */
  public static Tensor padSequence(List<Tensor> sequences, boolean batchFirst) {
    return padSequence(sequences, o -> o.batchFirst(batchFirst));
  }

  /**
   * Puts sequences of different lengths together: Python's {@code pad_sequence(sequences,
   * batch_first=…, padding_value=…, padding_side=…)}.
   *
   * @param sequences of shape (length, *)
   * @param options {@code batchFirst}, {@code paddingValue}, {@code paddingSide}
   * @return of shape (T, B, *), where T is the longest length, or (B, T, *)
   */
  public static Tensor padSequence(List<Tensor> sequences, Consumer<PadOptions> options) {
    PadOptions o = new PadOptions();
    options.accept(o);
    return Aten.pad_sequence(
        sequences.toArray(new Tensor[0]), o.batchFirst, o.paddingValue, o.paddingSide);
  }

  /** Takes padded sequences apart: Python's {@code unpad_sequence(padded, lengths)}. */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths) {
    return unpadSequence(padded, lengths, false);
  }

  /**
   * Takes padded sequences apart: Python's {@code unpad_sequence(padded, lengths, batch_first)}.
   *
   * @param padded of shape (T, B, *), or (B, T, *) with {@code batchFirst}
   * @param lengths the length of each sequence, of shape (B)
   * @return tensors of shape (length, *)
   */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths, boolean batchFirst) {
    long[] sizes = lengths.toLongArray();
    try (Scope scope = Torch.scope()) {
      Tensor batches = batchFirst ? padded : padded.transpose(0, 1);
      List<Tensor> sequences = new ArrayList<>();
      for (int i = 0; i < sizes.length; i++) {
        Tensor sequence = batches.select(0, i);
        long size = Math.min(sizes[i], sequence.size(0));
        sequences.add(scope.keep(sequence.narrow(0, 0, size).clone()));
      }
      return sequences;
    }
  }

  /** Packs sequences that are sorted by length: Python's {@code pack_sequence(sequences)}. */
  public static PackedSequence packSequence(List<Tensor> sequences) {
    return packSequence(sequences, true);
  }

  /**
   * Packs sequences: Python's {@code pack_sequence(sequences, enforce_sorted)}.
   *
   * @param sequences of shape (length, *)
   * @param enforceSorted whether they come sorted by length, the longest first
   */
  public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
    long[] lengths = sequences.stream().mapToLong(t -> t.size(0)).toArray();
    try (Tensor padded = padSequence(sequences)) {
      return packPaddedSequence(padded, lengths, o -> o.enforceSorted(enforceSorted));
    }
  }

  /**
   * Takes packed sequences apart, in the order that they had before: Python's {@code
   * unpack_sequence(packed)}.
   */
  public static List<Tensor> unpackSequence(PackedSequence packed) {
    Padded padded = padPackedSequence(packed, o -> o.batchFirst(true));
    try (Tensor output = padded.output();
        Tensor lengths = padded.lengths()) {
      return unpadSequence(output, lengths, true);
    }
  }
}
