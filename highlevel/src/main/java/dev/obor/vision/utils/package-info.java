/**
 * Images to look at: Python's {@code torchvision.utils}. Its functions are in {@link
 * dev.obor.vision.utils.Vision}.
 */
@NullMarked
package dev.obor.vision.utils;

import org.jspecify.annotations.NullMarked;
