package dev.obor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Indices as the words that {@code obor/indexing.h} takes. Tensors made from lists and arrays are
 * closed with this object.
 */
final class IndexWords implements AutoCloseable {
  private static final int NONE = 0;
  private static final int ELLIPSIS = 1;
  private static final int WHOLE = 2;
  private static final int TRUTH = 3;
  private static final int SLICE = 4;
  private static final int TENSOR = 5;

  private long[] words = new long[12];
  private int count;
  private final List<Tensor> tensors = new ArrayList<>(0);
  private @Nullable List<Tensor> made;

  /** The words for one whole number. */
  static long[] ofNumber(long index) {
    return new long[] {WHOLE, index};
  }

  /** Takes what stands between the brackets. */
  IndexWords(@Nullable Object @Nullable [] indices) {
    try {
      if (indices == null) {
        add(NONE);
      } else {
        addAll(indices);
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private void addAll(@Nullable Object[] indices) {
    if (hasText(indices)) {
      addParsed(indices);
    } else if (indices.length == 1) {
      addOnly(indices[0]);
    } else {
      for (Object index : indices) {
        addIndex(index);
      }
    }
  }

  private static boolean hasText(@Nullable Object[] indices) {
    for (Object index : indices) {
      if (index instanceof String) {
        return true;
      }
    }
    return false;
  }

  private void addParsed(@Nullable Object[] indices) {
    List<@Nullable Object> parsed = new ArrayList<>();
    boolean tuple = indices.length > 1;
    for (Object index : indices) {
      if (index instanceof String text) {
        tuple |= IndexText.parse(text, parsed);
      } else {
        parsed.add(index);
      }
    }
    if (tuple) {
      parsed.forEach(this::addIndex);
    } else {
      addOnly(parsed.get(0));
    }
  }

  /** Adds the only index, which Python unpacks when it is a list of indices. */
  private void addOnly(@Nullable Object index) {
    @Nullable Object[] several =
        index != null && IndexSequence.isSequence(index) ? IndexSequence.asTuple(index) : null;
    if (several == null) {
      addIndex(index);
    } else {
      for (Object one : several) {
        addIndex(one);
      }
    }
  }

  private void addIndex(@Nullable Object index) {
    if (index == null) {
      add(NONE);
    } else if (index instanceof Index special) {
      addSpecial(special);
    } else if (index instanceof Boolean truth) {
      add(TRUTH, truth ? 1 : 0);
    } else if (index instanceof Tensor tensor) {
      addTensor(tensor);
    } else if (IndexSequence.isSequence(index)) {
      Tensor tensor = IndexSequence.tensor(index);
      if (made == null) {
        made = new ArrayList<>();
      }
      made.add(tensor);
      addTensor(tensor);
    } else if (index instanceof Scalar scalar && scalar.isBoolean()) {
      add(TRUTH, scalar.longValue());
    } else {
      Long whole = IndexSequence.wholeNumber(index);
      if (whole == null) {
        throw new IndexException(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are"
                + " valid indices (got "
                + PythonType.nameOf(index)
                + ")");
      }
      add(WHOLE, whole);
    }
  }

  private void addSpecial(Index index) {
    switch (index.kind) {
      case NONE -> add(NONE);
      case ELLIPSIS -> add(ELLIPSIS);
      case SLICE -> {
        add(SLICE, index.start);
        add(index.stop, index.step);
      }
    }
  }

  private void addTensor(Tensor tensor) {
    add(TENSOR, tensor.handle());
    tensors.add(tensor);
  }

  private void add(long word) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
    }
    words[count++] = word;
  }

  private void add(long first, long second) {
    add(first);
    add(second);
  }

  /** The words; this object must be fenced behind the call that takes them. */
  long[] words() {
    return count == words.length ? words : Arrays.copyOf(words, count);
  }

  @Override
  public void close() {
    if (made != null) {
      made.forEach(Tensor::close);
    }
  }
}
