package dev.obor.vision.datasets;

import dev.obor.data.Dataset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The functions of Python's {@code torchvision.datasets}. */
public final class Datasets {
  private Datasets() {}

  /** Keyword arguments of {@link #wrapDatasetForTransformsV2}. */
  public static final class Options {
    @Nullable List<String> targetKeys;

    Options() {}

    /**
     * Sets which keys a target has that is a map, or {@code "all"}; without it those that the
     * function tells for each dataset. With none of them targets are empty.
     */
    public Options targetKeys(String... value) {
      this.targetKeys = List.of(value);
      return this;
    }
  }

  /**
   * Wraps a dataset for the transforms of {@code dev.obor.vision.transforms.v2}: Python's {@code
   * wrap_dataset_for_transforms_v2(dataset)}.
   *
   * @throws dev.obor.TypeException as for {@link #wrapDatasetForTransformsV2(Dataset, Consumer)}
   */
  public static <D extends Dataset<?>> WrappedDataset<D> wrapDatasetForTransformsV2(D dataset) {
    return wrapDatasetForTransformsV2(dataset, o -> {});
  }

  /**
   * Wraps a dataset for the transforms of {@code dev.obor.vision.transforms.v2}: Python's {@code
   * wrap_dataset_for_transforms_v2(dataset, target_keys=…)}.
   *
   * <p>Boxes and masks become {@link dev.obor.vision.tv_tensors.BoundingBoxes} and {@link
   * dev.obor.vision.tv_tensors.Mask}, so that a transform moves them with their image:
   *
   * <pre>{@code
   * CocoDetection coco =
   *     new CocoDetection("val2017", "instances.json", o -> o.transforms(new Compose(…)));
   * WrappedDataset<CocoDetection> dataset =
   *     Datasets.wrapDatasetForTransformsV2(coco, o -> o.targetKeys("boxes", "labels", "masks"));
   * Map<?, ?> target = (Map<?, ?>) dataset.get(0).target();
   * BoundingBoxes boxes = (BoundingBoxes) target.get("boxes");
   * }</pre>
   *
   * <p>The transforms that the dataset was made with move over: the wrapped dataset applies them to
   * what it makes, and the dataset gives its samples as they are. Images stay {@link
   * java.awt.image.BufferedImage}s. Targets become, for
   *
   * <ul>
   *   <li>{@link CocoDetection}: a map of {@code image_id}, {@code boxes} (left, top, right and
   *       bottom) and {@code labels}; on demand also {@code masks}, of shape (N, H, W), and what
   *       the annotations have, each as a list: {@code segmentation}, {@code area}, {@code
   *       iscrowd}, {@code bbox} and {@code category_id}. An image without annotations has {@code
   *       image_id} alone.
   *   <li>{@link VOCDetection}: a map of {@code boxes} and {@code labels}, which count the kinds
   *       from 1; on demand also {@code annotation}.
   *   <li>{@link Kitti}: a map of {@code boxes} and {@code labels}; on demand also what the objects
   *       have, each as a list.
   *   <li>{@link WIDERFace}: the map that it was, with {@code bbox} as boxes.
   *   <li>{@link CelebA}: for {@code bbox} boxes; {@code attr} and {@code landmarks} are refused.
   *   <li>{@link VOCSegmentation}, {@link SBDataset} of areas, and {@code segmentation} of {@link
   *       OxfordIIITPet}: a mask of shape (1, H, W).
   *   <li>{@link Cityscapes}: for {@code semantic} such a mask; for {@code instance} a map of
   *       {@code masks}, of shape (N, 1, H, W), and {@code labels}, int32 where the image has 16
   *       bits; {@code polygon} and {@code color} are refused.
   * </ul>
   *
   * <p>{@link CocoCaptions}, {@link Caltech101} of categories, {@link Caltech256}, {@link CIFAR10},
   * {@link CIFAR100}, {@link MNIST} and its kin, {@link GTSRB}, {@link DatasetFolder}, {@link
   * ImageFolder}, {@link Country211}, {@link EuroSAT}, {@link ImageNet} and {@link Imagenette} stay
   * as they are.
   *
   * @return a dataset that prints and loads like the one it wraps
   * @throws dev.obor.TypeException if it is not known how to wrap the dataset
   * @throws dev.obor.ValueException if keys are given that there are not, or for another dataset
   *     than the first four
   * @throws dev.obor.TorchException if the dataset has targets that cannot be wrapped
   */
  public static <D extends Dataset<?>> WrappedDataset<D> wrapDatasetForTransformsV2(
      D dataset, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return new WrappedDataset<>(dataset, o.targetKeys);
  }
}
