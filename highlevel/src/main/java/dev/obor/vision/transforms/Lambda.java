package dev.obor.vision.transforms;

import java.util.function.Function;

/**
 * A function as a transform: Python's {@code torchvision.transforms.Lambda}.
 *
 * <pre>{@code
 * new Compose(new ToTensor(), new Lambda((Tensor x) -> x.view(-1)));
 * }</pre>
 */
public final class Lambda implements Transform<Object, Object> {
  private final Function<?, ?> lambd;

  /** Makes a transform of a function, which should name the type that it takes. */
  public <I> Lambda(Function<I, ?> lambd) {
    this.lambd = lambd;
  }

  @Override
  public Object apply(Object img) {
    return Chain.apply(lambd, img);
  }

  /** Calls the function: Python's {@code transform(img)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the function decides
  public <T> T call(Object img) {
    return (T) apply(img);
  }

  @Override
  public String toString() {
    return "Lambda()";
  }
}
