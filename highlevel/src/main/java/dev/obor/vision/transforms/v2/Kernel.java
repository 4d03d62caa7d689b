package dev.obor.vision.transforms.v2;

import dev.obor.vision.tv_tensors.TVTensor;
import java.util.Map;

/**
 * What a function of {@link F} does with a class of one's own.
 *
 * @param <T> the class
 */
@FunctionalInterface
public interface Kernel<T extends TVTensor> {
  /**
   * Does it.
   *
   * @param inpt what the function was given
   * @param arguments its other arguments under Python's names, such as {@code padding}
   * @return what the function returns
   */
  Object call(T inpt, Map<String, Object> arguments);
}
