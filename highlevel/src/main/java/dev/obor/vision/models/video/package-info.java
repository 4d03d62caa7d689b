/**
 * Networks for films: Python's {@code torchvision.models.video}.
 *
 * <p>{@link dev.obor.vision.models.video.Video} makes them by the names that papers gave them. Keys
 * of the state dict, shapes, printed form and, after the same seed, initial weights are
 * torchvision's. Films are tensors (N, 3, T, H, W), with T frames.
 */
@NullMarked
package dev.obor.vision.models.video;

import org.jspecify.annotations.NullMarked;
