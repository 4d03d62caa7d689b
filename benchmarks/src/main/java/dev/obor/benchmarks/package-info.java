/**
 * What Obor costs: JMH benchmarks of it alone, and the programs of the side-by-side run, in which
 * the same work is done in Python, in C++ and in other Java bindings.
 */
@NullMarked
package dev.obor.benchmarks;

import org.jspecify.annotations.NullMarked;
