package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Data;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that can read an image without its transform, and so let the transform write into a
 * batch.
 */
abstract class PictureDataset extends VisionDataset {
  PictureDataset(@Nullable String root, VisionOptions<?, ?, ?> options) {
    super(root, options);
  }

  /** Reads an image and its target before their transforms; the index is in range. */
  abstract Sample load(int index);

  @Override
  public Sample get(int index) {
    Sample loaded = load(checkedIndex(index));
    return sample(loaded.image(), loaded.target());
  }

  @Override
  public Sample getBatch(int[] indices) {
    // A subclass elsewhere may have its own idea of a sample.
    boolean isOurs = getClass().getPackage() == PictureDataset.class.getPackage();
    if (!isOurs || indices.length == 0 || !(transform() instanceof BatchTransform each)) {
      return super.getBatch(indices);
    }
    if (targetTransform() == null) {
      int[] places = Arrays.stream(indices).map(this::checkedIndex).toArray();
      Sample batch = batchOfLevels(places, each);
      if (batch != null) {
        return batch;
      }
    }
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(batch(indices, each));
    }
  }

  /**
   * The batch of a transform that takes levels, if the dataset holds those of grey images and the
   * transform takes them; the indices are in range. It is not asked if targets are transformed.
   */
  @Nullable Sample batchOfLevels(int[] indices, BatchTransform transform) {
    return null;
  }

  private Sample batch(int[] indices, BatchTransform transform) {
    ImageBatch images = new ImageBatch(indices.length);
    Function<Object, ?> targetTransform = targetTransform();
    List<@Nullable Object> targets =
        Data.readEach(
            indices,
            index -> {
              Sample loaded = load(checkedIndex(index));
              transform.apply(loaded.image(), images);
              Object target = loaded.target();
              return targetTransform == null ? target : targetTransform.apply(target);
            });
    Tensor whole = images.whole();
    long[] labels = labels(targets);
    if (whole != null && labels != null) {
      return new Sample(whole, Torch.fromArray(labels));
    }
    List<Object> results = images.results();
    return collated(
        IntStream.range(0, indices.length)
            .mapToObj(i -> new Sample(results.get(i), targets.get(i)))
            .toList());
  }
}
