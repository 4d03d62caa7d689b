/**
 * Obor in Jupyter notebooks: tensors are shown as Python prints them, images and figures as
 * pictures, the history of a training as a table, and {@code Plt.show()} puts the figure below the
 * cell.
 *
 * <p>{@link dev.obor.notebook.Kernel} is a kernel that has Obor's imports from the start. Another
 * installation of the same kernel, rapaio-jupyter-kernel, shows values alike as soon as this module
 * is on its class path.
 */
@NullMarked
package dev.obor.notebook;

import org.jspecify.annotations.NullMarked;
