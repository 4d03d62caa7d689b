package dev.obor;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of {@link Tensor} that tell its kind, its place and the order of its elements.
 *
 * <p>All methods may be called from any thread.
 */
public abstract sealed class TensorFacts extends TensorArrays permits TensorComputations {
  TensorFacts() {}

  /**
   * The size of the first dimension: Python's {@code len(x)}.
   *
   * @throws TypeException if the tensor has no dimensions
   */
  public long len() {
    long[] sizes = size().toArray();
    if (sizes.length == 0) {
      throw new TypeException("len() of a 0-d tensor");
    }
    return sizes[0];
  }

  /** The number of dimensions: Python's {@code x.ndimension()}. */
  public int ndimension() {
    return dim();
  }

  /** The number of elements: Python's {@code x.nelement()}. */
  public long nelement() {
    return numel();
  }

  /** The size of one element in bytes: Python's {@code x.itemsize}. */
  public int itemsize() {
    return elementSize();
  }

  /**
   * The address of the first element in memory, 0 for a tensor without elements: Python's {@code
   * x.data_ptr()}.
   *
   * <p>The memory is the tensor's; it may go away with it.
   */
  public long dataPtr() {
    long address = numel() == 0 ? 0 : TensorNatives.storage_address(handle());
    Reference.reachabilityFence(this);
    return address == 0 ? 0 : address + storageOffset() * elementSize();
  }

  /** The index of the tensor's device, -1 for the CPU: Python's {@code x.get_device()}. */
  public int getDevice() {
    return device().index();
  }

  // ---- kinds

  /** Whether the elements are in the CPU's memory: Python's {@code x.is_cpu}. */
  public boolean isCpu() {
    return isOn("cpu");
  }

  /** Whether the elements are in a CUDA device's memory: Python's {@code x.is_cuda}. */
  public boolean isCuda() {
    return isOn("cuda");
  }

  /** Whether the elements are in the memory of Apple's processor: Python's {@code x.is_mps}. */
  public boolean isMps() {
    return isOn("mps");
  }

  /** Whether the elements are in the memory of Intel's processor: Python's {@code x.is_xpu}. */
  public boolean isXpu() {
    return isOn("xpu");
  }

  /** Whether the tensor has a shape and a dtype, but no elements: Python's {@code x.is_meta}. */
  public boolean isMeta() {
    return isOn("meta");
  }

  private boolean isOn(String type) {
    return device().type().equals(type);
  }

  /** Whether the elements are kept with their coordinates: Python's {@code x.is_sparse}. */
  public boolean isSparse() {
    return layout() == Layout.SPARSE_COO;
  }

  /** Whether the elements are kept in compressed rows: Python's {@code x.is_sparse_csr}. */
  public boolean isSparseCsr() {
    return layout() == Layout.SPARSE_CSR;
  }

  /** Whether the elements are quantized numbers: Python's {@code x.is_quantized}. */
  public boolean isQuantized() {
    return dtype().isQuantized();
  }

  /** Whether tensors of different shapes stand side by side: Python's {@code x.is_nested}. */
  public boolean isNested() {
    return TensorNatives.is_nested(handle());
  }

  // ---- order

  /**
   * The dimensions from the one with the longest steps to the densest: Python's {@code
   * x.dim_order()}.
   *
   * <pre>{@code
   * Torch.zeros(2, 3).t().dimOrder(); // 1, 0
   * }</pre>
   *
   * @throws TorchException if the tensor is sparse
   */
  public long[] dimOrder() {
    if (isSparse()) {
      throw new TorchException(
          "Can't get dim order on sparse type. Use Tensor.to_dense() to convert to a dense tensor"
              + " first.");
    }
    int dims = dim();
    boolean rowMajor = isContiguous();
    boolean channelsLast = dims == 4 && isContiguous(MemoryFormat.CHANNELS_LAST);
    if (channelsLast && !rowMajor) {
      return new long[] {0, 2, 3, 1};
    }
    List<Integer> order = new ArrayList<>();
    long[] sizes = size().toArray();
    long[] strides = stride();
    for (int i = dims - 1; i >= 0; i--) {
      if (rowMajor && !channelsLast) {
        order.add(0, i);
      } else {
        insert(order, i, sizes, strides);
      }
    }
    return order.stream().mapToLong(Integer::longValue).toArray();
  }

  /**
   * The same, refusing tensors for which more than one order is right: Python's {@code
   * x.dim_order(ambiguity_check=…)}.
   *
   * @throws TorchException if a dimension has size 1, or two have the same steps
   */
  public long[] dimOrder(boolean ambiguityCheck) {
    if (ambiguityCheck) {
      long[] strides = stride();
      boolean several = size().stream().anyMatch(size -> size == 1);
      for (int i = 1; i < strides.length; i++) {
        several |= strides[i] == strides[i - 1];
      }
      if (several) {
        throw new TorchException(
            "The tensor does not have unique dim order, or cannot map to exact one of the given"
                + " memory formats.");
      }
    }
    return dimOrder();
  }

  /** Moves a dimension behind those that take longer steps; the denser ones are in already. */
  private static void insert(List<Integer> order, int dim, long[] sizes, long[] strides) {
    int place = 0;
    for (int i = 0; i < order.size(); i++) {
      int denser = order.get(i);
      boolean expanded = strides[denser] == 0 || strides[dim] == 0;
      if (expanded) {
        continue;
      }
      boolean longer =
          strides[denser] > strides[dim]
              || (strides[denser] == strides[dim] && sizes[denser] > sizes[dim]);
      if (!longer) {
        break;
      }
      place = i + 1;
    }
    order.add(place, dim);
  }
}
