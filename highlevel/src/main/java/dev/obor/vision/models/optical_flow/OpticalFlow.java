package dev.obor.vision.models.optical_flow;

import dev.obor.Torch;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.InstanceNorm2d;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes networks that say where each pixel of a picture moves: the functions of Python's {@code
 * torchvision.models.optical_flow}.
 *
 * <pre>{@code
 * RAFT model = OpticalFlow.raftSmall(o -> o.weights(RaftSmallWeights.DEFAULT));
 * var pair = RaftSmallWeights.DEFAULT.transforms().apply(frame, nextFrame);
 * List<Tensor> flows = model.eval().call(pair.first(), pair.second(), 12);
 * Tensor picture = Vision.flowToImage(flows.get(11));
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class OpticalFlow {
  private OpticalFlow() {}

  /** Makes the large RAFT: Python's {@code optical_flow.raft_large()}. */
  public static RAFT raftLarge() {
    return raftLarge(o -> {});
  }

  /** Makes the large RAFT with keyword arguments: Python's {@code optical_flow.raft_large(…)}. */
  public static RAFT raftLarge(Consumer<RAFT.Options> options) {
    return RAFT.Options.pretrained(RaftLargeWeights.class, options, OpticalFlow::large);
  }

  /** Makes the small RAFT: Python's {@code optical_flow.raft_small()}. */
  public static RAFT raftSmall() {
    return raftSmall(o -> {});
  }

  /** Makes the small RAFT with keyword arguments: Python's {@code optical_flow.raft_small(…)}. */
  public static RAFT raftSmall(Consumer<RAFT.Options> options) {
    return RAFT.Options.pretrained(RaftSmallWeights.class, options, OpticalFlow::small);
  }

  private static RAFT large() {
    List<Long> layers = List.of(64L, 64L, 96L, 128L, 256L);
    FeatureEncoder features = new FeatureEncoder(FlowBlock::residual, layers, InstanceNorm2d::new);
    FeatureEncoder context = new FeatureEncoder(FlowBlock::residual, layers, BatchNorm2d::new);
    CorrBlock corr = new CorrBlock(4, 4);
    MotionEncoder motion = new MotionEncoder(corr.outChannels(), List.of(256L, 192L), 128, 64, 128);
    RecurrentBlock recurrent =
        new RecurrentBlock(128 + 128, 128, List.of(Torch.size(1, 5), Torch.size(5, 1)));
    UpdateBlock update = new UpdateBlock(motion, recurrent, new FlowHead(128, 256));
    return new RAFT(features, context, corr, update, new MaskPredictor(128, 256));
  }

  private static RAFT small() {
    FeatureEncoder features =
        new FeatureEncoder(
            FlowBlock::bottleneck, List.of(32L, 32L, 64L, 96L, 128L), InstanceNorm2d::new);
    FeatureEncoder context =
        new FeatureEncoder(FlowBlock::bottleneck, List.of(32L, 32L, 64L, 96L, 160L), null);
    CorrBlock corr = new CorrBlock(4, 3);
    MotionEncoder motion = new MotionEncoder(corr.outChannels(), List.of(96L), 64, 32, 82);
    RecurrentBlock recurrent = new RecurrentBlock(82 + 64, 96, List.of(Torch.size(3, 3)));
    UpdateBlock update = new UpdateBlock(motion, recurrent, new FlowHead(96, 128));
    return new RAFT(features, context, corr, update, null);
  }
}
