package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that the datasets for optical flow have in common.
 *
 * @param <O> the options themselves
 */
public abstract class FlowOptions<O extends FlowOptions<O>> {
  @Nullable UnaryOperator<FlowSample> transforms;
  Function<? super Path, ?> loader = Folder::defaultLoader;
  String split = "train";

  FlowOptions() {}

  @SuppressWarnings("unchecked") // a class names itself as O
  private O self() {
    return (O) this;
  }

  /** Sets which part it is; the dataset names its parts, and {@code train} is the default. */
  public O split(String value) {
    this.split = value;
    return self();
  }

  /** Sets what is done to both pictures, the flow and the mask together; default null, nothing. */
  public O transforms(@Nullable UnaryOperator<FlowSample> value) {
    this.transforms = value;
    return self();
  }

  /** Sets what reads a picture; default {@link Folder#defaultLoader}. */
  public O loader(Function<? super Path, ?> value) {
    this.loader = value;
    return self();
  }
}
