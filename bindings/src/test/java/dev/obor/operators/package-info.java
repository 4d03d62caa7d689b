/** Replays calls from PyTorch's operator database, which Python has recorded. */
@org.jspecify.annotations.NullMarked
package dev.obor.operators;
