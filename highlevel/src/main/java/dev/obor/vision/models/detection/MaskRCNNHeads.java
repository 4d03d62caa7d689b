package dev.obor.vision.models.detection;

import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions that make features for masks: Python's {@code
 * torchvision.models.detection.mask_rcnn.MaskRCNNHeads}.
 *
 * <p>Weights are drawn from He's normal distribution for their outputs. Thread rule: that of {@link
 * Module}.
 */
public class MaskRCNNHeads extends Sequential {
  /** Makes the layers without normalisation. */
  public MaskRCNNHeads(long inChannels, long[] layers, long dilation) {
    this(inChannels, layers, dilation, null);
  }

  /**
   * Makes the layers: Python's {@code MaskRCNNHeads(in_channels, layers, dilation, norm_layer)}.
   *
   * @param inChannels the channels of a region
   * @param layers the channels of the convolutions
   * @param dilation the distance of the elements of their kernels
   * @param normLayer makes a normalisation for a number of channels, or null for none
   */
  public MaskRCNNHeads(
      long inChannels,
      long[] layers,
      long dilation,
      @Nullable LongFunction<? extends Module> normLayer) {
    long channels = inChannels;
    for (long next : layers) {
      append(
          new Conv2dNormActivation(
              channels, next, o -> o.padding(dilation).dilation(dilation).normLayer(normLayer)));
      channels = next;
    }
    Weightings.kaiming(this);
    registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) -> {
          for (int i = 0; Weightings.isOld(metadata) && i < size(); i++) {
            for (String kind : List.of("weight", "bias")) {
              Weightings.rename(
                  state, prefix + "mask_fcn" + (i + 1) + "." + kind, prefix + i + ".0." + kind);
            }
          }
        });
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
