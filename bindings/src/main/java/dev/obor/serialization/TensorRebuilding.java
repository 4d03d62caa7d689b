package dev.obor.serialization;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes tensors as Python's {@code torch._utils._rebuild_…} functions do, after it has looked
 * whether they lie inside of their storages.
 *
 * <p>What it makes belongs to the caller's scope.
 */
final class TensorRebuilding {
  private final Locations locations;
  private final List<Tensor> sparse = new ArrayList<>();

  TensorRebuilding(Locations locations) {
    this.locations = locations;
  }

  // ---- strided

  Tensor tensor(Arguments a) {
    a.requireCount(4, 4);
    return strided(a, a.storage(0).dtype());
  }

  /** Storage, offset, sizes, strides, whether it requires gradients, hooks, marks. */
  Tensor tensorV2(Arguments a) {
    a.requireCount(6, 7);
    Tensor tensor = strided(a, a.storage(0).dtype());
    return finished(tensor, a.truth(4), a.count() > 6 ? a.any(6) : null);
  }

  /** The same with the dtype before the marks. */
  Tensor tensorV3(Arguments a) {
    a.requireCount(7, 8);
    Tensor tensor = strided(a, a.dtype(6));
    return finished(tensor, a.truth(4), a.count() > 7 ? a.any(7) : null);
  }

  private static Tensor strided(Arguments a, DType dtype) {
    if (isQuantized(dtype)) {
      throw UnpicklingException.of("a tensor of " + dtype + " needs its scale");
    }
    LoadedStorage storage = a.storage(0);
    Device device = storage.bytes().device();
    Tensor tensor = Aten.empty_memory_format(new long[] {0}, dtype, null, device, null, null);
    return placed(tensor, a);
  }

  private static boolean isQuantized(DType dtype) {
    return switch (dtype) {
      case QINT8, QUINT8, QINT32, QUINT4X2, QUINT2X4 -> true;
      default -> false;
    };
  }

  /** Lets a tensor show a part of a storage, which the first four arguments tell. */
  private static Tensor placed(Tensor tensor, Arguments a) {
    Tensor bytes = a.storage(0).bytes();
    long offset = a.integer(1);
    long[] sizes = a.integers(2);
    long[] strides = a.integers(3);
    Extent.check(bytes.numel(), tensor.dtype().itemsize(), offset, sizes, strides);
    return Aten.set__source_Tensor_storage_offset(tensor, bytes, offset, sizes, strides);
  }

  private static Tensor finished(Tensor tensor, boolean requiresGrad, @Nullable Object marks) {
    Tensor finished = tensor;
    if (marks != null) {
      if (!(marks instanceof Map<?, ?> map)) {
        throw UnpicklingException.of("the marks of a tensor must be a dict");
      }
      if (Boolean.TRUE.equals(map.get("conj"))) {
        finished = Aten._conj(finished).detach();
      }
      if (Boolean.TRUE.equals(map.get("neg"))) {
        finished = Aten._neg_view(finished).detach();
      }
    }
    return requiresGrad ? finished.requiresGrad_(true) : finished;
  }

  /** The tensor, whether it requires gradients, and what Java has no use for. */
  Tensor parameter(Arguments a) {
    a.requireCount(1, 4);
    return a.tensor(0).asParameter(a.count() < 2 || a.truth(1));
  }

  Tensor withoutData(Arguments a) {
    a.requireCount(4, 4);
    long[] sizes = a.integers(1);
    long[] strides = a.integers(2);
    Extent.check(Long.MAX_VALUE, a.dtype(0).itemsize(), 0, sizes, strides);
    Tensor tensor = Aten.empty_strided(sizes, strides, a.dtype(0), null, Device.of("meta"), null);
    return finished(tensor, a.truth(3), null);
  }

  /** A tensor of a device whose memory files do not hold. */
  Tensor fromCpu(Arguments a) {
    a.requireCount(4, 4);
    Device device = locations.deviceFor(a.text(2));
    Tensor tensor = a.tensor(0).to(device).to(a.dtype(1));
    return finished(tensor.detach(), a.truth(3), null);
  }

  // ---- quantized

  Tensor quantized(Arguments a) {
    a.requireCount(7, 7);
    LoadedStorage storage = a.storage(0);
    DType dtype = storage.dtype();
    if (!isQuantized(dtype)) {
      throw UnpicklingException.of("a quantized tensor cannot have elements of " + dtype);
    }
    long[] sizes = a.integers(2);
    Extent.check(storage.bytes().numel(), dtype.itemsize(), a.integer(1), sizes, a.integers(3));
    Device device = storage.bytes().device();
    Arguments how = new Arguments(a.function(), a.tuple(4));
    how.requireCount(3, 4);
    Tensor tensor;
    if (how.any(0) == QuantizationScheme.PER_TENSOR_AFFINE) {
      how.requireCount(3, 3);
      tensor =
          Aten._empty_affine_quantized(
              sizes, dtype, null, device, null, how.real(1), how.integer(2), null);
    } else if (how.any(0) == QuantizationScheme.PER_CHANNEL_AFFINE
        || how.any(0) == QuantizationScheme.PER_CHANNEL_AFFINE_FLOAT_QPARAMS) {
      how.requireCount(4, 4);
      tensor = perChannel(how, sizes, dtype, device);
    } else {
      throw UnpicklingException.of(
          "Can't deserialize quantized tensor with qscheme " + PythonTypes.shown(how.any(0)));
    }
    return finished(placed(tensor, a), a.truth(5), null);
  }

  private static Tensor perChannel(Arguments how, long[] sizes, DType dtype, Device device) {
    Tensor scales = how.tensor(1);
    Tensor zeroPoints = how.tensor(2);
    long axis = how.integer(3);
    if (axis < 0
        || axis >= sizes.length
        || !isVector(scales, sizes[(int) axis])
        || !isVector(zeroPoints, sizes[(int) axis])
        || !scales.dtype().isFloatingPoint()) {
      throw UnpicklingException.of(
          "the scales and zero points of a quantized tensor do not fit its sizes");
    }
    return Aten._empty_per_channel_affine_quantized(
        sizes, scales, zeroPoints, axis, dtype, null, device, null, null);
  }

  private static boolean isVector(Tensor tensor, long length) {
    return tensor.layout() == Layout.STRIDED
        && !tensor.isQuantized()
        && tensor.dim() == 1
        && tensor.size(0) == length;
  }

  // ---- sparse

  Tensor sparse(Arguments a) {
    a.requireCount(2, 2);
    if (!(a.any(0) instanceof Layout layout)) {
      throw UnpicklingException.of(
          "rebuilding sparse tensor for layout " + PythonTypes.shown(a.any(0)));
    }
    Arguments parts = new Arguments(a.function(), a.tuple(1));
    Tensor tensor;
    if (layout == Layout.SPARSE_COO) {
      parts.requireCount(3, 4);
      tensor = coordinates(parts);
    } else if (TensorPickling.isCompressed(layout)) {
      parts.requireCount(4, 4);
      tensor = compressed(parts, layout);
    } else {
      throw UnpicklingException.of("rebuilding sparse tensor for layout " + layout);
    }
    sparse.add(tensor);
    return tensor;
  }

  private static Tensor dense(Arguments parts, int index) {
    Tensor tensor = parts.tensor(index);
    if (tensor.layout() != Layout.STRIDED || tensor.isQuantized()) {
      throw UnpicklingException.of("a sparse tensor is made of dense ones");
    }
    return tensor.detach();
  }

  private static Tensor coordinates(Arguments parts) {
    long[] sizes = parts.integers(2);
    Extent.checkSizes(sizes);
    Boolean coalesced = parts.count() > 3 ? parts.truth(3) : null;
    return Aten._sparse_coo_tensor_unsafe(
        dense(parts, 0), dense(parts, 1), sizes, null, null, null, null, coalesced);
  }

  private static Tensor compressed(Arguments parts, Layout layout) {
    long[] sizes = parts.integers(3);
    Extent.checkSizes(sizes);
    Tensor values = dense(parts, 2);
    return Aten._sparse_compressed_tensor_unsafe(
        dense(parts, 0),
        dense(parts, 1),
        values,
        sizes,
        values.dtype(),
        layout,
        values.device(),
        null);
  }

  /**
   * Looks whether the indices of sparse tensors lie inside of them, when their content is there.
   *
   * @throws dev.obor.TorchException if one does not
   */
  void validate() {
    for (Tensor tensor : sparse) {
      if (tensor.device().type().equals("meta")) {
        continue;
      }
      long[] sizes = tensor.size().toArray();
      if (tensor.layout() == Layout.SPARSE_COO) {
        Aten._validate_sparse_coo_tensor_args(
            Aten._indices(tensor), Aten._values(tensor), sizes, Aten.is_coalesced(tensor), false);
      } else {
        boolean rows = tensor.layout() == Layout.SPARSE_CSR || tensor.layout() == Layout.SPARSE_BSR;
        Aten._validate_sparse_compressed_tensor_args(
            rows ? Aten.crow_indices(tensor) : Aten.ccol_indices(tensor),
            rows ? Aten.col_indices(tensor) : Aten.row_indices(tensor),
            Aten.values(tensor),
            sizes,
            tensor.layout(),
            false);
      }
    }
  }
}
