/** Replays PyTorch's own module database through the public constructors of the modules. */
@NullMarked
package dev.obor.nn.replay;

import org.jspecify.annotations.NullMarked;
