/**
 * The note "Working with Image": logistic regression on handwritten digits, trained with SGD, with
 * a closer look at each step. {@link dev.obor.tutorials.images.WorkingWithImages} runs all of it.
 */
@NullMarked
package dev.obor.tutorials.images;

import org.jspecify.annotations.NullMarked;
