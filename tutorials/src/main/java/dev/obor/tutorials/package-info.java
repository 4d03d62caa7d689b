/**
 * The tutorials, ported to Java and run from one command line: see {@link dev.obor.tutorials.Main}.
 *
 * <p>Each tutorial is a class that reads like its Python original, with the parts around it (data
 * files, terminal output, options) in classes of their own.
 */
@NullMarked
package dev.obor.tutorials;

import org.jspecify.annotations.NullMarked;
