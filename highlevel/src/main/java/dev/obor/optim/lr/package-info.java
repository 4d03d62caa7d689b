/**
 * Learning-rate schedulers: Python's {@code torch.optim.lr_scheduler}.
 *
 * <pre>{@code
 * SGD optimizer = new SGD(model.parameters(), 0.1);
 * StepLR scheduler = new StepLR(optimizer, 30);
 * for (int epoch = 0; epoch < 100; epoch++) {
 *   train(model, optimizer);
 *   scheduler.step();
 * }
 * }</pre>
 */
@NullMarked
package dev.obor.optim.lr;

import org.jspecify.annotations.NullMarked;
