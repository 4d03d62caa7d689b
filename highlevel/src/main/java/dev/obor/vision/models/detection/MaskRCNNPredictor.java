package dev.obor.vision.models.detection;

import dev.obor.nn.Conv2d;
import dev.obor.nn.ConvTranspose2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;

/**
 * Makes a mask for each class, twice as high and wide as the region: Python's {@code
 * torchvision.models.detection.mask_rcnn.MaskRCNNPredictor}.
 *
 * <p>Input: (N, inChannels, H, W). Output: (N, numClasses, 2 · H, 2 · W).
 *
 * <pre>{@code
 * model.roiHeads.maskPredictor = new MaskRCNNPredictor(256, 256, 3);  // two classes and none
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaskRCNNPredictor extends Sequential {
  /** Makes the layers: {@code MaskRCNNPredictor(in_channels, dim_reduced, num_classes)}. */
  public MaskRCNNPredictor(long inChannels, long dimReduced, long numClasses) {
    ConvTranspose2d larger = new ConvTranspose2d(inChannels, dimReduced, 2, 2);
    registerModule("conv5_mask", larger);
    registerModule("relu", new ReLU(true));
    Conv2d logits = new Conv2d(dimReduced, numClasses, 1);
    registerModule("mask_fcn_logits", logits);
    Weightings.kaiming(larger.weight);
    Weightings.kaiming(logits.weight);
  }
}
