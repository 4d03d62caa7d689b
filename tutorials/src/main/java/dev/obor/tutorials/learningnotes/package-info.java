/**
 * The note "Pytorch Learning Notes": tensors and gradients, linear regression, and logistic
 * regression on handwritten digits. {@link dev.obor.tutorials.learningnotes.LearningNotes} runs all
 * of it.
 */
@NullMarked
package dev.obor.tutorials.learningnotes;

import org.jspecify.annotations.NullMarked;
