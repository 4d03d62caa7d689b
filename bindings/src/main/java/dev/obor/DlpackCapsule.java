package dev.obor;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A tensor on its way to another native library of the process, or from one: what a Python capsule
 * named {@code dltensor} is.
 *
 * <p>A capsule owns a C structure {@code DLManagedTensor} of <a
 * href="https://dmlc.github.io/dlpack/latest/">DLPack</a>. It is used once: by {@link
 * Torch#fromDlpack}, or by {@link #release} when its address goes to another library, which then
 * calls the structure's deleter. A capsule that is closed, or that no thread can reach any more,
 * calls the deleter itself.
 *
 * <pre>{@code
 * Tensor x = Torch.arange(3);
 * Tensor y = Torch.fromDlpack(Torch.toDlpack(x));
 * y.add_(1);
 * x // tensor([1, 2, 3])
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class DlpackCapsule implements AutoCloseable {
  /** Started by the first capsule. */
  private static final Cleaner CLEANER =
      Cleaner.create(work -> ThreadTensors.daemon(work, "obor-dlpack"));

  private final Managed managed;
  private final Cleaner.Cleanable cleanable;

  /** The structure, until somebody else owns it. */
  private static final class Managed implements Runnable {
    private long address;
    private final boolean versioned;

    Managed(long address, boolean versioned) {
      this.address = address;
      this.versioned = versioned;
    }

    private long address() {
      if (address == 0) {
        throw new TorchException(
            "from_dlpack received an invalid capsule. Note that DLTensor capsules can be consumed"
                + " only once, so you might have already constructed a tensor from it once.");
      }
      return address;
    }

    synchronized long look() {
      return address();
    }

    synchronized long release() {
      long given = address();
      address = 0;
      return given;
    }

    synchronized Tensor take() {
      Tensor tensor = Tensor.own(DlpackNatives.take_managed(address(), versioned));
      address = 0;
      return tensor;
    }

    @Override
    public synchronized void run() {
      if (address != 0) {
        long last = address;
        address = 0;
        DlpackNatives.release_managed(last, versioned);
      }
    }
  }

  private DlpackCapsule(long address, boolean versioned) {
    this.managed = new Managed(address, versioned);
    this.cleanable = CLEANER.register(this, managed);
  }

  /** A capsule over a tensor's memory. */
  static DlpackCapsule of(Tensor tensor) {
    if (tensor.requiresGrad()) {
      throw new TorchException("Can't export tensors that require gradient, use tensor.detach()");
    }
    if (tensor.isConj()) {
      throw new TorchException("Can't export tensors with the conjugate bit set");
    }
    if (tensor.isNeg()) {
      throw new TorchException("Can't export tensors with the negative bit set");
    }
    long address = DlpackNatives.give_managed(tensor.handle());
    Reference.reachabilityFence(tensor);
    return new DlpackCapsule(address, false);
  }

  /**
   * A capsule that owns a {@code DLManagedTensor} of another library.
   *
   * <p>Nothing can check an address: a wrong one, or one that has been used, ends the process.
   *
   * @param address where the structure is
   * @throws ValueException if the address is 0
   */
  public static DlpackCapsule ofAddress(long address) {
    return foreign(address, false);
  }

  /**
   * A capsule that owns a {@code DLManagedTensorVersioned} of another library, as {@link
   * #ofAddress}.
   */
  public static DlpackCapsule ofVersionedAddress(long address) {
    return foreign(address, true);
  }

  private static DlpackCapsule foreign(long address, boolean versioned) {
    if (address == 0) {
      throw new ValueException("0 is not the address of a DLPack tensor");
    }
    return new DlpackCapsule(address, versioned);
  }

  /**
   * The address of the structure, which stays this capsule's; valid until it is used or closed.
   *
   * @throws TorchException if the capsule has been used or closed
   */
  public long address() {
    long address = managed.look();
    Reference.reachabilityFence(this);
    return address;
  }

  /**
   * Gives the structure away: whoever gets the address calls its deleter.
   *
   * @return the address of the structure
   * @throws TorchException if the capsule has been used or closed
   */
  public long release() {
    long address = managed.release();
    Reference.reachabilityFence(this);
    return address;
  }

  Tensor take() {
    Tensor tensor = managed.take();
    Reference.reachabilityFence(this);
    return tensor;
  }

  /** Calls the structure's deleter, unless the capsule has been used. */
  @Override
  public void close() {
    cleanable.clean();
  }
}
