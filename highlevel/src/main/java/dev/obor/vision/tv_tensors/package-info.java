/**
 * Tensors that say what they mean: Python's {@code torchvision.tv_tensors}.
 *
 * <p>In Python these are subclasses of {@code torch.Tensor}. A tensor of Java cannot be subclassed,
 * so each is a record around one: {@link dev.obor.vision.tv_tensors.TVTensor#data} is Python's
 * {@code as_subclass(torch.Tensor)}.
 *
 * <pre>{@code
 * Image image = new Image(picture);
 * BoundingBoxes boxes =
 *     new BoundingBoxes(Torch.tensor(new long[][] {{1, 2, 5, 9}}), BoundingBoxFormat.XYXY, 10, 12);
 * Map<String, Object> sample = Map.of("image", image, "boxes", boxes);
 * Map<String, Object> mirrored = new RandomHorizontalFlip(1).call(sample);
 * }</pre>
 *
 * <p>What an operator makes of the tensor inside is a plain tensor, as in Python; {@link
 * dev.obor.vision.tv_tensors.TVTensors#wrap TVTensors.wrap} gives it its meaning back.
 */
@NullMarked
package dev.obor.vision.tv_tensors;

import org.jspecify.annotations.NullMarked;
