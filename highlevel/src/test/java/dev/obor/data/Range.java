package dev.obor.data;

import dev.obor.IndexException;

/** The numbers from 0 on, as {@code data_goldens.py} has them. */
record Range(int size) implements Dataset<Integer> {
  @Override
  public Integer get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexException("there is no item " + index);
    }
    return index;
  }
}
