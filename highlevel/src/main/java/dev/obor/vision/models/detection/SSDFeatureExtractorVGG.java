package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of six sizes that SSD300 looks at, from the layers of VGG with 16 layers: Python's
 * {@code torchvision.models.detection.ssd.SSDFeatureExtractorVGG}.
 */
final class SSDFeatureExtractorVGG extends Module implements Backbone, KnownChannels {
  private static final double SCALE = 20;
  private static final long CHANNELS = 512;

  /** By what each channel of the first features is multiplied. */
  @Name("scale_weight")
  Tensor scaleWeight;

  /** The layers up to the fourth pooling. */
  Sequential features;

  /** What makes each further features of those before. */
  ModuleList<Module> extra = new ModuleList<>();

  SSDFeatureExtractorVGG(Sequential backbone) {
    List<Integer> pools = pools(backbone);
    this.scaleWeight = Parameter.of(Torch.ones(CHANNELS).mul(SCALE));
    // The paper's sizes come out where an odd edge is rounded up here.
    backbone.set(pools.get(2), new MaxPool2d(2, o -> o.stride(2).ceilMode(true)));
    List<Module> layers = new ArrayList<>();
    backbone.forEach(layers::add);
    this.features = new Sequential(layers.subList(0, pools.get(3)).toArray(Module[]::new));
    List<Module> further = new ArrayList<>();
    further.add(smaller(1024, 256, 512, true));
    further.add(smaller(512, 128, 256, true));
    further.add(smaller(256, 128, 256, false));
    further.add(smaller(256, 128, 256, false));
    further.forEach(Weightings::xavier);
    Sequential last =
        new Sequential(
            new MaxPool2d(3, o -> o.stride(1).padding(1)),
            new Conv2d(CHANNELS, 1024, 3, o -> o.padding(6).dilation(6)),
            new ReLU(true),
            new Conv2d(1024, 1024, 1),
            new ReLU(true));
    Weightings.xavier(last);
    Sequential second =
        new Sequential(layers.subList(pools.get(3), layers.size() - 1).toArray(Module[]::new));
    second.append(last);
    extra.append(second).extend(further);
  }

  /** Where the poolings are among the layers of VGG. */
  static List<Integer> pools(Sequential layers) {
    List<Integer> pools = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof MaxPool2d) {
        pools.add(i);
      }
    }
    return pools;
  }

  private static Sequential smaller(long in, long between, long out, boolean halves) {
    return new Sequential(
        new Conv2d(in, between, 1),
        new ReLU(true),
        new Conv2d(between, out, 3, o -> o.padding(halves ? 1 : 0).stride(halves ? 2 : 1)),
        new ReLU(true));
  }

  @Override
  public long[] channels() {
    return new long[] {CHANNELS, 1024, 512, 256, 256, 256};
  }

  @Override
  public Map<String, Tensor> call(Tensor x) {
    return Lists.mapOf(
        callWithHooks(Map.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x}));
  }

  private Map<String, Tensor> compute(Tensor x) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Tensor out = features.call(x);
    outputs.put("0", scaleWeight.view(1, -1, 1, 1).mul(F.normalize(out)));
    for (Module block : extra) {
      out = block.call(out);
      outputs.put(String.valueOf(outputs.size()), out);
    }
    return outputs;
  }
}
