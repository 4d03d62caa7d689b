package dev.obor.vision.transforms.v2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keyword argument {@code fill}: the colour of what comes from outside of an image.
 *
 * <pre>{@code
 * o -> o.fill(127)                               // fill=127
 * o -> o.fill(255, 0, 0)                         // fill=(255, 0, 0)
 * o -> o.fill(Image.class, 127).fill(Mask.class, 0)  // fill={tv_tensors.Image: 127, …}
 * }</pre>
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class FillOptions<O extends FillOptions<O>> {
  private Number @Nullable [] others;
  private boolean saysOthers;
  private final Map<Class<?>, Number[]> byType = new LinkedHashMap<>();

  FillOptions(Number @Nullable ... others) {
    this.others = others;
  }

  abstract O self();

  /** Sets the colour: one number, or one for each channel. */
  public O fill(Number... value) {
    this.others = value.clone();
    this.saysOthers = true;
    return self();
  }

  /**
   * Sets the colour for one class of inputs; other classes have none then, unless {@link
   * #fill(Number...)} says one too.
   *
   * @param type a class of {@code tv_tensors}, {@code Tensor} or {@code BufferedImage}
   */
  public O fill(Class<?> type, Number... value) {
    if (!saysOthers) {
      others = null;
    }
    byType.put(type, value.clone());
    return self();
  }

  /** Sets a default, which colours for single classes replace. */
  void start(Number value) {
    others = new Number[] {value};
  }

  Number @Nullable [] fillOf(Object inpt) {
    Number[] fill = byType.get(inpt.getClass());
    return fill == null ? others : fill.clone();
  }

  /** What is printed: nothing of colours for several classes. */
  @Nullable Object printed() {
    if (!byType.isEmpty() || others == null) {
      return null;
    }
    return others.length == 1 ? others[0] : others;
  }

  void copyFill(FillOptions<?> from) {
    others = from.others;
    byType.putAll(from.byType);
  }
}
