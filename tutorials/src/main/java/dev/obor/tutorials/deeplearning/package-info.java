/**
 * The note "Introduction to Pytorch", for deep learning: from one layer by hand to transfer
 * learning, a class for each chapter. {@link dev.obor.tutorials.deeplearning.DeepLearning} runs all
 * of it.
 */
@NullMarked
package dev.obor.tutorials.deeplearning;

import org.jspecify.annotations.NullMarked;
