/** Programs that treat native memory as badly as they can, and tests that run them. */
@NullMarked
package dev.obor.torture;

import org.jspecify.annotations.NullMarked;
