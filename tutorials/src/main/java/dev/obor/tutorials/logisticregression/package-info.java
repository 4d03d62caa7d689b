/**
 * The note "MNIST with Pytorch Logistic Regression", trained with Adam. {@link
 * dev.obor.tutorials.logisticregression.LogisticRegression} runs all of it.
 */
@NullMarked
package dev.obor.tutorials.logisticregression;

import org.jspecify.annotations.NullMarked;
