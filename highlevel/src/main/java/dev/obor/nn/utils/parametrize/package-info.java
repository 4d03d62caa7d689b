/**
 * Parameters that are computed from others: Python's {@code torch.nn.utils.parametrize}.
 *
 * <p>{@link dev.obor.nn.utils.parametrize.Parametrize} has its functions, {@link
 * dev.obor.nn.utils.Parametrizations} the parametrizations that come with it.
 */
@NullMarked
package dev.obor.nn.utils.parametrize;

import org.jspecify.annotations.NullMarked;
