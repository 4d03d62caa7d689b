package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.ModuleDict;
import java.util.ArrayList;
import java.util.List;

/** Layers of which each sees the outputs of all before it: a block of {@link DenseNet}. */
final class DenseBlock extends ModuleDict<DenseLayer> {
  DenseBlock(
      int layers,
      long inputs,
      long bnSize,
      long growthRate,
      double dropRate,
      boolean memoryEfficient) {
    for (int i = 0; i < layers; i++) {
      put(
          "denselayer" + (i + 1),
          new DenseLayer(inputs + i * growthRate, growthRate, bnSize, dropRate, memoryEfficient));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> features = new ArrayList<>();
    features.add(x);
    for (DenseLayer layer : values()) {
      features.add(layer.call(features.toArray(new Tensor[0])));
    }
    return Torch.cat(features, 1);
  }

  @Override
  protected String getName() {
    return "_DenseBlock";
  }

  @Override
  protected long stateVersion() {
    return 2;
  }
}
