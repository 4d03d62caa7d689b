package dev.obor.vision.transforms;

/**
 * A transform that makes an image of an image: a {@link java.awt.image.BufferedImage} of a {@link
 * java.awt.image.BufferedImage}, a tensor of a tensor.
 *
 * <p>A subclass says in {@link #forward} what is done, mostly with functions of {@link F}, which
 * take both kinds.
 */
public abstract class ImageTransform implements Transform<Object, Object> {
  /** Makes a transform. */
  protected ImageTransform() {}

  /**
   * Does the work.
   *
   * @param img a {@link java.awt.image.BufferedImage} or a tensor
   * @return an image of the same kind; the image itself where there was nothing to do
   */
  protected abstract <T> T forward(T img);

  /**
   * Transforms an image: Python's {@code transform(img)}.
   *
   * @param img a {@link java.awt.image.BufferedImage}, or a tensor of shape (…, C, H, W)
   * @return an image of the same kind; the image itself where there was nothing to do
   */
  public final <T> T call(T img) {
    return forward(img);
  }

  @Override
  public final Object apply(Object img) {
    return forward(img);
  }
}
