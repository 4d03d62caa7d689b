package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/** Masks of objects, between the small squares that a network sees and whole pictures. */
final class Masks {
  /** Pixels around a small mask, so that its edge is smooth in the picture. */
  private static final long PADDING = 1;

  private Masks() {}

  /**
   * Masks in the size of the picture.
   *
   * @param masks (N, 1, M, M)
   * @param boxes where they belong, (N, 4)
   * @param size the height and width of the picture
   * @return (N, 1, H, W)
   */
  static Tensor pasted(Tensor masks, Tensor boxes, Size size) {
    if (masks.size(0) == 0) {
      return masks.newEmpty(0, 1, size.get(0), size.get(1));
    }
    try (Scope scope = Torch.scope()) {
      long edge = masks.size(-1);
      double scale = (edge + 2 * PADDING) / (double) edge;
      Tensor padded = F.pad(masks, Torch.size(PADDING, PADDING, PADDING, PADDING));
      long[] places = larger(boxes, scale).to(DType.INT64).toLongArray();
      List<Tensor> pictures = new ArrayList<>();
      for (int i = 0; i < masks.size(0); i++) {
        pictures.add(pasted(padded.narrow(0, i, 1), places, 4 * i, size));
      }
      return scope.keep(Torch.stack(pictures, 0).unsqueeze(1));
    }
  }

  private static Tensor larger(Tensor boxes, double scale) {
    List<Tensor> columns = new ArrayList<>();
    List<Tensor> ends = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      Tensor from = boxes.select(1, axis);
      Tensor to = boxes.select(1, axis + 2);
      Tensor half = to.sub(from).mul(0.5).mul(scale);
      Tensor middle = to.add(from).mul(0.5);
      columns.add(middle.sub(half));
      ends.add(middle.add(half));
    }
    columns.addAll(ends);
    return Torch.stack(columns, 1);
  }

  private static Tensor pasted(Tensor mask, long[] places, int at, Size size) {
    long left = places[at];
    long top = places[at + 1];
    long right = places[at + 2] + 1;
    long bottom = places[at + 3] + 1;
    Tensor picture = mask.newZeros(size.get(0), size.get(1));
    long fromX = Math.max(left, 0);
    long fromY = Math.max(top, 0);
    long width = Math.min(right, size.get(1)) - fromX;
    long height = Math.min(bottom, size.get(0)) - fromY;
    if (width > 0 && height > 0) {
      Tensor resized =
          F.interpolate(
                  mask,
                  o ->
                      o.size(Math.max(bottom - top, 1), Math.max(right - left, 1))
                          .mode("bilinear")
                          .alignCorners(false))
              .select(0, 0)
              .select(0, 0);
      picture
          .narrow(0, fromY, height)
          .narrow(1, fromX, width)
          .copy_(resized.narrow(0, fromY - top, height).narrow(1, fromX - left, width));
    }
    return picture;
  }

  /** The masks of the classes that objects have: probabilities (N, 1, M, M) for each picture. */
  static List<Tensor> ofClasses(Tensor logits, List<Tensor> labels) {
    try (Scope scope = Torch.scope()) {
      Tensor chosen = chosen(logits.sigmoid(), Torch.cat(labels, 0)).unsqueeze(1);
      return scope.keepAll(chosen.split(Lists.counts(labels), 0));
    }
  }

  private static Tensor chosen(Tensor masks, Tensor labels) {
    Tensor rows = Torch.arange(labels.size(0), o -> o.device(labels.device()));
    return masks.index(List.of(rows, labels));
  }

  /** How far masks are from those that the targets have in their boxes. */
  static Tensor loss(
      Tensor logits,
      List<Tensor> proposals,
      List<Tensor> masks,
      List<Tensor> labels,
      List<Tensor> matches) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> wanted = new ArrayList<>();
      for (int i = 0; i < masks.size(); i++) {
        wanted.add(projected(masks.get(i), proposals.get(i), matches.get(i), logits.size(-1)));
      }
      Tensor targets = Torch.cat(wanted, 0);
      if (targets.numel() == 0) {
        return scope.keep(logits.sum().mul(0));
      }
      Tensor classes = Torch.cat(Lists.rows(labels, matches), 0);
      return scope.keep(F.binaryCrossEntropyWithLogits(chosen(logits, classes), targets));
    }
  }

  private static Tensor projected(Tensor masks, Tensor boxes, Tensor matches, long edge) {
    Tensor rois = Torch.cat(List.of(matches.to(boxes).unsqueeze(1), boxes), 1);
    return Ops.roiAlign(masks.unsqueeze(1).to(rois), rois, Torch.size(edge, edge), o -> {})
        .select(1, 0);
  }
}
