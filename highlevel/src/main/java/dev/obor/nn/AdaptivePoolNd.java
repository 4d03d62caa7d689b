package dev.obor.nn;

import dev.obor.Size;
import dev.obor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the layers that pool to a given size have in common.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public abstract class AdaptivePoolNd extends Module {
  private @Nullable Number[] outputSize;

  AdaptivePoolNd(@Nullable Number... outputSize) {
    this.outputSize = outputSize.clone();
  }

  static Number[] boxed(long... sizes) {
    return Arrays.stream(sizes).boxed().toArray(Number[]::new);
  }

  /** The wanted size, with the input's where there is none. */
  final Size outputSize(Tensor x) {
    Number only = outputSize.length == 1 ? outputSize[0] : null;
    return only == null ? AdaptivePoolingFunctions.given(x, outputSize) : Size.of(only.longValue());
  }

  @Override
  public String extraRepr() {
    String text =
        Arrays.stream(outputSize).map(ModuleText::python).collect(Collectors.joining(", "));
    return "output_size=" + (outputSize.length == 1 ? text : "(" + text + ")");
  }
}
