package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * An image and what it shows: what {@code dataset[i]} is in Python, the pair of image and target.
 *
 * <p>A batch of samples is a sample again: its image is a tensor of all images, its target one of
 * all targets.
 *
 * <pre>{@code
 * Sample sample = dataset.get(0);
 * Tensor image = sample.tensor();  // if the dataset has the transform ToTensor
 * int label = sample.label();
 * }</pre>
 *
 * @param image a {@link BufferedImage}, or what the dataset's transform made of it
 * @param target the number of the class as an {@code Integer}, or what the dataset has instead, or
 *     what its target transform made of that; null where Python has None
 */
public record Sample(Object image, @Nullable Object target) {
  /**
   * The image of a dataset without a transform, or with one that gives an image of Java.
   *
   * @throws TypeException if it is something else
   */
  public BufferedImage picture() {
    if (image instanceof BufferedImage picture) {
      return picture;
    }
    throw wrong("image", image, "a BufferedImage", "The dataset has a transform; use image().");
  }

  /**
   * The image of a dataset whose transform makes tensors, or all images of a batch.
   *
   * @throws TypeException if it is something else
   */
  public Tensor tensor() {
    if (image instanceof Tensor tensor) {
      return tensor;
    }
    throw wrong(
        "image", image, "a Tensor", "Give the dataset a transform that makes one, as ToTensor.");
  }

  /**
   * The number of the class.
   *
   * @throws TypeException if the target is no number
   */
  public int label() {
    if (target instanceof Number number) {
      return number.intValue();
    }
    if (target instanceof Tensor tensor && tensor.numel() == 1) {
      return tensor.item().intValue();
    }
    throw wrong("target", target, "a number", "A batch has labels().");
  }

  /**
   * The targets of a batch, or a target that is a tensor.
   *
   * @throws TypeException if the target is something else
   */
  public Tensor labels() {
    if (target instanceof Tensor tensor) {
      return tensor;
    }
    throw wrong("target", target, "a Tensor", "A single sample has a label().");
  }

  private static TypeException wrong(
      String what, @Nullable Object value, String wanted, String cure) {
    return new TypeException(
        "the "
            + what
            + " of the sample is a "
            + (value == null ? "null" : value.getClass().getSimpleName())
            + ", not "
            + wanted
            + "\n"
            + cure);
  }

  /** As Python prints the pair. */
  @Override
  public String toString() {
    return "(" + image + ", " + target + ")";
  }
}
