package dev.obor.vision.ops;

/**
 * The functions of Python's {@code torchvision.ops}.
 *
 * <pre>{@code
 * Tensor kept = Ops.nms(boxes, scores, 0.5);
 * Tensor features = Ops.roiAlign(maps, boxes, Torch.size(7, 7), o -> o.spatialScale(0.25));
 * }</pre>
 *
 * <p>Boxes are rows of {@code (x1, y1, x2, y2)} unless a function says otherwise. Results are new
 * tensors of the caller's scope, and have gradients where Python's have. All functions may be
 * called from any thread.
 */
public final class Ops extends RegionFunctions {
  private Ops() {}
}
