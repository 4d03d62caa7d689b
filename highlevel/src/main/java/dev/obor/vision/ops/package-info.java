/** Operators and layers for pictures: Python's {@code torchvision.ops}. */
@NullMarked
package dev.obor.vision.ops;

import org.jspecify.annotations.NullMarked;
