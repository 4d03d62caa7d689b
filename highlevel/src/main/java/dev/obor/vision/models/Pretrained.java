package dev.obor.vision.models;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes models, with trained weights if they are wanted. */
final class Pretrained {
  private Pretrained() {}

  /** What a caller wants, and what came of it when the constructor read it. */
  private static final class Wish<O extends ModelOptions<O>> implements Consumer<O> {
    private final Class<? extends WeightsEnum> type;
    private final Consumer<O> options;
    private @Nullable WeightsEnum weights;
    private boolean progress;

    Wish(Class<? extends WeightsEnum> type, Consumer<O> options) {
      this.type = type;
      this.options = options;
    }

    @Override
    public void accept(O o) {
      options.accept(o);
      weights = o.chosen(type);
      progress = o.progress;
    }
  }

  /**
   * Makes a model and loads the weights that the options name.
   *
   * @param type the weights that there are for the model
   * @param make the constructor
   */
  static <M extends Module, O extends ModelOptions<O>> M make(
      Class<? extends WeightsEnum> type, Consumer<O> options, Function<Consumer<O>, M> make) {
    Wish<O> wish = new Wish<>(type, options);
    M model = make.apply(wish);
    WeightsEnum weights = wish.weights;
    if (weights != null) {
      load(model, weights, wish.progress);
    }
    return model;
  }

  private static void load(Module model, WeightsEnum weights, boolean progress) {
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> state = weights.getStateDict(o -> o.progress(progress).checkHash(true));
      if (model instanceof DenseNet) {
        state = DenseNet.renamed(state);
      }
      model.loadStateDict(state);
    }
  }
}
