package dev.obor.serialization;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Layout;
import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.TorchException;
import org.jspecify.annotations.Nullable;

/** Writes what Python writes of a tensor: the function that rebuilds it, and its arguments. */
final class TensorPickling {
  private static final int PER_TENSOR_AFFINE = 0;
  private static final int PER_CHANNEL_AFFINE = 1;
  private static final int PER_CHANNEL_AFFINE_FLOAT_QPARAMS = 4;

  private final Pickler pickler;
  private final PickleOutput out;
  private final SavedStorages storages;

  TensorPickling(Pickler pickler, PickleOutput out, SavedStorages storages) {
    this.pickler = pickler;
    this.out = out;
    this.storages = storages;
  }

  /** Writes everything but the place in the memory. */
  void save(Tensor tensor) {
    if (tensor.isParameter()) {
      pickler.global("torch._utils", "_rebuild_parameter");
      saveData(tensor, false);
      pickler.remember();
      pickler.truth(tensor.requiresGrad());
      pickler.orderedDict();
      pickler.endTuple(3);
      out.op(Opcode.REDUCE);
    } else {
      saveData(tensor, tensor.requiresGrad());
    }
  }

  private void saveData(Tensor tensor, boolean requiresGrad) {
    if (tensor.isNested()) {
      throw new NotImplementedException(
          "nested tensors are not saved: save the tensors that it holds, x.unbind()");
    }
    if (tensor.device().type().equals("meta")) {
      saveWithoutData(tensor, requiresGrad);
    } else if (tensor.isQuantized()) {
      saveQuantized(tensor, requiresGrad);
    } else if (tensor.layout() != Layout.STRIDED) {
      saveSparse(tensor);
    } else {
      saveStrided(tensor, requiresGrad);
    }
    out.op(Opcode.REDUCE);
  }

  private void saveStrided(Tensor tensor, boolean requiresGrad) {
    @Nullable String type = StorageTypes.nameOf(tensor.dtype());
    pickler.global("torch._utils", type == null ? "_rebuild_tensor_v3" : "_rebuild_tensor_v2");
    out.op(Opcode.MARK);
    saveStorage(tensor);
    saveGeometry(tensor);
    pickler.truth(requiresGrad);
    pickler.orderedDict();
    if (type == null) {
      pickler.save(tensor.dtype());
    }
    if (tensor.isConj() || tensor.isNeg()) {
      saveMarks(tensor);
    }
    endLongTuple();
  }

  private void endLongTuple() {
    out.op(Opcode.TUPLE);
    pickler.remember();
  }

  private void saveGeometry(Tensor tensor) {
    out.integer(tensor.storageOffset());
    pickler.integers(tensor.size().toArray());
    pickler.integers(tensor.stride());
  }

  /** Whether the elements are to be read conjugated or negated, which the memory does not show. */
  private void saveMarks(Tensor tensor) {
    out.op(Opcode.EMPTY_DICT);
    pickler.remember();
    boolean both = tensor.isConj() && tensor.isNeg();
    if (both) {
      out.op(Opcode.MARK);
    }
    if (tensor.isConj()) {
      saveMark("conj");
    }
    if (tensor.isNeg()) {
      saveMark("neg");
    }
    out.op(both ? Opcode.SETITEMS : Opcode.SETITEM);
  }

  private void saveMark(String name) {
    out.text(name);
    pickler.remember();
    pickler.truth(true);
  }

  /** The reference to a storage: Python's persistent id. */
  private void saveStorage(Tensor tensor) {
    @Nullable String type = StorageTypes.nameOf(tensor.dtype());
    SavedStorages.Saved saved = storages.of(tensor, type == null ? DType.UINT8 : tensor.dtype());
    out.op(Opcode.MARK);
    pickler.literal("storage");
    if (type == null) {
      pickler.global("torch.storage", StorageTypes.UNTYPED);
    } else {
      pickler.global("torch", type);
    }
    if (saved.memo() >= 0) {
      out.get(saved.memo());
    } else {
      out.text(saved.key());
      saved.setMemo(pickler.remember());
    }
    if (saved.location().equals("cpu")) {
      pickler.literal("cpu");
    } else {
      out.text(saved.location());
      pickler.remember();
    }
    long bytes = saved.bytes().numel();
    out.integer(type == null ? bytes : bytes / tensor.dtype().itemsize());
    endLongTuple();
    out.op(Opcode.BINPERSID);
  }

  private void saveWithoutData(Tensor tensor, boolean requiresGrad) {
    pickler.global("torch._utils", "_rebuild_meta_tensor_no_storage");
    out.op(Opcode.MARK);
    pickler.save(tensor.dtype());
    pickler.integers(tensor.size().toArray());
    pickler.integers(tensor.stride());
    pickler.truth(requiresGrad);
    endLongTuple();
  }

  // ---- quantized

  private void saveQuantized(Tensor tensor, boolean requiresGrad) {
    pickler.global("torch._utils", "_rebuild_qtensor");
    out.op(Opcode.MARK);
    saveStorage(tensor);
    saveGeometry(tensor);
    int scheme = Aten.qscheme(tensor);
    switch (scheme) {
      case PER_TENSOR_AFFINE -> {
        pickler.global("torch", "per_tensor_affine");
        out.real(Aten.q_scale(tensor));
        out.integer(Aten.q_zero_point(tensor));
        pickler.endTuple(3);
      }
      case PER_CHANNEL_AFFINE, PER_CHANNEL_AFFINE_FLOAT_QPARAMS -> {
        out.op(Opcode.MARK);
        pickler.global("torch", "per_channel_affine");
        saveTemporary(Aten.q_per_channel_scales(tensor));
        saveTemporary(Aten.q_per_channel_zero_points(tensor));
        out.integer(Aten.q_per_channel_axis(tensor));
        endLongTuple();
      }
      default ->
          throw new TorchException(
              "Serialization is not supported for tensors of quantization scheme number " + scheme);
    }
    pickler.truth(requiresGrad);
    pickler.orderedDict();
    endLongTuple();
  }

  private void saveTemporary(Tensor tensor) {
    saveData(tensor, false);
    pickler.remember();
  }

  // ---- sparse

  private void saveSparse(Tensor tensor) {
    boolean coordinates = tensor.layout() == Layout.SPARSE_COO;
    if (!coordinates && !isCompressed(tensor.layout())) {
      throw new NotImplementedException(
          "sparse tensor __reduce_ex__ for layout `"
              + tensor.layout()
              + "`\nSave x.toDense() instead.");
    }
    pickler.global("torch._utils", "_rebuild_sparse_tensor");
    pickler.layout(tensor.layout());
    out.op(Opcode.MARK);
    if (coordinates) {
      saveTemporary(Aten._indices(tensor));
      saveTemporary(Aten._values(tensor));
    } else {
      boolean rows = tensor.layout() == Layout.SPARSE_CSR || tensor.layout() == Layout.SPARSE_BSR;
      saveTemporary(rows ? Aten.crow_indices(tensor) : Aten.ccol_indices(tensor));
      saveTemporary(rows ? Aten.col_indices(tensor) : Aten.row_indices(tensor));
      saveTemporary(Aten.values(tensor));
    }
    pickler.save(tensor.size());
    if (coordinates) {
      pickler.truth(Aten.is_coalesced(tensor));
    }
    endLongTuple();
    pickler.endTuple(2);
  }

  static boolean isCompressed(Layout layout) {
    return switch (layout) {
      case SPARSE_CSR, SPARSE_CSC, SPARSE_BSR, SPARSE_BSC -> true;
      default -> false;
    };
  }
}
