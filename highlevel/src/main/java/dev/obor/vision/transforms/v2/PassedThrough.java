package dev.obor.vision.transforms.v2;

import dev.obor.TypeException;
import dev.obor.Warnings;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import java.util.List;

/** What some transforms do not do with boxes, points and masks, and say so. */
final class PassedThrough {
  private PassedThrough() {}

  static void warn(Object transform, Object inpt) {
    if (Transform.checkType(inpt, BoundingBoxes.class, KeyPoints.class, Mask.class)) {
      Warnings.warn(
          transform.getClass().getSimpleName()
              + "() is currently passing through inputs of type tv_tensors."
              + inpt.getClass().getSimpleName()
              + ". This will likely change in the future.");
    }
  }

  static void refuse(Object transform, List<Object> flatInputs) {
    if (Transform.hasAny(flatInputs, BoundingBoxes.class, Mask.class)) {
      throw new TypeException(
          "BoundingBoxes'es and Mask's are not supported by "
              + transform.getClass().getSimpleName()
              + "()");
    }
  }
}
