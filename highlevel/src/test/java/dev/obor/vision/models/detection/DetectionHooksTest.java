package dev.obor.vision.models.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.testing.InScope;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Parts that take lists and maps compute with what a hook has put in their places. */
@InScope
class DetectionHooksTest {
  private static final List<Size> SIZES = List.of(Torch.size(32, 32));

  private final List<Tensor> boxes =
      List.of(Torch.tensor(new double[][] {{1, 2, 20, 30}, {4, 4, 12, 16}}));

  private static ImageList images(long side) {
    return new ImageList(Torch.zeros(1, 3, side, side), List.of(Torch.size(side, side)));
  }

  private static Map<String, Tensor> features() {
    return Map.of("0", Torch.rand(1, 4, 8, 8));
  }

  private static AnchorGenerator anchors() {
    return new AnchorGenerator(new long[][] {{16}}, new double[][] {{1}});
  }

  /** Calls with one first argument, in whose place a hook puts another. */
  private static <A> void computesWithThoseOfTheHook(
      Module module, A given, A other, BiFunction<Module, A, Tensor> call) {
    Tensor expected = call.apply(module, other);
    assertThat(Torch.equal(call.apply(module, given), expected)).isFalse();
    module.registerForwardPreHook(
        (self, args, kwargs) -> {
          args[0] = other;
          return args;
        });
    assertThat(Torch.equal(call.apply(module, given), expected)).isTrue();
  }

  @Test
  void generatorsOfBoxes() {
    List<Tensor> maps = List.of(Torch.zeros(1, 4, 8, 8));
    computesWithThoseOfTheHook(
        anchors(),
        images(32),
        images(64),
        (module, images) -> ((AnchorGenerator) module).call(images, maps).get(0));
    computesWithThoseOfTheHook(
        new DefaultBoxGenerator(new long[][] {{2}}),
        images(32),
        images(64),
        (module, images) -> ((DefaultBoxGenerator) module).call(images, maps).get(0));
  }

  @Test
  void poolsAndHeads() {
    MultiScaleRoIAlign pool = new MultiScaleRoIAlign(List.of("0"), Torch.size(2, 2), 2);
    RoIHeads heads =
        new RoIHeads(
            pool, new TwoMLPHead(16, 8), new FastRCNNPredictor(8, 3), o -> o.scoreThresh(0));
    heads.eval();
    computesWithThoseOfTheHook(
        heads,
        features(),
        features(),
        (module, features) ->
            ((RoIHeads) module).call(features, boxes, SIZES, null).detections().get(0).scores());
    computesWithThoseOfTheHook(
        pool,
        features(),
        features(),
        (module, features) -> ((MultiScaleRoIAlign) module).call(features, boxes, SIZES));
    RegionProposalNetwork rpn = new RegionProposalNetwork(anchors(), new RPNHead(4, 1), o -> {});
    rpn.eval();
    Map<String, Tensor> map = features();
    computesWithThoseOfTheHook(
        rpn,
        images(32),
        images(64),
        (module, images) ->
            ((RegionProposalNetwork) module).call(images, map, null).boxes().get(0));
  }
}
