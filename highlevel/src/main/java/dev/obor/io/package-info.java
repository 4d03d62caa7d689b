/**
 * Files that other programs read: weights as safetensors, and writing that leaves no half files.
 */
@NullMarked
package dev.obor.io;

import org.jspecify.annotations.NullMarked;
