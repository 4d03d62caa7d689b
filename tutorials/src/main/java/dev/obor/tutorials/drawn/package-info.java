/**
 * Data for the ports of the notes that need no download: pictures that the project draws itself,
 * laid out like the real sets. Their licence is that of the project.
 */
@NullMarked
package dev.obor.tutorials.drawn;

import org.jspecify.annotations.NullMarked;
