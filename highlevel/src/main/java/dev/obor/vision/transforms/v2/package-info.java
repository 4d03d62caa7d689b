/**
 * What is done to samples before a model sees them: Python's {@code torchvision.transforms.v2}.
 *
 * <pre>{@code
 * Compose transform =
 *     new Compose(
 *         new ToImage(),
 *         new RandomResizedCrop(224, 224),
 *         new RandomHorizontalFlip(),
 *         new ToDtype(DType.FLOAT32, true),
 *         new Normalize(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225}));
 * Image x = transform.call(picture);
 * List<Object> sample = transform.call(picture, Map.of("boxes", boxes, "labels", labels));
 * }</pre>
 *
 * <p>A sample is an image, or lists, maps, arrays and records with images, videos, masks, boxes and
 * points in them ({@link dev.obor.vision.tv_tensors}), and is transformed as a whole: all its parts
 * by the same draw. As in Python, a {@link java.awt.image.BufferedImage} (PIL's image) and the
 * first plain tensor, where there is no image or video, are images too; other plain tensors and
 * everything else stay as they are. The result has the containers of the sample.
 *
 * <p>The functions of {@code torchvision.transforms.v2.functional} are in {@link
 * dev.obor.vision.transforms.v2.F}, those for transforms of one's own, such as {@code query_size},
 * are methods of {@link dev.obor.vision.transforms.v2.Transform}.
 *
 * <p>With the same seed a transform draws what Python's draws, in workers of a loader too ({@link
 * dev.obor.vision.transforms.Draws}). It prints as in Python. Several threads may use one at a
 * time; tensors that it makes belong to the caller's scope, and those in between are closed.
 */
@NullMarked
package dev.obor.vision.transforms.v2;

import org.jspecify.annotations.NullMarked;
