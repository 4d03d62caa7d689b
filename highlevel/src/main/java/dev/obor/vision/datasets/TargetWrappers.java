package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.data.Dataset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which dataset is wrapped how. */
final class TargetWrappers {
  private static final String ASK =
      " please open an issue at https://github.com/pytorch/vision/issues.";

  private TargetWrappers() {}

  /**
   * How the datasets of a class are wrapped.
   *
   * @param type the class
   * @param name that of the class which Python knows
   * @param hasKeys whether it may be told which keys its targets have
   * @param factory makes the wrapper for a dataset and the wanted keys
   */
  private record Known<D extends VisionDataset>(
      Class<D> type,
      String name,
      boolean hasKeys,
      BiFunction<? super D, @Nullable List<String>, TargetWrapper> factory) {
    static Known<?> same(Class<? extends VisionDataset> type) {
      return same(type, type.getSimpleName());
    }

    static Known<?> same(Class<? extends VisionDataset> type, String name) {
      return new Known<>(type, name, false, (dataset, keys) -> TargetWrapper.IDENTITY);
    }

    static <D extends VisionDataset> Known<D> of(
        Class<D> type, BiFunction<? super D, @Nullable List<String>, TargetWrapper> factory) {
      return new Known<>(type, type.getSimpleName(), false, factory);
    }

    static <D extends VisionDataset> Known<D> keyed(
        Class<D> type, BiFunction<? super D, @Nullable List<String>, TargetWrapper> factory) {
      return new Known<>(type, type.getSimpleName(), true, factory);
    }

    TargetWrapper wrapper(VisionDataset dataset, @Nullable List<String> keys) {
      if (keys != null && !hasKeys) {
        throw new ValueException(
            "`target_keys` is currently only supported for `CocoDetection`, `VOCDetection`,"
                + " `Kitti`, and `WIDERFace`, but got "
                + name
                + ".");
      }
      return factory.apply(type.cast(dataset), keys);
    }
  }

  /** A class stands before those that it extends. */
  private static final List<Known<?>> KNOWN =
      List.of(
          Known.same(Caltech256.class),
          Known.same(CIFAR100.class),
          Known.same(CIFAR10.class),
          Known.same(ImageNet.class),
          Known.same(FashionMNIST.class),
          Known.same(MNIST.class),
          Known.same(GTSRB.class),
          Known.same(ImageFolder.class),
          Known.same(DatasetFolder.class),
          Known.same(Imagenette.class),
          Known.same(Country211.class, "ImageFolder"),
          Known.same(EuroSAT.class, "ImageFolder"),
          Known.same(CocoCaptions.class),
          Known.keyed(CocoDetection.class, DetectionTargets::coco),
          Known.keyed(VOCDetection.class, (dataset, keys) -> DetectionTargets.voc(keys)),
          Known.keyed(Kitti.class, (dataset, keys) -> DetectionTargets.kitti(keys)),
          Known.keyed(WIDERFace.class, (dataset, keys) -> DetectionTargets.widerFace(keys)),
          Known.of(CelebA.class, (dataset, keys) -> SegmentationTargets.celebA(dataset)),
          Known.of(Caltech101.class, (dataset, keys) -> SegmentationTargets.caltech101(dataset)),
          Known.of(VOCSegmentation.class, (dataset, keys) -> SegmentationTargets.MASK),
          Known.of(SBDataset.class, (dataset, keys) -> SegmentationTargets.sbd(dataset)),
          Known.of(OxfordIIITPet.class, (dataset, keys) -> SegmentationTargets.pets(dataset)),
          Known.of(Cityscapes.class, (dataset, keys) -> SegmentationTargets.cityscapes(dataset)));

  /**
   * A dataset as one of images.
   *
   * @throws TypeException if it is none
   */
  static VisionDataset known(Dataset<?> dataset) {
    if (dataset instanceof VisionDataset samples) {
      return samples;
    } else if (dataset instanceof PairDataset<?>) {
      throw unknown(dataset);
    }
    throw new TypeException(
        "This wrapper is meant for subclasses of `torchvision.datasets.VisionDataset`, but got a '"
            + dataset.getClass().getSimpleName()
            + "' instead.\nIn Java: of dev.obor.vision.datasets.VisionDataset.");
  }

  /** What wraps the samples of a dataset. */
  static TargetWrapper of(VisionDataset dataset, @Nullable List<String> keys) {
    return KNOWN.stream()
        .filter(known -> known.type().isInstance(dataset))
        .findFirst()
        .orElseThrow(() -> unknown(dataset))
        .wrapper(dataset, keys);
  }

  private static TypeException unknown(Dataset<?> dataset) {
    Class<?> type = dataset.getClass();
    boolean isOurs =
        type.getPackage() == TargetWrappers.class.getPackage()
            && !type.isMemberClass()
            && !(dataset instanceof WrappedDataset);
    return new TypeException(
        "No wrapper exists for dataset class "
            + (dataset instanceof VisionDataset samples
                ? samples.printedName()
                : type.getSimpleName())
            + ". Please wrap the output yourself."
            + (isOurs
                ? " If an automated wrapper for this dataset would be useful for you," + ASK
                : ""));
  }

  /** That targets of a kind cannot be wrapped. */
  static TorchException notSupported(String what) {
    return new TorchException(
        what
            + " is currently not supported by this wrapper. If this would be helpful for you,"
            + ASK);
  }

  /** The keys that targets shall have, in an order of their own. */
  static Set<String> keys(
      @Nullable List<String> wanted, List<String> available, List<String> standard) {
    List<String> keys = wanted == null ? standard : wanted;
    if (keys.equals(List.of("all"))) {
      return new LinkedHashSet<>(available);
    }
    Set<String> extra = new TreeSet<>(Folder.BY_CHARACTERS);
    extra.addAll(keys);
    available.forEach(extra::remove);
    if (!extra.isEmpty()) {
      throw new ValueException(
          "Target keys "
              + extra.stream().collect(Collectors.joining("', '", "['", "']"))
              + " are not available\nThere are "
              + String.join(", ", available)
              + ".");
    }
    Set<String> sorted = new LinkedHashSet<>(available);
    sorted.retainAll(keys);
    return sorted;
  }
}
