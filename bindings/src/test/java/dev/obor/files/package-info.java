@NullMarked
package dev.obor.files;

import org.jspecify.annotations.NullMarked;
