/**
 * What is done to images before a model sees them: Python's {@code torchvision.transforms}.
 *
 * <pre>{@code
 * Compose transform =
 *     new Compose(
 *         new RandomRotation(30),
 *         new RandomResizedCrop(224),
 *         new RandomHorizontalFlip(),
 *         new ToTensor(),
 *         new Normalize(new double[] {0.5, 0.5, 0.5}, new double[] {0.5, 0.5, 0.5}));
 * Tensor x = transform.call(image);
 * }</pre>
 *
 * <p>An image is a {@link java.awt.image.BufferedImage}, the counterpart of a PIL image, or a
 * tensor of shape (…, C, H, W). {@code transform.call(image)} is Python's {@code transform(image)}.
 * The functions of {@code torchvision.transforms.functional} are in {@link
 * dev.obor.vision.transforms.F}.
 *
 * <p>With the same seed a transform draws what Python's draws: most from torch's generator, {@link
 * dev.obor.vision.transforms.RandomChoice} and {@link dev.obor.vision.transforms.RandomOrder} from
 * {@link dev.obor.vision.transforms.PythonRandom}. Images come out as Pillow makes them, tensors as
 * torchvision does. In a worker of a {@link dev.obor.data.DataLoader} they draw what Python's
 * worker draws ({@link dev.obor.vision.transforms.Draws}).
 *
 * <p>A transform prints as in Python. Two numbers, as in {@code new Resize(224, 224)}, and arrays
 * print as the tuple {@code (224, 224)}, lists as {@code [224, 224]}.
 *
 * <p>Transforms have no state but what they were made with: several threads may call one at a time.
 * Tensors that they make belong to the caller's scope; those in between are closed.
 */
@NullMarked
package dev.obor.vision.transforms;

import org.jspecify.annotations.NullMarked;
