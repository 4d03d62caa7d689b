package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.obor.IndexingReference.Item;
import dev.obor.IndexingReference.Mask;
import dev.obor.IndexingReference.New;
import dev.obor.IndexingReference.Positions;
import dev.obor.IndexingReference.Range;
import dev.obor.IndexingReference.Rest;
import dev.obor.IndexingReference.Truth;
import dev.obor.IndexingReference.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares random indices with {@link IndexingReference}. */
class IndexingPropertyTest {
  private static final int CASES = 4000;

  private final Random random = new Random(20);
  private int refused;
  private int arrays;

  @Test
  void readsAndWritesWhatTheReferenceSays() {
    for (int i = 0; i < CASES; i++) {
      int[] shape = random.ints(random.nextInt(5), 0, 5).map(s -> s == 0 ? 1 : s).toArray();
      if (shape.length > 0 && random.nextInt(12) == 0) {
        shape[random.nextInt(shape.length)] = 0;
      }
      try (Scope scope = Torch.scope()) {
        check(shape, items(shape));
      }
    }
    assertThat(refused).isBetween(CASES / 100, CASES / 4);
    assertThat(arrays).isGreaterThan(CASES / 10);
  }

  private void check(int[] shape, List<Item> items) {
    String text = Arrays.toString(shape) + " " + items;
    Object[] indices = items.stream().map(this::asIndex).toArray();
    Tensor base = counting(IndexingReference.product(shape)).reshape(asLongs(shape));
    IndexingReference expected;
    try {
      expected = new IndexingReference(shape, items);
    } catch (IndexOutOfBoundsException e) {
      refused++;
      assertThat(catchThrowable(() -> base.get(indices)))
          .as(text)
          .isInstanceOf(IndexException.class);
      assertThat(catchThrowable(() -> base.set(1, indices)))
          .as(text)
          .isInstanceOf(IndexException.class);
      return;
    }
    if (expected.isUnchecked()) {
      return;
    }
    Tensor part = base.get(indices);
    assertThat(part.size().toArray()).as(text).isEqualTo(asLongs(expected.resultShape()));
    assertThat(part.toLongArray()).as(text).isEqualTo(asLongs(expected.elements()));
    long[] content = base.toLongArray();
    if (isDistinct(expected.elements())) {
      Tensor value = counting(expected.elements().length).reshape(part.size().toArray()).neg();
      base.set(value, indices);
      for (int i = 0; i < expected.elements().length; i++) {
        content[expected.elements()[i]] = -i;
      }
    } else {
      base.set(-7, indices);
      for (int element : expected.elements()) {
        content[element] = -7;
      }
    }
    assertThat(base.toLongArray()).as(text).isEqualTo(content);
  }

  private static boolean isDistinct(int[] elements) {
    return Arrays.stream(elements).distinct().count() == elements.length;
  }

  private static Tensor counting(int count) {
    return Torch.arange(count);
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static long[] asLongs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  // ---- random items

  private List<Item> items(int[] shape) {
    List<Item> items = new ArrayList<>();
    int dim = 0;
    boolean open = true;
    int[] common = random.ints(random.nextInt(3), 1, 4).toArray();
    int masked = -1;
    // What stands behind an ellipsis is counted from the last dimension, so all of it must be
    // there.
    while (dim < shape.length && (!open || random.nextInt(8) > 0)) {
      int size = shape[dim];
      switch (random.nextInt(11)) {
        case 0, 1 -> {
          items.add(new Whole(position(size)));
          dim++;
        }
        case 2, 3, 4 -> {
          items.add(
              new Range(random.nextInt(13) - 6, random.nextInt(13) - 6, 1 + random.nextInt(3)));
          dim++;
        }
        case 5, 6 -> {
          if (masked < 0) {
            items.add(positions(size, common));
            dim++;
          }
        }
        case 7 -> {
          if (items.stream().noneMatch(Positions.class::isInstance)) {
            int wide = Math.min(shape.length - dim, 1 + random.nextInt(2));
            int[] sizes = Arrays.copyOfRange(shape, dim, dim + wide);
            Mask mask = mask(sizes, masked);
            if (mask != null) {
              items.add(mask);
              masked = count(mask);
              dim += wide;
            }
          }
        }
        case 8 -> items.add(new New());
        case 9 -> {
          if (open) {
            items.add(new Rest());
            open = false;
            dim += random.nextInt(shape.length - dim + 1);
          }
        }
        default -> {
          if (masked < 0 && random.nextInt(3) == 0) {
            items.add(new Truth(true));
          }
        }
      }
    }
    return items;
  }

  private int position(int size) {
    return size == 0 || random.nextInt(40) == 0 ? size : random.nextInt(2 * size) - size;
  }

  private Item positions(int size, int[] common) {
    int[] shape = Arrays.copyOfRange(common, random.nextInt(common.length + 1), common.length);
    for (int d = 0; d < shape.length; d++) {
      shape[d] = random.nextInt(4) == 0 ? 1 : shape[d];
    }
    if (shape.length == 0) {
      // An array without dimensions is a whole number to Python.
      return new Whole(position(size));
    }
    arrays++;
    int[] values =
        IntStream.range(0, IndexingReference.product(shape)).map(i -> position(size)).toArray();
    return new Positions(boxed(shape), boxed(values));
  }

  /** Masks of one index take as many elements each, or one; null where chance finds none. */
  private @Nullable Mask mask(int[] sizes, int wanted) {
    for (int attempt = 0; attempt < 20; attempt++) {
      List<Boolean> values = new ArrayList<>();
      for (int i = IndexingReference.product(sizes); i > 0; i--) {
        values.add(random.nextBoolean());
      }
      Mask mask = new Mask(boxed(sizes), values);
      if (wanted < 0 || count(mask) == wanted) {
        return mask;
      }
    }
    return null;
  }

  private static int count(Mask mask) {
    return Collections.frequency(mask.values(), true);
  }

  private Object asIndex(Item item) {
    if (item instanceof Whole whole) {
      return random.nextBoolean() ? (Object) whole.position() : Torch.tensor(whole.position());
    }
    if (item instanceof Range range) {
      return Index.slice(range.start(), range.stop(), range.step());
    }
    if (item instanceof Positions positions) {
      int[] values = IndexingReference.ints(positions.values());
      if (positions.shape().size() == 1 && random.nextBoolean()) {
        return random.nextBoolean() ? values : positions.values();
      }
      return Torch.fromArray(values).reshape(asLongs(IndexingReference.ints(positions.shape())));
    }
    if (item instanceof Mask mask) {
      boolean[] values = new boolean[mask.values().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = mask.values().get(i);
      }
      return mask.shape().size() == 1
          ? values
          : Torch.fromArray(values).reshape(asLongs(IndexingReference.ints(mask.shape())));
    }
    if (item instanceof Truth truth) {
      return truth.value();
    }
    return item instanceof Rest ? Index.ELLIPSIS : Index.NONE;
  }
}
