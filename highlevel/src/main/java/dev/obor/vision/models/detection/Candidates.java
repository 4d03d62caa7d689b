package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.vision.ops.Ops;
import java.util.List;

/**
 * Boxes of one picture that may have objects.
 *
 * @param boxes (N, 4)
 * @param scores (N)
 * @param labels their classes, or what else keeps them apart, (N), int64
 */
record Candidates(Tensor boxes, Tensor scores, Tensor labels) {
  /** Some of them. */
  Candidates of(Tensor indices) {
    return new Candidates(
        Lists.rows(boxes, indices), Lists.rows(scores, indices), Lists.rows(labels, indices));
  }

  /** All of several lists. */
  static Candidates all(List<Candidates> lists) {
    return new Candidates(
        Torch.cat(lists.stream().map(Candidates::boxes).toList(), 0),
        Torch.cat(lists.stream().map(Candidates::scores).toList(), 0),
        Torch.cat(lists.stream().map(Candidates::labels).toList(), 0));
  }

  /** Those that no better one of their class overlaps too much, the best first. */
  Candidates suppressed(double threshold, long most) {
    return of(Lists.first(Ops.batchedNms(boxes, scores, labels, threshold), most));
  }

  Prediction prediction() {
    return new Prediction(boxes, labels, scores);
  }
}
