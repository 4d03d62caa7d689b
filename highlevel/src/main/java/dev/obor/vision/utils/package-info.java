/**
 * Images to look at: Python's {@code torchvision.utils}. Its functions are in {@link
 * dev.obor.vision.utils.Utils}.
 */
@NullMarked
package dev.obor.vision.utils;

import org.jspecify.annotations.NullMarked;
