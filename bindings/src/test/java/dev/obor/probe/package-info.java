/** Calls everything public with arguments that no sensible program gives. */
@NullMarked
package dev.obor.probe;

import org.jspecify.annotations.NullMarked;
