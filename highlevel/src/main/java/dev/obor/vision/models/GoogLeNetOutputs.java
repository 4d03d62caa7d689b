package dev.obor.vision.models;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What {@link GoogLeNet} gives in training: Python's {@code GoogLeNetOutputs}.
 *
 * @param logits the scores of the classes, (N, numClasses)
 * @param auxLogits2 the scores from two thirds of the network; null in evaluation, or without heads
 *     in the middle
 * @param auxLogits1 the same from one third
 */
public record GoogLeNetOutputs(
    Tensor logits, @Nullable Tensor auxLogits2, @Nullable Tensor auxLogits1) {}
