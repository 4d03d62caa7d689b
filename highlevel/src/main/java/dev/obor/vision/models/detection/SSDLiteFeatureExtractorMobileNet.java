package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.ReLU6;
import dev.obor.nn.Sequential;
import dev.obor.vision.models.MobileBlock;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The features of six sizes that SSDlite looks at, from the layers of MobileNetV3: Python's {@code
 * torchvision.models.detection.ssdlite.SSDLiteFeatureExtractorMobileNet}.
 */
final class SSDLiteFeatureExtractorMobileNet extends Module implements Backbone, KnownChannels {
  private static final double STD = 0.03;
  private static final long[] DEPTHS = {512, 256, 256, 128};

  /** The layers up to the middle of a block, and those from there on. */
  Sequential features;

  /** What makes each further features of those before. */
  ModuleList<Module> extra = new ModuleList<>();

  private final long[] channels = new long[2 + DEPTHS.length];

  /**
   * Makes the layers.
   *
   * @param backbone the layers of MobileNetV3
   * @param middle the block whose first layer gives the first features
   */
  SSDLiteFeatureExtractorMobileNet(
      Sequential backbone, int middle, LongFunction<? extends Module> normLayer) {
    List<Module> layers = new ArrayList<>();
    backbone.forEach(layers::add);
    Sequential block = ((MobileBlock) layers.get(middle)).layers();
    Sequential first = new Sequential(layers.subList(0, middle).toArray(Module[]::new));
    first.append(block.get(0));
    channels[0] = ((Conv2dNormActivation) block.get(0)).outChannels;
    Sequential second = new Sequential(block.get("1:"));
    layers.subList(middle + 1, layers.size()).forEach(second::append);
    this.features = new Sequential(first, second);
    channels[1] = ((Conv2dNormActivation) layers.get(layers.size() - 1)).outChannels;
    for (int i = 0; i < DEPTHS.length; i++) {
      channels[i + 2] = DEPTHS[i];
      extra.append(smaller(channels[i + 1], DEPTHS[i], normLayer));
    }
    Weightings.normal(extra, STD);
  }

  private static Sequential smaller(long in, long out, LongFunction<? extends Module> normLayer) {
    long between = out / 2;
    return new Sequential(
        new Conv2dNormActivation(
            in,
            between,
            o -> o.kernelSize(1).normLayer(normLayer).activationLayer(() -> new ReLU6(true))),
        new Conv2dNormActivation(
            between,
            between,
            o ->
                o.stride(2)
                    .groups(between)
                    .normLayer(normLayer)
                    .activationLayer(() -> new ReLU6(true))),
        new Conv2dNormActivation(
            between,
            out,
            o -> o.kernelSize(1).normLayer(normLayer).activationLayer(() -> new ReLU6(true))));
  }

  @Override
  public long[] channels() {
    return channels.clone();
  }

  @Override
  public Map<String, Tensor> call(Tensor x) {
    return Lists.mapOf(
        callWithHooks(Map.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x}));
  }

  private Map<String, Tensor> compute(Tensor x) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Tensor out = x;
    for (Iterable<Module> part : List.of(features, extra)) {
      for (Module block : part) {
        out = block.call(out);
        outputs.put(String.valueOf(outputs.size()), out);
      }
    }
    return outputs;
  }
}
