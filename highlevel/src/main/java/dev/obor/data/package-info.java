/**
 * Datasets and loaders: Python's {@code torch.utils.data}.
 *
 * <pre>{@code
 * Dataset<Tensor[]> dataset = new TensorDataset(images, labels);
 * List<Subset<Tensor[]>> parts = Data.randomSplit(dataset, 50_000, 10_000);
 * DataLoader<Tensor[]> loader =
 *     new DataLoader<>(parts.get(0), o -> o.batchSize(128).shuffle(true));
 * for (Tensor[] batch : loader) {
 *   Tensor images = batch[0];
 *   Tensor labels = batch[1];
 * }
 * }</pre>
 *
 * <p>After the same seed everything comes in the order in which it comes in Python.
 */
@NullMarked
package dev.obor.data;

import org.jspecify.annotations.NullMarked;
