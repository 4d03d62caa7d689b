/**
 * Networks that find objects in pictures: Python's {@code torchvision.models.detection}.
 *
 * <p>{@link dev.obor.vision.models.detection.Detection} makes them by the names that papers gave
 * them. Keys of the state dict, shapes, printed form and, after the same seed, initial weights are
 * torchvision's, and so are the samples that the losses draw.
 *
 * <p>Boxes are rows of four numbers: left, top, right and bottom, in pixels.
 */
@NullMarked
package dev.obor.vision.models.detection;

import org.jspecify.annotations.NullMarked;
