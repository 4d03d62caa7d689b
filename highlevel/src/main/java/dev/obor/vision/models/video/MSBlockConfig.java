package dev.obor.vision.models.video;

import dev.obor.Size;

/**
 * A block of {@link MViT}: Python's {@code MSBlockConfig}.
 *
 * @param numHeads the number of heads of attention
 * @param inputChannels the channels that come in
 * @param outputChannels the channels that go out
 * @param kernelQ frames, height and width of what is pooled into one query; empty for no pooling
 * @param kernelKv the same of keys and values
 * @param strideQ how far apart queries are then, which makes the film smaller; empty for no pooling
 * @param strideKv the same of keys and values
 */
public record MSBlockConfig(
    long numHeads,
    long inputChannels,
    long outputChannels,
    Size kernelQ,
    Size kernelKv,
    Size strideQ,
    Size strideKv) {}
