package dev.obor.vision.transforms.v2;

import dev.obor.ValueException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A transform that holds others. */
abstract class Several extends Transform<@Nullable Void> {
  /** The transforms, in their order. */
  public final List<Function<?, ?>> transforms;

  Several(List<? extends Function<?, ?>> transforms) {
    if (transforms.isEmpty()) {
      throw new ValueException("Pass at least one transform");
    }
    this.transforms = List.copyOf(transforms);
  }

  @Override
  abstract Object forward(Object sample);

  @Override
  protected final Object transform(Object inpt, @Nullable Void params) {
    return forward(inpt);
  }

  @SuppressWarnings("unchecked") // a transform that gets what it does not take says so itself
  static Object apply(Function<?, ?> transform, Object sample) {
    return ((Function<Object, Object>) transform).apply(sample);
  }

  final Object applyAll(Object sample) {
    Object result = sample;
    for (Function<?, ?> transform : transforms) {
      result = apply(transform, result);
    }
    return result;
  }

  final String lines() {
    return transforms.stream().map(t -> "    " + t).collect(Collectors.joining("\n"));
  }
}
