/**
 * Optimizers: Python's {@code torch.optim}.
 *
 * <pre>{@code
 * SGD optimizer = new SGD(model.parameters(), o -> o.lr(0.1).momentum(0.9));
 * loss.backward();
 * optimizer.step();
 * optimizer.zeroGrad();
 * }</pre>
 */
@NullMarked
package dev.obor.optim;

import org.jspecify.annotations.NullMarked;
