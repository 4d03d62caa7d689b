package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gradients whose first dimension counts several backward passes. */
final class BatchedGradients {
  private BatchedGradients() {}

  /** The number of passes; the rest of the shapes must be that of the outputs. */
  static long count(List<?> outputs, @Nullable List<@Nullable Tensor> batches) {
    long count = -1;
    for (int i = 0; batches != null && i < batches.size() && i < outputs.size(); i++) {
      Tensor batch = batches.get(i);
      if (batch == null) {
        continue;
      }
      if (!(outputs.get(i) instanceof Tensor output)) {
        throw new TorchException("Batched grads are not supported with GradientEdge");
      }
      long[] shape = batch.size().toArray();
      long[] rest = shape.length == 0 ? shape : Arrays.copyOfRange(shape, 1, shape.length);
      if (shape.length == 0 || !Arrays.equals(rest, output.size().toArray())) {
        throw new TorchException(
            "If `is_grads_batched=True`, we interpret the first dimension of each grad_output as"
                + " the batch dimension. The sizes of the remaining dimensions are expected to"
                + " match the shape of corresponding output, but a mismatch was detected:"
                + " grad_output["
                + i
                + "] has a shape of "
                + Size.of(rest)
                + " and output["
                + i
                + "] has a shape of "
                + output.size()
                + ". If you only want some tensors in `grad_output` to be considered batched,"
                + " consider using vmap.");
      }
      if (count >= 0 && count != shape[0]) {
        throw new TorchException(
            "all grad_outputs must have the same batch size, got " + count + " and " + shape[0]);
      }
      count = shape[0];
    }
    if (count <= 0) {
      throw new TorchException(
          "`is_grads_batched=True` needs grad_outputs with a batch dimension that is not empty");
    }
    return count;
  }

  static @Nullable List<@Nullable Tensor> row(
      @Nullable List<@Nullable Tensor> batches, long index) {
    if (batches == null) {
      return null;
    }
    List<@Nullable Tensor> row = new ArrayList<>();
    for (Tensor batch : batches) {
      row.add(batch == null ? null : Aten.select_int(batch, 0, index));
    }
    return Collections.unmodifiableList(row);
  }

  static @Nullable Tensor[] stack(List<@Nullable Tensor[]> rows, int inputs) {
    @Nullable Tensor[] stacked = new Tensor[inputs];
    for (int i = 0; i < inputs; i++) {
      Tensor[] column = new Tensor[rows.size()];
      boolean used = true;
      for (int row = 0; row < column.length; row++) {
        Tensor element = rows.get(row)[i];
        used &= element != null;
        column[row] = element;
      }
      stacked[i] = used ? Aten.stack(column, 0) : null;
    }
    return stacked;
  }
}
