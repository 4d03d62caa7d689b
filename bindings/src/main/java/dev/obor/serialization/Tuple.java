package dev.obor.serialization;

import java.util.AbstractList;
import java.util.RandomAccess;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code tuple}: a list that cannot change.
 *
 * <p>{@code Torch.load} returns Python's tuples as such, and {@code Torch.save} writes them back as
 * tuples. Arrays and records are written as tuples too, so that programs need this class only where
 * Python must get a tuple and nothing else is at hand.
 *
 * <pre>{@code
 * Torch.save(Map.of("betas", Tuple.of(0.9, 0.999)), "options.pt");
 * }</pre>
 *
 * <p>Equal to any list with equal elements. Safe for use by any thread.
 */
public final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
  private static final Tuple EMPTY = new Tuple();

  private final @Nullable Object[] elements;

  private Tuple(@Nullable Object... elements) {
    this.elements = elements;
  }

  /** A tuple of the given elements. */
  public static Tuple of(@Nullable Object... elements) {
    return elements.length == 0 ? EMPTY : new Tuple(elements.clone());
  }

  /** Takes the array over. */
  static Tuple over(@Nullable Object[] elements) {
    return elements.length == 0 ? EMPTY : new Tuple(elements);
  }

  @Override
  public @Nullable Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  /** The elements between round brackets, as Python prints them: {@code (1, 2)}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "(", elements.length == 1 ? ",)" : ")");
    for (Object element : elements) {
      text.add(String.valueOf(element));
    }
    return text.toString();
  }
}
