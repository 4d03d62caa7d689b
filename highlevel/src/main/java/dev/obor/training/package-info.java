/**
 * Training loops as the tutorials write them: {@code fit} and {@code evaluate}.
 *
 * <pre>{@code
 * class MnistModel extends ImageClassificationBase {
 *   Linear linear = new Linear(784, 10);
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return linear.call(x.reshape(-1, 784));
 *   }
 * }
 *
 * MnistModel model = new MnistModel();
 * Training.fit(5, 0.1, model, trainLoader, valLoader, SGD::new);
 * // Epoch [0], val_loss: 0.4251, val_acc: 0.8895
 * }</pre>
 *
 * <p>{@link dev.obor.training.Trainer} is for real projects: callbacks, early stopping, the best
 * weights, a history, and going on after a kill.
 */
@NullMarked
package dev.obor.training;

import org.jspecify.annotations.NullMarked;
