package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The storages below the tensors that are being saved, each once, in the order in which they came.
 *
 * <p>Makes tensors, which belong to the caller's scope and hold the memory until it is written.
 */
final class SavedStorages {
  /** A storage and how the pickle names it. */
  static final class Saved {
    private final String key;
    private final Tensor bytes;
    private final String location;
    private int memo = -1;

    private Saved(String key, Tensor bytes, String location) {
      this.key = key;
      this.bytes = bytes;
      this.location = location;
    }

    String key() {
      return key;
    }

    Tensor bytes() {
      return bytes;
    }

    String location() {
      return location;
    }

    /** Where the pickle has the key; -1 before it has it. */
    int memo() {
      return memo;
    }

    void setMemo(int index) {
      memo = index;
    }
  }

  private final Map<Long, Saved> byIdentity = new LinkedHashMap<>();
  private final Map<Long, DType> types = new HashMap<>();

  /**
   * The storage of a tensor.
   *
   * @param type the dtype by which the pickle names it
   * @throws TorchException if another dtype came with the same memory before
   */
  Saved of(Tensor tensor, DType type) {
    long address = StorageAccess.address(tensor);
    if (address != 0) {
      DType before = types.putIfAbsent(address, type);
      if (before != null && before != type) {
        throw new TorchException(
            "Cannot save multiple tensors or storages that view the same data as different types\n"
                + "One is "
                + before
                + ", another "
                + type
                + ": save a clone() of one of them.");
      }
    }
    return byIdentity.computeIfAbsent(
        StorageAccess.identity(tensor),
        identity ->
            new Saved(
                Integer.toString(byIdentity.size()),
                StorageAccess.bytes(tensor),
                location(tensor.device())));
  }

  private static String location(Device device) {
    String type = device.type();
    if (type.equals("cpu") || type.equals("mps")) {
      return type;
    }
    return type + ":" + Math.max(0, device.index());
  }

  Collection<Saved> all() {
    return byIdentity.values();
  }
}
