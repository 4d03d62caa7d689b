package dev.obor.vision.models;

import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments that all models take.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class ModelOptions<O extends ModelOptions<O>> {
  /** The number of classes. */
  protected long numClasses;

  /** Whether a bar shows how far the download of the weights is. */
  protected boolean progress = true;

  @Nullable WeightsEnum weights;
  @Nullable String weightsName;
  private @Nullable Long givenClasses;
  boolean isFitted;

  ModelOptions() {
    this(1000);
  }

  /** Makes options with a number of classes that holds until another is set. */
  protected ModelOptions(long numClasses) {
    this.numClasses = numClasses;
  }

  /** These options, as what they are. */
  protected abstract O self();

  /** Sets the number of classes; default 1000, those of ImageNet, or those of the weights. */
  public O numClasses(long value) {
    this.numClasses = value;
    this.givenClasses = value;
    return self();
  }

  /**
   * Sets trained weights, such as {@code ResNet50Weights.DEFAULT}; default null, initial ones. They
   * are fetched once, and kept in the folder that {@link dev.obor.hub.Hub#getDir} names.
   *
   * <p>They are for the functions of {@link Models}; constructors do not take them.
   */
  public O weights(@Nullable WeightsEnum value) {
    this.weights = value;
    this.weightsName = null;
    return self();
  }

  /** Sets trained weights by name, such as {@code DEFAULT} or {@code IMAGENET1K_V2}. */
  public O weights(String name) {
    this.weightsName = name;
    return self();
  }

  /** Sets whether a bar shows how far the download of the weights is; default true. */
  public O progress(boolean value) {
    this.progress = value;
    return self();
  }

  /**
   * Makes a model and loads the weights that its options name, if they name any.
   *
   * @param type the weights that there are for the model
   * @param options what a caller wants
   * @param constructor makes the model; what it is given belongs into {@link #read}
   */
  protected static <M extends Module, T extends ModelOptions<T>> M make(
      Class<? extends WeightsEnum> type,
      Consumer<T> options,
      Function<Consumer<T>, M> constructor) {
    return Pretrained.make(type, options, constructor);
  }

  /**
   * Applies what a caller wants, for a constructor.
   *
   * @return the options
   * @throws ValueException if it wants trained weights, and was not called by {@link #make}
   */
  protected static <T extends ModelOptions<T>> T read(T options, Consumer<T> wanted) {
    wanted.accept(options);
    if (!options.isFitted && options.wantsWeights()) {
      throw new ValueException(
          "constructors do not take weights\nUse the function of Models, or load them with"
              + " model.loadStateDict(weights.getStateDict()).");
    }
    return options;
  }

  boolean wantsWeights() {
    return weights != null || weightsName != null;
  }

  /** The weights that are wanted, of the enum of a model; what must fit them is set. */
  @Nullable WeightsEnum chosen(Class<? extends WeightsEnum> type) {
    String name = weightsName;
    WeightsEnum chosen =
        name == null ? WeightsTable.verify(type, weights) : WeightsTable.named(type, name);
    if (chosen != null) {
      fit(chosen);
    }
    isFitted = true;
    return chosen;
  }

  /** Takes over what the weights were trained for. */
  protected void fit(WeightsEnum weights) {
    if (!weights.categories().isEmpty()) {
      numClasses = agreed("num_classes", givenClasses, (long) weights.categories().size());
    }
  }

  /**
   * What weights want of a parameter.
   *
   * @param given what a caller has given, or null for nothing
   * @throws ValueException if that is something else
   */
  protected static <T> T agreed(String parameter, @Nullable T given, T expected) {
    if (given != null && !given.equals(expected)) {
      throw new ValueException(
          "The parameter '"
              + parameter
              + "' expected value "
              + python(expected)
              + " but got "
              + python(given)
              + " instead.");
    }
    return expected;
  }

  private static String python(Object value) {
    return value instanceof Boolean flag ? flag ? "True" : "False" : value.toString();
  }
}
