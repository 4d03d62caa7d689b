/** Sequences of different lengths: Python's {@code torch.nn.utils.rnn}. */
@NullMarked
package dev.obor.nn.utils.rnn;

import org.jspecify.annotations.NullMarked;
