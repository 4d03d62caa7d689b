/**
 * Pictures with the verbs of {@code matplotlib.pyplot}: lines, points, bars, histograms and images,
 * to PNG, to SVG and into a window.
 *
 * <pre>{@code
 * Plt.plot(accuracies, "-x");
 * Plt.xlabel("epoch");
 * Plt.ylabel("accuracy");
 * Plt.title("Accuracy vs. No. of epochs");
 * Plt.savefig(Path.of("accuracy.png"));
 *
 * Plt.imshow(image, o -> o.cmap("gray"));
 * Plt.show();
 * }</pre>
 *
 * <p>{@link dev.obor.plot.Plt} draws on the current figure of the thread; {@link
 * dev.obor.plot.Figure} and {@link dev.obor.plot.Axes} are the same without that memory. {@link
 * dev.obor.plot.Pictures} has the pictures that a training needs, each in one call.
 *
 * <p>Numbers are a {@link dev.obor.Tensor}, an array or a list; their values are copied.
 */
@NullMarked
package dev.obor.plot;

import org.jspecify.annotations.NullMarked;
