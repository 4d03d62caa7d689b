package dev.obor.vision.transforms.v2;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function as a transform of parts: Python's {@code torchvision.transforms.v2.Lambda}.
 *
 * <pre>{@code
 * new Lambda((Image x) -> new Image(x.data().mul(2)), Image.class);
 * }</pre>
 */
public final class Lambda extends Transform<@Nullable Void> {
  private final Function<?, ?> lambd;
  private final List<Class<?>> types;

  /**
   * Makes a transform: Python's {@code Lambda(lambd, *types)}.
   *
   * @param types the classes of the parts that the function is for; none for all parts
   */
  public <I> Lambda(Function<I, ?> lambd, Class<?>... types) {
    this.lambd = lambd;
    this.types = types.length == 0 ? List.of(Object.class) : Arrays.asList(types.clone());
  }

  @Override
  protected boolean isTransformed(Object inpt) {
    return true;
  }

  @Override
  protected Object transform(Object inpt, @Nullable Void params) {
    boolean isMeant = types.stream().anyMatch(type -> type.isInstance(inpt));
    return isMeant ? Several.apply(lambd, inpt) : inpt;
  }

  @Override
  protected String extraRepr() {
    List<String> names =
        types.stream()
            .map(type -> type == Object.class ? "'object'" : "'" + type.getSimpleName() + "'")
            .toList();
    return "<lambda>, types=[" + String.join(", ", names) + "]";
  }
}
