package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.Draws;
import java.util.List;
import java.util.function.Function;

/**
 * Applies transforms in an order that is drawn anew for each sample: Python's {@code
 * torchvision.transforms.v2.RandomOrder}.
 */
public final class RandomOrder extends Several {
  /**
   * Makes the transform: Python's {@code RandomOrder(transforms)}.
   *
   * @throws dev.obor.ValueException if there are none
   */
  public RandomOrder(List<? extends Function<?, ?>> transforms) {
    super(transforms);
  }

  @Override
  Object forward(Object sample) {
    Object result = sample;
    for (int place : Draws.randperm(transforms.size())) {
      result = apply(transforms.get(place), result);
    }
    return result;
  }

  @Override
  protected String extraRepr() {
    return new Attributes().add("transforms", transforms).toString();
  }
}
