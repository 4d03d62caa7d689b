package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * How boxes are moved and stretched to become others, as numbers that a network can learn: Python's
 * {@code torchvision.models.detection._utils.BoxCoder}.
 *
 * <p>The numbers are the distances of the middles by width and height of the box, and the
 * logarithms of the proportions of widths and heights, each times a weight.
 *
 * <pre>{@code
 * BoxCoder coder = new BoxCoder(10, 10, 5, 5);
 * Tensor codes = coder.encodeSingle(wanted, boxes);
 * Tensor same = coder.decodeSingle(codes, boxes);
 * }</pre>
 *
 * <p>May be used from any thread.
 */
public final class BoxCoder {
  private static final double CLIP = Math.log(1000.0 / 16);

  private final double[] weights;

  /** Makes a coder: Python's {@code BoxCoder(weights)}, with a weight for each number. */
  public BoxCoder(double x, double y, double width, double height) {
    this.weights = new double[] {x, y, width, height};
  }

  /**
   * The numbers that make wanted boxes of others, picture by picture: {@code
   * encode(reference_boxes, proposals)}.
   *
   * @param referenceBoxes for each picture the wanted boxes, (N, 4)
   * @param proposals for each picture as many boxes
   * @return (N, 4) for each picture
   */
  public List<Tensor> encode(List<Tensor> referenceBoxes, List<Tensor> proposals) {
    try (Scope scope = Torch.scope()) {
      Tensor codes = encodeSingle(Torch.cat(referenceBoxes, 0), Torch.cat(proposals, 0));
      return scope.keepAll(codes.split(Lists.counts(referenceBoxes), 0));
    }
  }

  /**
   * The numbers that make wanted boxes of others: {@code encode_single(reference_boxes,
   * proposals)}.
   *
   * @param referenceBoxes (N, 4)
   * @param proposals (N, 4)
   * @return (N, 4)
   */
  public Tensor encodeSingle(Tensor referenceBoxes, Tensor proposals) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> moves = new ArrayList<>();
      List<Tensor> stretches = new ArrayList<>();
      for (int axis = 0; axis < 2; axis++) {
        Tensor from = column(proposals, axis);
        Tensor size = column(proposals, axis + 2).sub(from);
        Tensor wanted = column(referenceBoxes, axis);
        Tensor wantedSize = column(referenceBoxes, axis + 2).sub(wanted);
        Tensor middle = from.add(size.mul(0.5));
        Tensor wantedMiddle = wanted.add(wantedSize.mul(0.5));
        moves.add(wantedMiddle.sub(middle).mul(weights[axis]).div(size));
        stretches.add(wantedSize.div(size).log().mul(weights[axis + 2]));
      }
      moves.addAll(stretches);
      return scope.keep(Torch.cat(moves, 1));
    }
  }

  private static Tensor column(Tensor boxes, long column) {
    return boxes.narrow(1, column, 1);
  }

  /**
   * The boxes that numbers make of others, for several classes at once: {@code decode(rel_codes,
   * boxes)}.
   *
   * @param relCodes (N, 4 · classes)
   * @param boxes for each picture boxes, N together
   * @return (N, classes, 4)
   */
  public Tensor decode(Tensor relCodes, List<Tensor> boxes) {
    try (Scope scope = Torch.scope()) {
      Tensor all = Torch.cat(boxes, 0);
      long count = all.size(0);
      if (count == 0) {
        return scope.keep(decodeSingle(relCodes, all));
      }
      Tensor decoded = decodeSingle(relCodes.reshape(count, -1), all);
      return scope.keep(decoded.reshape(count, -1, 4));
    }
  }

  /**
   * The boxes that numbers make of others: {@code decode_single(rel_codes, boxes)}.
   *
   * @param relCodes (N, 4 · classes)
   * @param boxes (N, 4)
   * @return (N, 4 · classes)
   */
  public Tensor decodeSingle(Tensor relCodes, Tensor boxes) {
    try (Scope scope = Torch.scope()) {
      DType dtype = relCodes.dtype();
      Tensor from = boxes.to(dtype);
      Tensor codes = relCodes.reshape(relCodes.size(0), relCodes.size(1) / 4, 4);
      List<Tensor> begins = new ArrayList<>();
      List<Tensor> ends = new ArrayList<>();
      for (int axis = 0; axis < 2; axis++) {
        Tensor size = column(from, axis + 2).sub(column(from, axis));
        Tensor middle = column(from, axis).add(size.mul(0.5));
        Tensor move = codes.select(2, axis).div(weights[axis]);
        Tensor stretch = codes.select(2, axis + 2L).div(weights[axis + 2]).clampMax(CLIP);
        Tensor newMiddle = move.mul(size).add(middle);
        Tensor half = stretch.exp().mul(size).mul(0.5);
        begins.add(newMiddle.sub(half));
        ends.add(newMiddle.add(half));
      }
      begins.addAll(ends);
      return scope.keep(Torch.stack(begins, 2).flatten(1));
    }
  }
}
