package dev.obor.vision.ops;

import dev.obor.Scalar;
import dev.obor.Tensor;
import dev.obor.nn.Module;

/**
 * Replaces squares of pictures by zeros at random in training: Python's {@code
 * torchvision.ops.DropBlock2d}, from "DropBlock: a regularization method for convolutional
 * networks" (Ghiasi and others, 2018). The rest is multiplied so that the mean stays.
 *
 * <p>Input and output: (N, C, H, W).
 *
 * <pre>{@code
 * Tensor y = new DropBlock2d(0.1, 3).call(x);
 * }</pre>
 *
 * <p>After the same seed it drops what Python drops. Thread rule: that of {@link Module}.
 */
public class DropBlock2d extends Module {
  /** How likely an element is dropped. */
  public final double p;

  /** The height and width of the squares. */
  public final long blockSize;

  /** Whether the input itself is changed. */
  public final boolean inplace;

  /** What is added to the number of elements that stay. */
  public final double eps;

  /** Makes the layer: Python's {@code DropBlock2d(p, block_size)}. */
  public DropBlock2d(double p, long blockSize) {
    this(p, blockSize, false);
  }

  /** Makes the layer that may work in place: {@code DropBlock2d(p, block_size, inplace)}. */
  public DropBlock2d(double p, long blockSize, boolean inplace) {
    this(p, blockSize, inplace, 1e-6);
  }

  /** Makes the layer: Python's {@code DropBlock2d(p, block_size, inplace, eps)}. */
  public DropBlock2d(double p, long blockSize, boolean inplace, double eps) {
    this.p = p;
    this.blockSize = blockSize;
    this.inplace = inplace;
    this.eps = eps;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.dropBlock2d(
        x, p, blockSize, o -> o.inplace(inplace).eps(eps).training(isTraining()));
  }

  @Override
  public String toString() {
    return getName()
        + "(p="
        + Scalar.of(p)
        + ", block_size="
        + blockSize
        + ", inplace="
        + (inplace ? "True" : "False")
        + ")";
  }
}
