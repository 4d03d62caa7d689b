/**
 * Datasets of images: Python's {@code torchvision.datasets}.
 *
 * <pre>{@code
 * MNIST dataset = new MNIST("data", o -> o.train(true).download(true).transform(new ToTensor()));
 * DataLoader<Sample> loader = new DataLoader<>(dataset, o -> o.batchSize(128).shuffle(true));
 * for (Sample batch : loader) {
 *   Tensor scores = model.call(batch.tensor());
 *   Tensor loss = F.crossEntropy(scores, batch.labels());
 * }
 * }</pre>
 *
 * <p>A folder of data may be shared with Python: the files lie where torchvision puts them.
 *
 * <p>{@link dev.obor.vision.datasets.FlowDataset} is what those for optical flow have in common,
 * {@link dev.obor.vision.datasets.StereoMatchingDataset} those for stereo matching.
 *
 * <p>{@link dev.obor.vision.datasets.Datasets#wrapDatasetForTransformsV2} makes boxes and masks of
 * targets, which the transforms of {@code dev.obor.vision.transforms.v2} move with their image.
 */
@NullMarked
package dev.obor.vision.datasets;

import org.jspecify.annotations.NullMarked;
