/**
 * Averages of weights over a training: Python's {@code torch.optim.swa_utils}.
 *
 * <pre>{@code
 * AveragedModel average = new AveragedModel(model, () -> new Network());
 * SWALR scheduler = new SWALR(optimizer, 0.05);
 * for (int epoch = 0; epoch < 100; epoch++) {
 *   train(model, optimizer);
 *   if (epoch >= 75) {
 *     average.updateParameters(model);
 *     scheduler.step();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.obor.optim.swa;

import org.jspecify.annotations.NullMarked;
