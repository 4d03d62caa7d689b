package dev.obor.vision.models.video;

import dev.obor.nn.Module;
import dev.obor.vision.models.ModelOptions;
import dev.obor.vision.models.WeightsEnum;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keyword arguments of networks for films, which have the 400 classes of Kinetics unless others are
 * wanted.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
abstract class VideoOptions<O extends VideoOptions<O>> extends ModelOptions<O> {
  VideoOptions() {
    super(400);
  }

  long classes() {
    return numClasses;
  }

  /** Makes a model with the weights that are wanted. */
  static <M extends Module, T extends VideoOptions<T>> M pretrained(
      Class<? extends WeightsEnum> type, Consumer<T> options, Function<Consumer<T>, M> make) {
    return make(type, options, make);
  }

  /** Applies what a caller wants, for a constructor. */
  static <T extends VideoOptions<T>> T with(T options, Consumer<T> wanted) {
    return read(options, wanted);
  }
}
