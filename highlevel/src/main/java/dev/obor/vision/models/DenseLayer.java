package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.autograd.Checkpoint;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import java.util.Arrays;

/** Computes some new channels from all channels before it: a layer of {@link DenseNet}. */
final class DenseLayer extends Module {
  BatchNorm2d norm1;
  ReLU relu1 = new ReLU(true);
  Conv2d conv1;
  BatchNorm2d norm2;
  ReLU relu2 = new ReLU(true);
  Conv2d conv2;
  private final double dropRate;
  private final boolean memoryEfficient;

  DenseLayer(long inputs, long growthRate, long bnSize, double dropRate, boolean memoryEfficient) {
    this.norm1 = new BatchNorm2d(inputs);
    this.conv1 = new Conv2d(inputs, bnSize * growthRate, 1, o -> o.stride(1).bias(false));
    this.norm2 = new BatchNorm2d(bnSize * growthRate);
    this.conv2 =
        new Conv2d(bnSize * growthRate, growthRate, 3, o -> o.stride(1).padding(1).bias(false));
    this.dropRate = dropRate;
    this.memoryEfficient = memoryEfficient;
  }

  private Tensor bottleneck(Tensor... features) {
    return conv1.call(relu1.call(norm1.call(Torch.cat(Arrays.asList(features), 1))));
  }

  @Override
  public Tensor forward(Tensor x) {
    return forward(new Tensor[] {x});
  }

  @Override
  public Tensor forward(Tensor first, Tensor second) {
    return forward(new Tensor[] {first, second});
  }

  @Override
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    return forward(new Tensor[] {first, second, third});
  }

  /**
   * Computes the new channels.
   *
   * @param features what all layers before have computed
   */
  @Override
  public Tensor forward(Tensor... features) {
    boolean again = memoryEfficient && Arrays.stream(features).anyMatch(Tensor::requiresGrad);
    Tensor narrow =
        again ? Checkpoint.checkpoint(this::bottleneck, features) : bottleneck(features);
    Tensor out = conv2.call(relu2.call(norm2.call(narrow)));
    return dropRate > 0 ? F.dropout(out, dropRate, isTraining()) : out;
  }

  @Override
  protected String getName() {
    return "_DenseLayer";
  }
}
