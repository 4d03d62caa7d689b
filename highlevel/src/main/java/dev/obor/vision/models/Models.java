package dev.obor.vision.models;

import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes models by their names: the functions of Python's {@code torchvision.models}.
 *
 * <pre>{@code
 * DenseNet model = Models.densenet121(o -> o.weights(DenseNet121Weights.DEFAULT));
 * ResNet fresh = Models.resnet18(o -> o.numClasses(10));
 * Module same = Models.getModel("resnet18", o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Without {@code weights} a model has initial ones, torchvision's after the same seed. Trained
 * ones are fetched once and kept where Python keeps them; see {@link dev.obor.hub.Hub}.
 *
 * <p>All functions may be called from any thread.
 */
public final class Models extends TransformerModels {
  private Models() {}

  /** The names of all models, in alphabetical order: Python's {@code models.list_models()}. */
  public static List<String> listModels() {
    return List.copyOf(Registry.BUILDERS.keySet());
  }

  /**
   * The names of the models that a filter lets through: Python's {@code
   * models.list_models(include=include)}.
   *
   * @param include a name with {@code *} for any characters and {@code ?} for one, such as {@code
   *     "resne?t*"}
   */
  public static List<String> listModels(String include) {
    return listModels(List.of(include), List.of());
  }

  /**
   * The names that one of some filters lets through, and none of others: Python's {@code
   * models.list_models(include=include, exclude=exclude)}.
   *
   * @param include filters of which one must fit; if there are none, all names fit
   * @param exclude filters of which none may fit
   */
  public static List<String> listModels(List<String> include, List<String> exclude) {
    return listModels().stream()
        .filter(name -> include.isEmpty() || Wildcards.anyMatches(include, name))
        .filter(name -> !Wildcards.anyMatches(exclude, name))
        .toList();
  }

  /** Keyword arguments of {@link #listModels(Consumer)}. */
  public static final class ListOptions {
    private @Nullable String module;
    private List<String> include = List.of();
    private List<String> exclude = List.of();

    private ListOptions() {}

    /** Sets where Python has the models, such as {@code torchvision.models.detection}. */
    public ListOptions module(String value) {
      this.module = value;
      return this;
    }

    /** Sets filters of which one must fit; default none, and then all names fit. */
    public ListOptions include(String... value) {
      this.include = List.of(value);
      return this;
    }

    /** Sets filters of which none may fit; default none. */
    public ListOptions exclude(String... value) {
      this.exclude = List.of(value);
      return this;
    }
  }

  /**
   * The names of the models of one module that filters let through: Python's {@code
   * models.list_models(module=…, include=…, exclude=…)}.
   *
   * <pre>{@code
   * Models.listModels(o -> o.module("torchvision.models.detection"));
   * }</pre>
   */
  public static List<String> listModels(Consumer<ListOptions> options) {
    ListOptions o = new ListOptions();
    options.accept(o);
    String module = o.module;
    return listModels(o.include, o.exclude).stream()
        .filter(name -> module == null || getModelBuilder(name).module().equals(module))
        .toList();
  }

  /**
   * Gives what makes a model, by Python's name for it: {@code models.get_model_builder(name)}.
   *
   * @throws ValueException if there is no such model
   */
  public static ModelBuilder getModelBuilder(String name) {
    ModelBuilder builder = Registry.BUILDERS.get(name.toLowerCase(Locale.ROOT));
    if (builder == null) {
      throw new ValueException(
          "Unknown model "
              + name.toLowerCase(Locale.ROOT)
              + "\nModels.listModels() has the names.");
    }
    return builder;
  }

  /** Makes a model by Python's name for it: {@code models.get_model(name)}. */
  public static Module getModel(String name) {
    return getModel(name, o -> {});
  }

  /**
   * Makes a model by Python's name for it, such as {@code resnet50}, with the keyword arguments
   * that all have: {@code models.get_model(name, num_classes=…, weights=…)}.
   *
   * @throws ValueException if there is no such model
   */
  public static Module getModel(String name, Consumer<ModelOptions<?>> options) {
    return getModelBuilder(name).make(options);
  }

  /**
   * The trained weights that there are for a model: Python's {@code
   * models.get_model_weights(name)}.
   *
   * @return an enum, such as {@code ResNet50Weights}
   * @throws ValueException if there is no such model
   */
  public static Class<? extends WeightsEnum> getModelWeights(String name) {
    return getModelBuilder(name).weights();
  }

  /**
   * Finds trained weights by their full name: Python's {@code models.get_weight(name)}.
   *
   * <pre>{@code
   * WeightsEnum weights = Models.getWeight("ResNet50_Weights.IMAGENET1K_V2");
   * }</pre>
   *
   * @param name Python's, or that of the Java constant, such as {@code ResNet50Weights.DEFAULT}
   * @throws ValueException if there are no such weights
   */
  public static WeightsEnum getWeight(String name) {
    return WeightsTable.byName(name);
  }
}
