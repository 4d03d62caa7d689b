package dev.obor.vision.models;

import dev.obor.nn.Module;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes one kind of model: what Python's {@code models.get_model_builder(name)} gives.
 *
 * <pre>{@code
 * Module model = Models.getModelBuilder("resnet50").make(o -> o.numClasses(10));
 * }</pre>
 */
public final class ModelBuilder {
  private final String name;
  private final String module;
  private final Class<? extends WeightsEnum> weights;
  private final Function<Consumer<ModelOptions<?>>, ? extends Module> make;

  ModelBuilder(
      String name,
      String module,
      Class<? extends WeightsEnum> weights,
      Function<Consumer<ModelOptions<?>>, ? extends Module> make) {
    this.name = name;
    this.module = module;
    this.weights = weights;
    this.make = make;
  }

  /** The name of the model, such as {@code resnet50}. */
  public String name() {
    return name;
  }

  /**
   * Where Python has the model: {@code torchvision.models}, or its {@code segmentation}, {@code
   * detection}, {@code video} or {@code optical_flow}.
   */
  public String module() {
    return module;
  }

  /** The trained weights that there are for it. */
  public Class<? extends WeightsEnum> weights() {
    return weights;
  }

  /** Makes the model. */
  public Module make() {
    return make(o -> {});
  }

  /** Makes the model with the keyword arguments that all have. */
  public Module make(Consumer<ModelOptions<?>> options) {
    return make.apply(options);
  }
}
