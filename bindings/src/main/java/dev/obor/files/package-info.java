/**
 * Files that are there whole or not at all, and JSON. For the modules of Obor; programs may use it
 * too.
 */
@NullMarked
package dev.obor.files;

import org.jspecify.annotations.NullMarked;
