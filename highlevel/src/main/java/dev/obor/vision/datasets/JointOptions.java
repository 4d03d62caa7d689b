package dev.obor.vision.datasets;

import dev.obor.vision.transforms.v2.Transform;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of datasets whose images and targets may be transformed together.
 *
 * @param <I> what the dataset reads
 * @param <T> what its targets are
 * @param <O> the options themselves
 */
public abstract class JointOptions<I, T, O extends JointOptions<I, T, O>>
    extends VisionOptions<I, T, O> {
  /** Makes options with their defaults. */
  protected JointOptions() {}

  /**
   * Sets what makes a sample of an image and its target; it excludes {@link #transform} and {@link
   * #targetTransform}. Null means nothing, which is the default.
   *
   * <pre>{@code
   * o -> o.transforms((image, target) -> new Sample(crop(image), moved(target)))
   * }</pre>
   */
  public O transforms(@Nullable BiFunction<? super I, ? super T, Sample> value) {
    this.transforms = value;
    return self();
  }

  /**
   * Sets a transform that takes image and target together; it excludes {@link #transform} and
   * {@link #targetTransform}. Boxes and masks move with their image if the dataset is wrapped by
   * {@link Datasets#wrapDatasetForTransformsV2}.
   *
   * <pre>{@code
   * o -> o.transforms(new RandomHorizontalFlip())
   * }</pre>
   */
  public O transforms(Transform<?> value) {
    return transforms(new JointTransform(value));
  }
}
