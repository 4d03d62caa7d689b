package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells how to move anchors: Python's {@code
 * torchvision.models.detection.retinanet.RetinaNetRegressionHead}.
 *
 * <p>Weights of convolutions are drawn from the normal distribution with standard deviation 0.01;
 * biases are zeros. Thread rule: that of {@link Module}.
 */
public class RetinaNetRegressionHead extends Module {
  /** The convolutions. */
  public Sequential conv;

  /** Tells how to move an anchor. */
  @Name("bbox_reg")
  public Conv2d bboxReg;

  private final BoxCoder boxCoder = new BoxCoder(1, 1, 1, 1);
  private String lossType = "l1";

  /**
   * Makes a head: Python's {@code RetinaNetRegressionHead(in_channels, num_anchors, norm_layer)}.
   *
   * @param inChannels the channels of the features
   * @param numAnchors the anchors of each place
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public RetinaNetRegressionHead(
      long inChannels, long numAnchors, @Nullable LongFunction<? extends Module> normLayer) {
    this.conv = RetinaNetHead.convolutions(inChannels, normLayer);
    this.bboxReg = new Conv2d(inChannels, numAnchors * 4, 3, 1, 1);
    Weightings.normal(bboxReg, 0.01);
    Weightings.normal(conv, 0.01);
    RetinaNetHead.readOldNames(this);
  }

  /**
   * Sets how the distance of boxes is measured: Python's {@code head._loss_type = value}.
   *
   * @param value {@code l1}, the default, {@code smooth_l1}, {@code giou}, {@code diou} or {@code
   *     ciou}
   * @throws ValueException if it is another
   */
  public void lossType(String value) {
    if (!List.of("l1", "smooth_l1", "ciou", "diou", "giou").contains(value)) {
      throw new ValueException("Unsupported loss: " + value);
    }
    this.lossType = value;
  }

  /**
   * Computes how to move anchors, with the hooks around it.
   *
   * @param features (N, C, H, W) each
   * @return (N, A, 4) for all anchors
   */
  public Tensor call(List<Tensor> features) {
    return callWithHooks(
        Tensor.class, (args, kwargs) -> compute(Lists.of(args[0])), new Object[] {features});
  }

  private Tensor compute(List<Tensor> features) {
    List<Tensor> all = new ArrayList<>();
    for (Tensor feature : features) {
      all.add(Lists.flattened(bboxReg.call(conv.call(feature)), 4));
    }
    return Torch.cat(all, 1);
  }

  /** How far boxes are from those of the targets. */
  Tensor loss(
      List<Map<String, Tensor>> targets,
      Tensor regression,
      List<Tensor> anchors,
      List<Tensor> matches) {
    try (Scope scope = Torch.scope()) {
      Tensor sum = null;
      for (int i = 0; i < targets.size(); i++) {
        Tensor places = Lists.where(matches.get(i).ge(0));
        Tensor wanted =
            Lists.rows(Targets.boxes(targets.get(i)), Lists.rows(matches.get(i), places));
        Tensor codes = Lists.rows(regression.select(0, i), places);
        Tensor loss =
            loss(codes, Lists.rows(anchors.get(i), places), wanted)
                .div(Math.max(1, places.numel()));
        sum = sum == null ? loss : sum.add(loss);
      }
      return scope.keep(sum == null ? regression.sum() : sum.div(Math.max(1, targets.size())));
    }
  }

  private Tensor loss(Tensor codes, Tensor anchors, Tensor wanted) {
    return switch (lossType) {
      case "l1" -> F.l1Loss(codes, boxCoder.encodeSingle(wanted, anchors), "sum");
      case "smooth_l1" ->
          F.smoothL1Loss(codes, boxCoder.encodeSingle(wanted, anchors), o -> o.reduction("sum"));
      case "ciou" ->
          Ops.completeBoxIouLoss(
              boxCoder.decodeSingle(codes, anchors), wanted, o -> o.reduction("sum"));
      case "diou" ->
          Ops.distanceBoxIouLoss(
              boxCoder.decodeSingle(codes, anchors), wanted, o -> o.reduction("sum"));
      default ->
          Ops.generalizedBoxIouLoss(
              boxCoder.decodeSingle(codes, anchors), wanted, o -> o.reduction("sum"));
    };
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
