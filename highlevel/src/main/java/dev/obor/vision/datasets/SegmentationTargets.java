package dev.obor.vision.datasets;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.serialization.Tuple;
import dev.obor.vision.tv_tensors.Mask;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes masks of targets that are images, and wraps the targets of datasets that have several. */
final class SegmentationTargets {
  /** Cityscapes numbers a thing as its kind times this, and more. */
  private static final int THINGS = 1_000;

  private SegmentationTargets() {}

  /** The target as a mask. */
  static final TargetWrapper MASK =
      (index, sample) -> new Sample(sample.image(), mask(sample.target()));

  private static Mask mask(@Nullable Object target) {
    if (target instanceof BufferedImage image) {
      return new Mask(image);
    }
    throw new TypeException("the target of a sample is no image: " + target);
  }

  /** Wraps each of the targets that a dataset has by its kind. */
  private static @Nullable Object byType(
      @Nullable Object target, TargetTypes types, Map<String, UnaryOperator<Object>> wrappers) {
    List<?> targets = target instanceof List<?> list ? list : Tuple.of(target);
    int count = Math.min(types.types().size(), targets.size());
    @Nullable Object[] wrapped = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      Object one = targets.get(i);
      UnaryOperator<Object> wrapper = wrappers.get(types.types().get(i));
      wrapped[i] = wrapper == null || one == null ? one : wrapper.apply(one);
    }
    return count == 1 ? wrapped[0] : Tuple.of(wrapped);
  }

  private static boolean hasAny(TargetTypes types, String... refused) {
    return List.of(refused).stream().anyMatch(types.types()::contains);
  }

  // ---- datasets

  static TargetWrapper celebA(CelebA dataset) {
    TargetTypes types = dataset.targetTypes();
    if (hasAny(types, "attr", "landmarks")) {
      throw TargetWrappers.notSupported(
          "`CelebA` dataset with `target_type=['attr', 'landmarks', ...]`");
    }
    return (index, sample) ->
        new Sample(
            sample.image(),
            byType(
                sample.target(),
                types,
                Map.of("bbox", box -> DetectionTargets.corners(box, sample.image()))));
  }

  static TargetWrapper caltech101(Caltech101 dataset) {
    if (hasAny(dataset.targetTypes(), "annotation")) {
      throw TargetWrappers.notSupported(
          "Caltech101 dataset with `target_type=['annotation', ...]`");
    }
    return TargetWrapper.IDENTITY;
  }

  static TargetWrapper sbd(SBDataset dataset) {
    if (dataset.mode().equals("boundaries")) {
      throw TargetWrappers.notSupported("SBDataset with mode='boundaries'");
    }
    return MASK;
  }

  static TargetWrapper pets(OxfordIIITPet dataset) {
    TargetTypes types = dataset.targetTypes();
    Map<String, UnaryOperator<Object>> wrappers = Map.of("segmentation", SegmentationTargets::mask);
    return (index, sample) ->
        sample.target() == null
            ? sample
            : new Sample(sample.image(), byType(sample.target(), types, wrappers));
  }

  static TargetWrapper cityscapes(Cityscapes dataset) {
    TargetTypes types = dataset.targetTypes();
    if (hasAny(types, "polygon", "color")) {
      throw TargetWrappers.notSupported(
          "`Cityscapes` dataset with `target_type=['polygon', 'color', ...]`");
    }
    Map<String, UnaryOperator<Object>> wrappers =
        Map.of("instance", SegmentationTargets::things, "semantic", SegmentationTargets::mask);
    return (index, sample) -> new Sample(sample.image(), byType(sample.target(), types, wrappers));
  }

  /** A mask for each number in an image, and its kind. */
  private static Map<String, Object> things(Object target) {
    try (Scope scope = Torch.scope()) {
      Tensor read = mask(target).data();
      // LibTorch does not compare unsigned numbers of 16 bits.
      Tensor data = read.dtype() == DType.UINT16 ? read.to(DType.INT32) : read;
      Tensor numbers = Aten._unique2(data, true, false, false)[0];
      long[] labels = numbers.toLongArray();
      Tensor[] masks = new Tensor[labels.length];
      for (int i = 0; i < labels.length; i++) {
        masks[i] = data.eq(labels[i]);
        labels[i] = labels[i] >= THINGS ? labels[i] / THINGS : labels[i];
      }
      return scope.keepAll(
          Map.of(
              "masks",
              new Mask(Aten.stack(masks, 0)),
              "labels",
              Torch.fromArray(labels).to(data.dtype())));
    }
  }
}
