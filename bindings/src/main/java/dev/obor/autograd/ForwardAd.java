package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;

/**
 * Gradients computed forward, along with the values: Python's {@code torch.autograd.forward_ad}.
 *
 * <pre>{@code
 * try (var level = ForwardAd.dualLevel()) {
 *   Tensor dual = ForwardAd.makeDual(x, v);
 *   UnpackedDualTensor out = ForwardAd.unpackDual(f(dual));
 *   out.tangent(); // the Jacobian of f at x, times v
 * }
 * }</pre>
 *
 * <p>Tangents live in a level; the end of the level deletes them. There is one level at a time, for
 * all threads.
 */
public final class ForwardAd {
  private ForwardAd() {}

  /** A level of tangents, until it is closed: Python's {@code forward_ad.dual_level}. */
  public static final class DualLevel implements AutoCloseable {
    private final long level = enterDualLevel();
    private boolean closed;

    private DualLevel() {}

    /** Ends the level. Closing twice is harmless. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        exitDualLevel(level);
      }
    }
  }

  /** Enters a level until the result is closed: Python's {@code forward_ad.dual_level()}. */
  public static DualLevel dualLevel() {
    return new DualLevel();
  }

  /**
   * Enters a level: Python's {@code forward_ad.enter_dual_level()}.
   *
   * @return the number of the level
   * @throws TorchException if there is a level already
   */
  public static long enterDualLevel() {
    return AutogradEngine.enterDualLevel();
  }

  /** Ends the current level: Python's {@code forward_ad.exit_dual_level()}. */
  public static void exitDualLevel() {
    exitDualLevel(AutogradEngine.currentDualLevel());
  }

  /**
   * Ends a level: Python's {@code forward_ad.exit_dual_level(level=level)}.
   *
   * @throws TorchException if it is not the current one
   */
  public static void exitDualLevel(long level) {
    AutogradEngine.exitDualLevel(level);
  }

  /**
   * Joins a value with a tangent: Python's {@code forward_ad.make_dual(tensor, tangent)}.
   *
   * @return a new tensor that is a view of the value
   * @throws TorchException if no level has been entered
   * @throws ValueException if one of the two has elements that are neither real nor complex
   */
  public static Tensor makeDual(Tensor tensor, Tensor tangent) {
    return makeDual(tensor, tangent, AutogradEngine.currentDualLevel());
  }

  /** The same for a level: Python's {@code forward_ad.make_dual(tensor, tangent, level=level)}. */
  public static Tensor makeDual(Tensor tensor, Tensor tangent, long level) {
    if (level < 0) {
      throw new TorchException(
          "Trying to create a dual Tensor for forward AD but no level exists, make sure to"
              + " enter_dual_level() first.");
    }
    check("primal", tensor);
    check("tangent", tangent);
    return Aten._make_dual(tensor, tangent, level);
  }

  private static void check(String name, Tensor tensor) {
    DType type = tensor.dtype();
    if (!type.isFloatingPoint() && !type.isComplex()) {
      throw new ValueException(
          "Expected " + name + " to be floating point or complex, but got: " + type);
    }
  }

  /** Takes a dual tensor apart: Python's {@code forward_ad.unpack_dual(tensor)}. */
  public static UnpackedDualTensor unpackDual(Tensor tensor) {
    return unpackDual(tensor, AutogradEngine.currentDualLevel());
  }

  /** The same for a level: Python's {@code forward_ad.unpack_dual(tensor, level=level)}. */
  public static UnpackedDualTensor unpackDual(Tensor tensor, long level) {
    if (level < 0) {
      return new UnpackedDualTensor(tensor, null);
    }
    Tensor[] parts = Aten._unpack_dual(tensor, level);
    return new UnpackedDualTensor(parts[0], parts[1]);
  }
}
