package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists and maps of tensors that hooks have passed on, and rows of tensors. */
final class Lists {
  private Lists() {}

  @SuppressWarnings("unchecked") // hooks give a list of the same kind
  static <T> List<T> of(@Nullable Object list) {
    return (List<T>) Objects.requireNonNull(list);
  }

  @SuppressWarnings("unchecked") // hooks give a map of the same kind
  static Map<String, Tensor> mapOf(@Nullable Object map) {
    return (Map<String, Tensor>) Objects.requireNonNull(map);
  }

  /** The places where a mask is true. */
  static Tensor where(Tensor mask) {
    return Torch.where(mask).get(0);
  }

  /** Some rows of a tensor. */
  static Tensor rows(Tensor tensor, Tensor indices) {
    return tensor.indexSelect(0, indices);
  }

  /** The first rows of a tensor. */
  static Tensor first(Tensor tensor, long count) {
    return tensor.narrow(0, 0, Math.min(count, tensor.size(0)));
  }

  /** The numbers of rows of some tensors. */
  static long[] counts(List<Tensor> tensors) {
    return tensors.stream().mapToLong(tensor -> tensor.size(0)).toArray();
  }

  /** Some rows of a tensor for each picture. */
  static List<Tensor> rows(List<Tensor> tensors, List<Tensor> indices) {
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      found.add(rows(tensors.get(i), indices.get(i)));
    }
    return found;
  }

  /**
   * What a convolution gives for each anchor and class, (N, A · K, H, W), as rows of K numbers: (N,
   * H · W · A, K).
   */
  static Tensor flattened(Tensor layer, long columns) {
    long height = layer.size(2);
    long width = layer.size(3);
    return layer
        .view(layer.size(0), -1, columns, height, width)
        .permute(0, 3, 4, 1, 2)
        .reshape(layer.size(0), -1, columns);
  }
}
