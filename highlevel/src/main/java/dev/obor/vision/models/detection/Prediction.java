package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a network has found in one picture, best first: the dict that Python's networks
 * give for each picture.
 *
 * @param boxes (N, 4), in pixels of the picture that was given: {@code prediction['boxes']}
 * @param labels the class of each, (N), int64: {@code prediction['labels']}
 * @param scores how sure the network is of each, (N), from 0 to 1: {@code prediction['scores']}
 * @param masks how likely each pixel belongs to the object, (N, 1, H, W), or null: {@code
 *     prediction['masks']}
 * @param keypoints left, top and a one for each keypoint, (N, K, 3), or null: {@code
 *     prediction['keypoints']}
 * @param keypointsScores how sure the network is of each keypoint, (N, K), or null: {@code
 *     prediction['keypoints_scores']}
 */
public record Prediction(
    Tensor boxes,
    Tensor labels,
    Tensor scores,
    @Nullable Tensor masks,
    @Nullable Tensor keypoints,
    @Nullable Tensor keypointsScores) {
  /** Objects with boxes alone. */
  public Prediction(Tensor boxes, Tensor labels, Tensor scores) {
    this(boxes, labels, scores, null, null, null);
  }
}
