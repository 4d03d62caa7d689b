/**
 * The note "Introduction to PyTorch": tensors, datasets and loaders, transforms, models, gradients,
 * and the training of a network on Fashion-MNIST, a class for each chapter. {@link
 * dev.obor.tutorials.introduction.Introduction} runs all of it.
 */
@NullMarked
package dev.obor.tutorials.introduction;

import org.jspecify.annotations.NullMarked;
