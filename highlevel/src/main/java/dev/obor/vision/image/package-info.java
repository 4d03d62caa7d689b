/**
 * What the Python library Pillow does with the pixels of an image: {@link
 * dev.obor.vision.image.Pixels} taken out of a {@link java.awt.image.BufferedImage} and put back,
 * resampled, warped and coloured with the same numbers.
 *
 * <p>The transforms, readers and writers of {@code dev.obor.vision} are built on this package.
 * Programs use those.
 */
@NullMarked
package dev.obor.vision.image;

import org.jspecify.annotations.NullMarked;
