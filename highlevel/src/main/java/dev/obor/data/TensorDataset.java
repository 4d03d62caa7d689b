package dev.obor.data;

import dev.obor.Aten;
import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;

/**
 * Items from tensors that lie in memory, indexed along their first dimension: Python's {@code
 * torch.utils.data.TensorDataset}.
 *
 * <pre>{@code
 * TensorDataset dataset = new TensorDataset(images, labels);
 * Tensor[] item = dataset.get(0);  // the first image and the first label
 * }</pre>
 *
 * <p>An item is an array with one tensor for each tensor of the dataset, in their order; so is a
 * batch. Items are views of the dataset's memory, batches are copies, read in one go. The dataset
 * does not close its tensors.
 *
 * <p>Several threads may read a dataset at once.
 */
public final class TensorDataset implements Dataset<Tensor[]> {
  private final Tensor[] tensors;
  private final int size;

  /**
   * Makes a dataset of tensors.
   *
   * @param tensors one at least, all with the same first size
   * @throws ValueException if their first sizes differ
   */
  public TensorDataset(Tensor... tensors) {
    if (tensors.length == 0) {
      throw new ValueException("a TensorDataset needs one tensor at least");
    }
    this.tensors = tensors.clone();
    this.size = Math.toIntExact(tensors[0].size(0));
    for (Tensor tensor : tensors) {
      if (tensor.size(0) != size) {
        throw new ValueException(
            "Size mismatch between tensors\nTheir first sizes are "
                + Arrays.stream(tensors).map(t -> t.size(0)).toList()
                + ".");
      }
    }
  }

  /** The tensors: Python's {@code dataset.tensors}. */
  public List<Tensor> tensors() {
    return List.of(tensors);
  }

  /**
   * Reads one item.
   *
   * @param index counted from the end when negative
   * @throws IndexException if there is no such item
   */
  @Override
  public Tensor[] get(int index) {
    Tensor[] item = new Tensor[tensors.length];
    for (int i = 0; i < item.length; i++) {
      item[i] = Aten.select_int(tensors[i], 0, index);
    }
    return item;
  }

  /**
   * Reads what an index takes of every tensor: Python's {@code dataset[0:3]}.
   *
   * <pre>{@code
   * Tensor[] firstThree = dataset.get("0:3");
   * }</pre>
   *
   * @param index as in {@link Tensor#get(Object...)}
   * @return a view of each tensor, or a copy where {@code get} makes one
   */
  public Tensor[] get(Object index) {
    Tensor[] part = new Tensor[tensors.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = tensors[i].get(index);
    }
    return part;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Tensor[] getBatch(int[] indices) {
    long[] places = new long[indices.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = indices[i] < 0 ? indices[i] + (long) size : indices[i];
    }
    Tensor[] batch = new Tensor[tensors.length];
    try (Tensor index = Torch.fromArray(places)) {
      for (int i = 0; i < batch.length; i++) {
        batch[i] = Aten.index_select(tensors[i], 0, index);
      }
    }
    return batch;
  }
}
