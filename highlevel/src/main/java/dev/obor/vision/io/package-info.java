/**
 * Images and files: Python's {@code torchvision.io}. Its functions are in {@link
 * dev.obor.vision.io.Io}.
 *
 * <pre>{@code
 * Tensor image = Io.readImage("cat.jpg");                       // uint8, of shape (3, H, W)
 * Tensor gray = Io.readImage("cat.jpg", ImageReadMode.GRAY);
 * Io.writePng(image, "cat.png");
 * }</pre>
 */
@NullMarked
package dev.obor.vision.io;

import org.jspecify.annotations.NullMarked;
