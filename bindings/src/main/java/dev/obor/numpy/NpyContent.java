package dev.obor.numpy;

import dev.obor.Layout;
import dev.obor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor as a whole {@code .npy} file, which may be written more than once. */
final class NpyContent {
  private final byte[] header;
  private final Tensor flat;

  /** Makes tensors, which belong to the caller's scope. */
  NpyContent(Tensor tensor) {
    Tensor detached = tensor.detach();
    Tensor dense = detached.layout() == Layout.STRIDED ? detached : detached.toDense();
    Tensor plain = dense.resolveConj().resolveNeg().cpu();
    Tensor reversed = plain.permute(reversedDims(plain.dim()));
    boolean fortranOrder = !plain.isContiguous() && reversed.isContiguous();
    this.header = NpyHeader.format(plain.dtype(), fortranOrder, plain.size().toArray());
    this.flat = (fortranOrder ? reversed : plain).reshape(-1).contiguous();
  }

  private static long[] reversedDims(int dims) {
    long[] order = new long[dims];
    for (int i = 0; i < dims; i++) {
      order[i] = dims - 1L - i;
    }
    return order;
  }

  /** The bytes of the whole file. */
  long length() {
    return header.length + flat.nbytes();
  }

  void writeTo(WritableByteChannel out) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(header);
    while (start.hasRemaining()) {
      out.write(start);
    }
    new ElementTransfer(flat.nbytes()).write(flat, out);
  }
}
