@NullMarked
package dev.obor.plot;

import org.jspecify.annotations.NullMarked;
