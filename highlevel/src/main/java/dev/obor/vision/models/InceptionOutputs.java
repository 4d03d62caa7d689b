package dev.obor.vision.models;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Inception3} gives in training: Python's {@code InceptionOutputs}.
 *
 * @param logits the scores of the classes, (N, numClasses)
 * @param auxLogits the scores from the middle of the network; null in evaluation, or without {@code
 *     auxLogits}
 */
public record InceptionOutputs(Tensor logits, @Nullable Tensor auxLogits) {}
