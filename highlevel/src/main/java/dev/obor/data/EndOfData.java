package dev.obor.data;

/** Says that an iterable dataset has no more items; it is thrown so often that it has no stack. */
final class EndOfData extends RuntimeException {
  EndOfData() {
    super("the dataset has no more items", null, false, false);
  }
}
