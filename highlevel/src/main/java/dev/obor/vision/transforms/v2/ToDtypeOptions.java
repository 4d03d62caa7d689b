package dev.obor.vision.transforms.v2;

import dev.obor.DType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which dtype each class of inputs becomes: Python's dictionary for {@link ToDtype}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class ToDtypeOptions {
  final Map<Class<?>, Optional<DType>> dtypes = new LinkedHashMap<>();
  boolean hasOthers;
  @Nullable DType others;

  ToDtypeOptions() {}

  /**
   * Sets the dtype of a class.
   *
   * @param type a class of {@code tv_tensors}, or {@code Tensor}
   * @param dtype null to leave it as it is
   */
  public ToDtypeOptions dtype(Class<?> type, @Nullable DType dtype) {
    dtypes.put(type, Optional.ofNullable(dtype));
    return this;
  }

  /** Sets the dtype of all other classes; null leaves them as they are. */
  public ToDtypeOptions others(@Nullable DType dtype) {
    others = dtype;
    hasOthers = true;
    return this;
  }
}
