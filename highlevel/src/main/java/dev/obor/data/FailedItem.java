package dev.obor.data;

import org.jspecify.annotations.Nullable;

/** A note on an exception that tells at which item of a dataset it was thrown. */
final class FailedItem extends Exception {
  final int index;

  private FailedItem(int index) {
    super("while item " + index + " was read", null, false, false);
    this.index = index;
  }

  /** Puts the note on an exception, unless it bears one. */
  static void note(Throwable failure, int index) {
    if (of(failure) == null) {
      failure.addSuppressed(new FailedItem(index));
    }
  }

  static @Nullable FailedItem of(Throwable failure) {
    for (Throwable note : failure.getSuppressed()) {
      if (note instanceof FailedItem item) {
        return item;
      }
    }
    return null;
  }
}
