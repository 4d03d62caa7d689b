/** Gradients: Python's {@code torch.autograd}. */
@NullMarked
package dev.obor.autograd;

import org.jspecify.annotations.NullMarked;
