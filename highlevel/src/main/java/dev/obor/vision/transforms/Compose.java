package dev.obor.vision.transforms;

import dev.obor.Tensor;
import dev.obor.vision.datasets.BatchTransform;
import dev.obor.vision.datasets.ImageBatch;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several transforms, one after another: Python's {@code torchvision.transforms.Compose}.
 *
 * <pre>{@code
 * Compose transform = new Compose(new Resize(255), new CenterCrop(224), new ToTensor());
 * Tensor x = transform.call(image);
 * }</pre>
 *
 * <p>Tensors that a transform makes for the next one are closed when the last has run.
 */
public final class Compose implements Transform<Object, Object>, BatchTransform {
  /** The transforms, in their order: Python's {@code compose.transforms}. */
  public final List<Function<?, ?>> transforms;

  /**
   * Puts transforms together: Python's {@code Compose([…])}.
   *
   * @param transforms transforms of this package, or functions of one's own
   */
  public Compose(Function<?, ?>... transforms) {
    this(List.of(transforms));
  }

  /** Puts transforms together. */
  public Compose(List<? extends Function<?, ?>> transforms) {
    this.transforms = List.copyOf(transforms);
  }

  @Override
  public Object apply(Object img) {
    return Chain.apply(transforms, img);
  }

  @Override
  public void apply(Object img, ImageBatch batch) {
    Chain.apply(transforms, img, batch);
  }

  @Override
  public @Nullable Tensor applyGray(byte[] levels, int count, int height, int width) {
    return Chain.applyGray(transforms, levels, count, height, width);
  }

  /**
   * Transforms an image: Python's {@code transform(img)}.
   *
   * @param img what the first transform takes
   * @return what the last transform makes; a {@link ClassCastException} tells that the type that is
   *     wanted is another
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the last transform decides
  public <T> T call(Object img) {
    return (T) apply(img);
  }

  @Override
  public String toString() {
    return PythonText.nested(this, transforms, "");
  }
}
