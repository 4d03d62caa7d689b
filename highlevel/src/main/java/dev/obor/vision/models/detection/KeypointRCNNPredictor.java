package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.Name;

/**
 * Makes a map of places for each keypoint, four times as high and wide as the region: Python's
 * {@code torchvision.models.detection.keypoint_rcnn.KeypointRCNNPredictor}.
 *
 * <p>Input: (N, inChannels, H, W). Output: (N, numKeypoints, 4 · H, 4 · W). Thread rule: that of
 * {@link Module}.
 */
public class KeypointRCNNPredictor extends Module {
  private static final long KERNEL = 4;
  private static final double UP_SCALE = 2;

  /** Makes the map, of half its size. */
  @Name("kps_score_lowres")
  public ConvTranspose2d kpsScoreLowres;

  /** Makes the layer: Python's {@code KeypointRCNNPredictor(in_channels, num_keypoints)}. */
  public KeypointRCNNPredictor(long inChannels, long numKeypoints) {
    this.kpsScoreLowres =
        new ConvTranspose2d(
            inChannels, numKeypoints, KERNEL, o -> o.stride(2).padding(KERNEL / 2 - 1));
    Weightings.kaiming(kpsScoreLowres.weight);
    if (kpsScoreLowres.bias != null) {
      Init.zeros_(kpsScoreLowres.bias);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return F.interpolate(
        kpsScoreLowres.call(x),
        o ->
            o.scaleFactor(UP_SCALE)
                .mode("bilinear")
                .alignCorners(false)
                .recomputeScaleFactor(false));
  }
}
