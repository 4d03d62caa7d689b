package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;

/**
 * Two linear layers that tell classes and boxes: Python's {@code
 * torchvision.models.detection.faster_rcnn.FastRCNNPredictor}.
 *
 * <p>Input: (N, inChannels), or (N, inChannels, 1, 1).
 *
 * <pre>{@code
 * FasterRCNN model = Detection.fasterrcnnResnet50Fpn(o -> o.weights("DEFAULT"));
 * model.roiHeads.boxPredictor = new FastRCNNPredictor(1024, 3);  // two classes and none
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FastRCNNPredictor extends Module implements BoxPredictor {
  /** Tells the classes. */
  @Name("cls_score")
  public Linear clsScore;

  /** Tells the boxes. */
  @Name("bbox_pred")
  public Linear bboxPred;

  /** Makes the layers: Python's {@code FastRCNNPredictor(in_channels, num_classes)}. */
  public FastRCNNPredictor(long inChannels, long numClasses) {
    this.clsScore = new Linear(inChannels, numClasses);
    this.bboxPred = new Linear(inChannels, numClasses * 4);
  }

  /**
   * Computes the answers, with the hooks around it.
   *
   * @throws ValueException if there are pictures of more than one pixel
   */
  @Override
  public Output call(Tensor x) {
    return callWithHooks(
        Output.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  private Output compute(Tensor x) {
    if (x.dim() == 4 && (x.size(2) != 1 || x.size(3) != 1)) {
      throw new ValueException(
          "x has the wrong shape, expecting the last two dimensions to be [1,1] instead of ["
              + x.size(2)
              + ", "
              + x.size(3)
              + "]");
    }
    Tensor flat = x.flatten(1);
    return new Output(clsScore.call(flat), bboxPred.call(flat));
  }
}
