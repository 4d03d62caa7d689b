/** Tests of gradients. */
@NullMarked
package dev.obor.autograd;

import org.jspecify.annotations.NullMarked;
