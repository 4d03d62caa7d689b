/**
 * Networks that say where each pixel of a picture moves: Python's {@code
 * torchvision.models.optical_flow}.
 *
 * <p>{@link dev.obor.vision.models.optical_flow.OpticalFlow} makes them. Keys of the state dict,
 * shapes, printed form and, after the same seed, initial weights are torchvision's.
 */
@NullMarked
package dev.obor.vision.models.optical_flow;

import org.jspecify.annotations.NullMarked;
