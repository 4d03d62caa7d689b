package dev.obor.vision.datasets;

import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.Torch;

/** The patches, what they show, and pairs of them: what the file of a place holds. */
final class Patches {
  private static final int COLUMNS = 3;

  private final Tensor data;
  private final int size;
  private final long[] labels;
  private final long[] matches;

  /** Takes over the patches. */
  Patches(Tensor data, long[] labels, long[] matches) {
    this.data = data.unscoped();
    this.size = Math.toIntExact(data.size(0));
    this.labels = labels;
    this.matches = matches;
  }

  int size() {
    return size;
  }

  int matchCount() {
    return matches.length / COLUMNS;
  }

  Tensor get(long index) {
    if (index < -size || index >= size) {
      throw new IndexException(
          "index " + index + " is out of bounds for dimension 0 with size " + size);
    }
    return data.select(0, index);
  }

  long[] match(int at) {
    return new long[] {matches[COLUMNS * at], matches[COLUMNS * at + 1], matches[COLUMNS * at + 2]};
  }

  void close() {
    data.close();
  }

  Tensor data() {
    return data.detach();
  }

  Tensor labels() {
    return Torch.fromArray(labels);
  }

  Tensor matches() {
    return Torch.fromArray(matches, matchCount(), COLUMNS);
  }
}
