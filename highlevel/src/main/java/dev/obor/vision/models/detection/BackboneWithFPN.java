package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.vision.models.IntermediateLayerGetter;
import dev.obor.vision.ops.ExtraFPNBlock;
import dev.obor.vision.ops.FeaturePyramidNetwork;
import dev.obor.vision.ops.LastLevelMaxPool;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Layers of a network and a pyramid over their outputs: Python's {@code
 * torchvision.models.detection.backbone_utils.BackboneWithFPN}.
 *
 * <pre>{@code
 * ResNet network = Models.resnet18();
 * BackboneWithFPN backbone =
 *     new BackboneWithFPN(
 *         network, Map.of("layer3", "0", "layer4", "1"), new long[] {256, 512}, 64);
 * Map<String, Tensor> features = backbone.call(pictures);  // 0, 1 and pool
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class BackboneWithFPN extends Module implements Backbone {
  /** The layers. */
  public IntermediateLayerGetter body;

  /** The pyramid. */
  public FeaturePyramidNetwork fpn;

  private final long outChannels;

  /** Makes a backbone whose pyramid ends with {@link LastLevelMaxPool}. */
  public BackboneWithFPN(
      Module backbone, Map<String, String> returnLayers, long[] inChannelsList, long outChannels) {
    this(backbone, returnLayers, inChannelsList, outChannels, null, null);
  }

  /**
   * Makes a backbone: Python's {@code BackboneWithFPN(backbone, return_layers, in_channels_list,
   * out_channels, extra_blocks, norm_layer)}.
   *
   * @param returnLayers the names of layers, with the names that their outputs get
   * @param inChannelsList the channels of these outputs
   * @param outChannels the channels of the pyramid
   * @param extraBlocks adds features at the end; null for {@link LastLevelMaxPool}
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public BackboneWithFPN(
      Module backbone,
      Map<String, String> returnLayers,
      long[] inChannelsList,
      long outChannels,
      @Nullable ExtraFPNBlock extraBlocks,
      @Nullable LongFunction<? extends Module> normLayer) {
    ExtraFPNBlock last = extraBlocks == null ? new LastLevelMaxPool() : extraBlocks;
    this.body = new IntermediateLayerGetter(backbone, returnLayers);
    this.fpn =
        new FeaturePyramidNetwork(
            inChannelsList, outChannels, o -> o.extraBlocks(last).normLayer(normLayer));
    this.outChannels = outChannels;
  }

  @Override
  @SuppressWarnings("unchecked") // hooks give a map of the same kind
  public Map<String, Tensor> call(Tensor x) {
    return (Map<String, Tensor>)
        callWithHooks(
            Map.class, (args, kwargs) -> fpn.call(body.call((Tensor) args[0])), new Object[] {x});
  }

  @Override
  public long outChannels() {
    return outChannels;
  }
}
