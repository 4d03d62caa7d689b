package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that can read an image without its transform, and so let the transform have a whole
 * batch at once.
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
    if (isOurs && indices.length > 0 && transform() instanceof BatchTransform all) {
      Sample batch = batch(indices, all);
      if (batch != null) {
        return batch;
      }
    }
    return super.getBatch(indices);
  }

  /**
   * The batch of a transform that takes levels, if the dataset holds those of grey images; the
   * indices are in range. It is not asked if targets are transformed.
   */
  @Nullable Sample batchOfLevels(int[] indices, BatchTransform transform) {
    return null;
  }

  private @Nullable Sample batch(int[] indices, BatchTransform transform) {
    if (targetTransform() == null) {
      int[] places = new int[indices.length];
      for (int i = 0; i < places.length; i++) {
        places[i] = checkedIndex(indices[i]);
      }
      Sample batch = batchOfLevels(places, transform);
      if (batch != null) {
        return batch;
      }
    }
    List<BufferedImage> images = new ArrayList<>(indices.length);
    long[] labels = new long[indices.length];
    Function<Object, ?> targetTransform = targetTransform();
    for (int i = 0; i < labels.length; i++) {
      Sample loaded = load(checkedIndex(indices[i]));
      Object target =
          targetTransform == null ? loaded.target() : targetTransform.apply(loaded.target());
      if (!(loaded.image() instanceof BufferedImage image) || !(target instanceof Integer label)) {
        return null;
      }
      images.add(image);
      labels[i] = label;
    }
    try (Scope scope = Torch.scope()) {
      Tensor all = transform.applyBatch(images);
      return scope.keepAll(new Sample(all, Torch.fromArray(labels)));
    }
  }
}
