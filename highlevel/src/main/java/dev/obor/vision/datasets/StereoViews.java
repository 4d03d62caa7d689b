package dev.obor.vision.datasets;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of what two cameras see at once: what the transforms of datasets for stereo
 * matching get and give. Python passes it as three pairs.
 *
 * @param left the left picture
 * @param right the right one
 * @param leftDisparity how many pixels each pixel of the left picture is moved, or null
 * @param rightDisparity the same of the right picture
 * @param leftMask where the disparity of the left picture counts, or null
 * @param rightMask the same of the right picture
 */
public record StereoViews(
    Object left,
    Object right,
    @Nullable Tensor leftDisparity,
    @Nullable Tensor rightDisparity,
    @Nullable Tensor leftMask,
    @Nullable Tensor rightMask) {}
