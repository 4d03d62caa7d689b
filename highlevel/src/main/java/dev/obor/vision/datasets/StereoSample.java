package dev.obor.vision.datasets;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What two cameras see at once, and how far the left one's pixels are moved in the right one: what
 * an item of torchvision's datasets for stereo matching is, the tuple {@code (img_left, img_right,
 * disparity)} or {@code (img_left, img_right, disparity, valid_mask)}.
 *
 * @param left the left picture, a {@link java.awt.image.BufferedImage} or what the transforms made
 *     of it
 * @param right the right one
 * @param disparity how many pixels each pixel is moved, (1, H, W); null where it is not known
 * @param validMask where the disparity counts, (H, W) of booleans; null if there is none
 */
public record StereoSample(
    Object left, Object right, @Nullable Tensor disparity, @Nullable Tensor validMask) {}
