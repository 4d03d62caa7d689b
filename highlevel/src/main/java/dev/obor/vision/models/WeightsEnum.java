package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.hub.Hub;
import dev.obor.hub.HubOptions;
import dev.obor.vision.transforms.Transform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The enums of trained weights, one for each model: Python's {@code
 * torchvision.models.WeightsEnum}.
 *
 * <pre>{@code
 * ResNet50Weights weights = ResNet50Weights.DEFAULT;
 * ResNet model = Models.resnet50(o -> o.weights(weights));
 * model.eval();
 * Tensor scores = model.call(weights.transforms().apply(image).unsqueeze(0));
 * String best = weights.categories().get(scores.argmax().item().intValue());
 * }</pre>
 *
 * <p>Nothing is fetched before a model is made with the weights. May be used from any thread.
 */
public interface WeightsEnum {
  /**
   * What was given, if it is of an enum: Python's {@code WeightsEnum.verify(obj)}.
   *
   * @param type the enum
   * @param given null for no weights
   * @return what was given
   * @throws TypeException if it is of another enum
   */
  static @Nullable WeightsEnum verify(
      Class<? extends WeightsEnum> type, @Nullable WeightsEnum given) {
    return WeightsTable.verify(type, given);
  }

  /** The name of the constant. */
  String name();

  /** What is known of the weights: Python's {@code weights.value}. */
  default Weights value() {
    return WeightsTable.of(this);
  }

  /** Where the file is: Python's {@code weights.url}. */
  default String url() {
    return value().url();
  }

  /**
   * Makes the transform that brings an image, or a tensor (…, C, H, W), to what the model was
   * trained with: Python's {@code weights.transforms()}.
   */
  default Transform<Object, Tensor> transforms() {
    return value().transforms().get();
  }

  /** Numbers and texts by Python's names: {@code weights.meta}. */
  default Map<String, Object> meta() {
    return value().meta();
  }

  /**
   * The names of the classes, in the order of the model's scores: Python's {@code
   * weights.meta['categories']}. Empty for weights that are not for classes.
   */
  @SuppressWarnings("unchecked") // the table holds a list of names here
  default List<String> categories() {
    return (List<String>) Objects.requireNonNull(meta().get("categories"));
  }

  /** The smallest height and width of pictures: Python's {@code weights.meta['min_size']}. */
  @SuppressWarnings("unchecked") // the table holds a list of numbers here
  default long[] minSize() {
    List<Long> size = (List<Long>) Objects.requireNonNull(meta().get("min_size"));
    return size.stream().mapToLong(Long::longValue).toArray();
  }

  /** Fetches the weights, or reads them where they are: {@code weights.get_state_dict()}. */
  default Map<String, Tensor> getStateDict() {
    return getStateDict(o -> o.checkHash(true));
  }

  /**
   * The same with keyword arguments: Python's {@code weights.get_state_dict(progress=…,
   * check_hash=…)}.
   */
  default Map<String, Tensor> getStateDict(Consumer<HubOptions> options) {
    return Hub.loadStateDictFromUrl(url(), options);
  }
}
