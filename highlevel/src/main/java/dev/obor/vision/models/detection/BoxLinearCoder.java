package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.List;

/**
 * How far the edges of boxes are from a middle, as numbers that a network can learn: Python's
 * {@code torchvision.models.detection._utils.BoxLinearCoder}.
 *
 * <p>May be used from any thread.
 */
public final class BoxLinearCoder {
  private final boolean normalizeBySize;

  /** Makes a coder that measures in sizes of the boxes. */
  public BoxLinearCoder() {
    this(true);
  }

  /**
   * Makes a coder: Python's {@code BoxLinearCoder(normalize_by_size)}.
   *
   * @param normalizeBySize whether distances are those in widths and heights of the boxes
   */
  public BoxLinearCoder(boolean normalizeBySize) {
    this.normalizeBySize = normalizeBySize;
  }

  /** The middles of boxes along an axis. */
  private static Tensor middle(Tensor boxes, long axis) {
    return boxes.select(-1, axis).add(boxes.select(-1, axis + 2)).mul(0.5);
  }

  private static Tensor sizes(Tensor boxes) {
    Tensor width = boxes.select(-1, 2).sub(boxes.select(-1, 0));
    Tensor height = boxes.select(-1, 3).sub(boxes.select(-1, 1));
    return Torch.stack(List.of(width, height, width, height), -1);
  }

  /**
   * How far the edges of boxes are from the middles of others: {@code encode(reference_boxes,
   * proposals)}.
   *
   * @param referenceBoxes the boxes whose middles count, (…, 4)
   * @param proposals the boxes whose edges count, (…, 4)
   * @return (…, 4)
   */
  public Tensor encode(Tensor referenceBoxes, Tensor proposals) {
    try (Scope scope = Torch.scope()) {
      Tensor x = middle(referenceBoxes, 0);
      Tensor y = middle(referenceBoxes, 1);
      Tensor distances =
          Torch.stack(
              List.of(
                  x.sub(proposals.select(-1, 0)),
                  y.sub(proposals.select(-1, 1)),
                  proposals.select(-1, 2).sub(x),
                  proposals.select(-1, 3).sub(y)),
              -1);
      return scope.keep(normalizeBySize ? distances.div(sizes(referenceBoxes)) : distances);
    }
  }

  /**
   * The boxes whose edges are so far from the middles of others: {@code decode(rel_codes, boxes)}.
   *
   * @param relCodes distances, (…, 4)
   * @param boxes (…, 4)
   * @return (…, 4)
   */
  public Tensor decode(Tensor relCodes, Tensor boxes) {
    try (Scope scope = Torch.scope()) {
      Tensor from = boxes.to(relCodes.dtype());
      Tensor distances = normalizeBySize ? relCodes.mul(sizes(from)) : relCodes;
      Tensor x = middle(from, 0);
      Tensor y = middle(from, 1);
      return scope.keep(
          Torch.stack(
              List.of(
                  x.sub(distances.select(-1, 0)),
                  y.sub(distances.select(-1, 1)),
                  x.add(distances.select(-1, 2)),
                  y.add(distances.select(-1, 3))),
              -1));
    }
  }
}
