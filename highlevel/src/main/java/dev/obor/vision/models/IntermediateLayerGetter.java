package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleDict;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a network up to the last one whose output is wanted: Python's {@code
 * torchvision.models._utils.IntermediateLayerGetter}.
 *
 * <p>Layers are called in the order in which the network has them, one with the output of the
 * other.
 *
 * <pre>{@code
 * ResNet network = Models.resnet18();
 * IntermediateLayerGetter body =
 *     new IntermediateLayerGetter(network, Map.of("layer1", "feat1", "layer3", "feat2"));
 * Tensor deep = body.call(pictures).get("feat2");
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class IntermediateLayerGetter extends ModuleDict<Module> {
  private Map<String, String> returnLayers;

  /**
   * Takes the layers of a network: Python's {@code IntermediateLayerGetter(model, return_layers)}.
   *
   * @param returnLayers the names of the layers whose outputs are wanted, with the names that these
   *     outputs get
   * @throws ValueException if the network itself has no layer of such a name
   */
  public IntermediateLayerGetter(Module model, Map<String, String> returnLayers) {
    this(model.namedChildren(), returnLayers);
  }

  /** Takes layers by their names, in the order in which they are called. */
  IntermediateLayerGetter(Map<String, ? extends Module> layers, Map<String, String> returnLayers) {
    if (!layers.keySet().containsAll(returnLayers.keySet())) {
      throw new ValueException(
          "return_layers are not present in model\nThere are "
              + layers.keySet()
              + ", but "
              + returnLayers.keySet()
              + " were asked for.");
    }
    this.returnLayers = Map.copyOf(returnLayers);
    Set<String> missing = new HashSet<>(returnLayers.keySet());
    for (Map.Entry<String, ? extends Module> layer : layers.entrySet()) {
      put(layer.getKey(), layer.getValue());
      missing.remove(layer.getKey());
      if (missing.isEmpty()) {
        break;
      }
    }
  }

  /** Computes the outputs, with the hooks around it, in the order of the layers. */
  @SuppressWarnings("unchecked") // hooks give a map of the same kind
  public Map<String, Tensor> call(Tensor x) {
    return (Map<String, Tensor>)
        callWithHooks(Map.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  private Map<String, Tensor> compute(Tensor x) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Tensor out = x;
    for (Map.Entry<String, Module> layer : items().entrySet()) {
      out = layer.getValue().call(out);
      String name = returnLayers.get(layer.getKey());
      if (name != null) {
        outputs.put(name, out);
      }
    }
    return outputs;
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
