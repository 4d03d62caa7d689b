/**
 * Sets parameters to zero for good: Python's {@code torch.nn.utils.prune}. {@link
 * dev.obor.nn.utils.prune.Prune} has its functions.
 */
@NullMarked
package dev.obor.nn.utils.prune;

import org.jspecify.annotations.NullMarked;
