/**
 * Automatic mixed precision: Python's {@code torch.amp}.
 *
 * <pre>{@code
 * try (Autocast mode = Amp.autocast("cpu")) {
 *   loss = F.crossEntropy(model.call(x), y);  // matrix products in bfloat16
 * }
 * loss.backward();
 * optimizer.step();
 * }</pre>
 */
@NullMarked
package dev.obor.amp;

import org.jspecify.annotations.NullMarked;
