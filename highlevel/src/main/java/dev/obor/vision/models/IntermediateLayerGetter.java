package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleDict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The layers of a network up to one of them, and what two of them give. */
final class IntermediateLayerGetter extends ModuleDict<Module> {
  private final @Nullable String shallow;

  /**
   * What two layers give.
   *
   * @param deep the output of the last layer
   * @param shallow that of one before it, or null
   */
  record Features(Tensor deep, @Nullable Tensor shallow) {}

  /**
   * Takes the layers of a network.
   *
   * @param layers by their names, in the order in which they are called
   * @param deep the last layer to call
   * @param shallow a layer before it, or null
   */
  IntermediateLayerGetter(
      Map<String, ? extends Module> layers, String deep, @Nullable String shallow) {
    this.shallow = shallow;
    for (Map.Entry<String, ? extends Module> layer : layers.entrySet()) {
      put(layer.getKey(), layer.getValue());
      if (layer.getKey().equals(deep)) {
        break;
      }
    }
  }

  Features call(Tensor x) {
    return callWithHooks(
        Features.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  @Override
  public Tensor forward(Tensor x) {
    return compute(x).deep();
  }

  private Features compute(Tensor x) {
    Tensor out = x;
    Tensor between = null;
    for (Map.Entry<String, Module> layer : items().entrySet()) {
      out = layer.getValue().call(out);
      if (layer.getKey().equals(shallow)) {
        between = out;
      }
    }
    return new Features(out, between);
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
