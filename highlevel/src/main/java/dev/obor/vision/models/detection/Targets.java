package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.PythonNumber;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known of the objects in pictures, and whether it makes sense. */
final class Targets {
  private static final List<DType> REAL = List.of(DType.FLOAT32, DType.FLOAT64, DType.FLOAT16);

  private Targets() {}

  static Tensor boxes(Map<String, Tensor> target) {
    return of(target, "boxes");
  }

  static Tensor labels(Map<String, Tensor> target) {
    return of(target, "labels");
  }

  static Tensor of(Map<String, Tensor> target, String key) {
    Tensor value = target.get(key);
    if (value == null) {
      throw new ValueException(
          "'" + key + "'\nA target wants " + key + "; this has " + target.keySet() + ".");
    }
    return value;
  }

  /** Looks at targets before the pictures are resized. */
  static void check(@Nullable List<Map<String, Tensor>> targets, int pictures, boolean tellsShape) {
    if (targets == null) {
      throw new ValueException(
          "targets should not be none when in training mode\nGive them behind the pictures, or call"
              + " model.eval() first.");
    }
    for (Map<String, Tensor> target : targets) {
      Tensor boxes = boxes(target);
      if (boxes.dim() != 2 || boxes.size(1) != 4) {
        throw new ValueException(
            "Expected target boxes to be a tensor of shape [N, 4]"
                + (tellsShape ? ", got " + boxes.shape() : "")
                + ".");
      }
    }
    if (targets.size() < pictures) {
      throw new IndexException(
          "list index out of range\nThere are "
              + pictures
              + " pictures, but targets for "
              + targets.size()
              + ".");
    }
  }

  /** Looks for boxes without width or height, behind the resizing. */
  static void checkDegenerate(List<Map<String, Tensor>> targets) {
    try (Scope scope = Torch.scope()) {
      for (int i = 0; i < targets.size(); i++) {
        Tensor boxes = boxes(targets.get(i));
        Tensor flat = boxes.narrow(1, 2, 2).le(boxes.narrow(1, 0, 2)).any(1);
        Tensor places = Lists.where(flat);
        if (places.numel() > 0) {
          double[] box = Lists.rows(boxes, Lists.first(places, 1)).toDoubleArray();
          throw new ValueException(
              "All bounding boxes should have positive height and width. Found invalid box "
                  + Arrays.stream(box)
                      .mapToObj(PythonNumber::repr)
                      .collect(Collectors.joining(", ", "[", "]"))
                  + " for target at index "
                  + i
                  + ".");
        }
      }
    }
  }

  /** Looks at the dtypes, as the heads for regions do. */
  static void checkTypes(List<Map<String, Tensor>> targets, boolean hasKeypoint) {
    for (Map<String, Tensor> target : targets) {
      if (!REAL.contains(boxes(target).dtype())) {
        throw new TypeException(
            "target boxes must of float type, instead got " + boxes(target).dtype());
      }
      if (labels(target).dtype() != DType.INT64) {
        throw new TypeException(
            "target labels must of int64 type, instead got " + labels(target).dtype());
      }
      if (hasKeypoint && of(target, "keypoints").dtype() != DType.FLOAT32) {
        throw new TypeException(
            "target keypoints must of float type, instead got " + of(target, "keypoints").dtype());
      }
    }
  }
}
