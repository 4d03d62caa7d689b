/**
 * Native code for pictures: JPEG files are read by libjpeg-turbo, which gives the pixels that
 * Pillow gives, and sizes are changed with the vector instructions of the processor.
 *
 * <p>A program only puts the artifact {@code obor-imaging} on its class path. The readers,
 * transforms and datasets of {@code dev.obor.vision} find it there.
 */
@NullMarked
package dev.obor.imaging;

import org.jspecify.annotations.NullMarked;
