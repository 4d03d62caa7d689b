package dev.obor.vision.transforms;

import java.util.function.Function;

/**
 * Something that is done to an image.
 *
 * <p>A transform of one's own is a function or a class with this interface:
 *
 * <pre>{@code
 * class Brighter implements Transform<Tensor, Tensor> {
 *   @Override
 *   public Tensor apply(Tensor image) {
 *     return image.mul(1.1).clamp(0, 1);
 *   }
 * }
 * }</pre>
 *
 * <p>The transforms of this package have a method {@code call} besides, which is Python's {@code
 * transform(image)} and returns the type that is wanted.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
@FunctionalInterface
public interface Transform<I, O> extends Function<I, O> {}
