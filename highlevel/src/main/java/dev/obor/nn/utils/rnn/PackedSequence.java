package dev.obor.nn.utils.rnn;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of different lengths, without padding: Python's {@code
 * torch.nn.utils.rnn.PackedSequence}.
 *
 * <p>The first elements of all sequences stand together, the longest sequence's first, then all
 * second elements, and so on. {@link Rnn} makes packed sequences; recurrent layers take them, and
 * give some with the same order.
 *
 * <p>The record does not own its tensors; they live as tensors do.
 *
 * @param data the elements, of shape (sum of the lengths, *)
 * @param batchSizes how many sequences have a first, a second element and so on: int64 on the CPU
 * @param sortedIndices which sequence came to each place when they were sorted, or null if they
 *     were not
 * @param unsortedIndices at which place each sequence is, or null
 */
public record PackedSequence(
    Tensor data,
    Tensor batchSizes,
    @Nullable Tensor sortedIndices,
    @Nullable Tensor unsortedIndices) {
  /**
   * Makes the record.
   *
   * @throws ValueException if the batch sizes are not on the CPU
   */
  public PackedSequence {
    if (!batchSizes.device().equals(Device.CPU)) {
      throw new ValueException(
          "batch_sizes should always be on CPU. Instances of PackedSequence should never be created"
              + " manually. They should be instantiated by functions like pack_sequence and"
              + " pack_padded_sequences in nn.utils.rnn."
              + " https://pytorch.org/docs/stable/nn.html#torch.nn.utils.rnn.pack_sequence");
    }
  }

  /** The same sequences with other elements in the same places, such as a layer computes. */
  public PackedSequence with(Tensor data) {
    return new PackedSequence(data, batchSizes, sortedIndices, unsortedIndices);
  }

  private PackedSequence convert(UnaryOperator<Tensor> conversion) {
    Tensor converted = conversion.apply(data);
    if (converted == data) {
      return this;
    }
    Device device = converted.device();
    return new PackedSequence(
        converted,
        batchSizes,
        sortedIndices == null ? null : sortedIndices.to(device),
        unsortedIndices == null ? null : unsortedIndices.to(device));
  }

  /** Converts the elements: Python's {@code packed.to(dtype)}. */
  public PackedSequence to(DType dtype) {
    return convert(t -> t.to(dtype));
  }

  /** Moves the elements to a device: Python's {@code packed.to(device)}. */
  public PackedSequence to(Device device) {
    return convert(t -> t.to(device));
  }

  /** Moves the elements to the CPU: Python's {@code packed.cpu()}. */
  public PackedSequence cpu() {
    return to(Device.CPU);
  }

  /** Moves the elements to the current CUDA device: Python's {@code packed.cuda()}. */
  public PackedSequence cuda() {
    return to(Device.of("cuda"));
  }

  /** Converts the elements to float64: Python's {@code packed.double()}. */
  public PackedSequence toDouble() {
    return to(DType.FLOAT64);
  }

  /** Converts the elements to float32: Python's {@code packed.float()}. */
  public PackedSequence toFloat() {
    return to(DType.FLOAT32);
  }

  /** Converts the elements to float16: Python's {@code packed.half()}. */
  public PackedSequence half() {
    return to(DType.FLOAT16);
  }

  /** Converts the elements to int64: Python's {@code packed.long()}. */
  public PackedSequence toLong() {
    return to(DType.INT64);
  }

  /** Converts the elements to int32: Python's {@code packed.int()}. */
  public PackedSequence toInt() {
    return to(DType.INT32);
  }

  /** Converts the elements to int16: Python's {@code packed.short()}. */
  public PackedSequence toShort() {
    return to(DType.INT16);
  }

  /** Converts the elements to int8: Python's {@code packed.char()}. */
  public PackedSequence toChar() {
    return to(DType.INT8);
  }

  /** Converts the elements to uint8: Python's {@code packed.byte()}. */
  public PackedSequence toByte() {
    return to(DType.UINT8);
  }

  /** Whether the elements are on a CUDA device: Python's {@code packed.is_cuda}. */
  public boolean isCuda() {
    return data.device().type().equals("cuda");
  }

  /**
   * Prints what Python prints: {@code PackedSequence(data=tensor(…), batch_sizes=tensor(…), …)}.
   */
  @Override
  public String toString() {
    return "PackedSequence(data="
        + data
        + ", batch_sizes="
        + batchSizes
        + ", sorted_indices="
        + (sortedIndices == null ? "None" : sortedIndices)
        + ", unsorted_indices="
        + (unsortedIndices == null ? "None" : unsortedIndices)
        + ")";
  }
}
