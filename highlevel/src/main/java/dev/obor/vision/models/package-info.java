/**
 * Networks for pictures: Python's {@code torchvision.models}.
 *
 * <p>{@link dev.obor.vision.models.Models} makes them by the names that papers gave them. Keys of
 * the state dict, shapes, printed form and, after the same seed, initial weights are torchvision's.
 * {@link dev.obor.vision.models.Segmentation} makes those that say of each pixel what it shows, and
 * {@link dev.obor.vision.models.detection.Detection} those that find objects. {@link
 * dev.obor.vision.models.video.Video} makes networks for films, and {@link
 * dev.obor.vision.models.optical_flow.OpticalFlow} those that say where pixels move.
 *
 * <p>Trained weights are the constants of an enum for each model, such as {@link
 * dev.obor.vision.models.ResNet50Weights}.
 */
@NullMarked
package dev.obor.vision.models;

import org.jspecify.annotations.NullMarked;
