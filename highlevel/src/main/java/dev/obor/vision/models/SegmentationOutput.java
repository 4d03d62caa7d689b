package dev.obor.vision.models;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What networks for segmentation give: the dict of Python's {@code
 * torchvision.models.segmentation}.
 *
 * @param out the scores of each pixel, (N, numClasses, H, W): Python's {@code result['out']}
 * @param aux the same from the middle of the network, or null without {@code auxLoss}: {@code
 *     result['aux']}
 */
public record SegmentationOutput(Tensor out, @Nullable Tensor aux) {}
