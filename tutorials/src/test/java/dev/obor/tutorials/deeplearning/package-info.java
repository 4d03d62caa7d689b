@NullMarked
package dev.obor.tutorials.deeplearning;

import org.jspecify.annotations.NullMarked;
