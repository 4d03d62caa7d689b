package dev.obor.vision.datasets;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Two pictures of a film and how pixels move between them: what an item of torchvision's datasets
 * for optical flow is, the tuple {@code (img1, img2, flow)} or {@code (img1, img2, flow,
 * valid_flow_mask)}.
 *
 * @param image1 the first picture, a {@link java.awt.image.BufferedImage} or what the loader and
 *     the transforms made of it
 * @param image2 the second one
 * @param flow how far each pixel moves to the right and down, (2, H, W); null where it is not known
 * @param validFlowMask where the flow counts, (H, W) of booleans; null if there is none
 */
public record FlowSample(
    Object image1, Object image2, @Nullable Tensor flow, @Nullable Tensor validFlowMask) {}
