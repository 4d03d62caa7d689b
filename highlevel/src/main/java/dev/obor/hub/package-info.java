/** Files of trained models, kept where Python keeps them: Python's {@code torch.hub}. */
@NullMarked
package dev.obor.hub;

import org.jspecify.annotations.NullMarked;
