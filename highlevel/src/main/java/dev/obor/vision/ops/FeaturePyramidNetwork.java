package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings what small features tell to large ones: Python's {@code
 * torchvision.ops.FeaturePyramidNetwork}, from "Feature pyramid networks for object detection" (Lin
 * and others, 2016).
 *
 * <pre>{@code
 * FeaturePyramidNetwork network = new FeaturePyramidNetwork(new long[] {10, 20, 30}, 5);
 * Map<String, Tensor> pyramid = network.call(features);  // the same names, 5 channels each
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class FeaturePyramidNetwork extends Module {
  /** For each features a convolution that makes the channels alike. */
  @Name("inner_blocks")
  public ModuleList<Module> innerBlocks = new ModuleList<>();

  /** For each features a convolution behind the addition. */
  @Name("layer_blocks")
  public ModuleList<Module> layerBlocks = new ModuleList<>();

  /** Adds features at the end, or null. */
  @Name("extra_blocks")
  public @Nullable ExtraFPNBlock extraBlocks;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private @Nullable ExtraFPNBlock extraBlocks;
    private @Nullable LongFunction<? extends Module> normLayer;

    Options() {}

    /** Sets what adds features at the end; default null, nothing. */
    public Options extraBlocks(@Nullable ExtraFPNBlock value) {
      this.extraBlocks = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default null, none. */
    public Options normLayer(@Nullable LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /** Makes a network: {@code FeaturePyramidNetwork(in_channels_list, out_channels)}. */
  public FeaturePyramidNetwork(long[] inChannelsList, long outChannels) {
    this(inChannelsList, outChannels, o -> {});
  }

  /**
   * Makes a network with keyword arguments.
   *
   * @param inChannelsList the channels of each features
   * @param outChannels the channels of the results
   * @throws ValueException if there is a zero among them
   */
  public FeaturePyramidNetwork(long[] inChannelsList, long outChannels, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    for (long inChannels : inChannelsList) {
      if (inChannels == 0) {
        throw new ValueException("in_channels=0 is currently not supported");
      }
      innerBlocks.append(
          new Conv2dNormActivation(
              inChannels,
              outChannels,
              c -> c.kernelSize(1).padding(0).normLayer(o.normLayer).activationLayer(null)));
      layerBlocks.append(
          new Conv2dNormActivation(
              outChannels, outChannels, c -> c.normLayer(o.normLayer).activationLayer(null)));
    }
    for (Module module : innerBlocks.modules()) {
      initialize(module);
    }
    for (Module module : layerBlocks.modules()) {
      initialize(module);
    }
    this.extraBlocks = o.extraBlocks;
    registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) -> {
          Object version = metadata.get("version");
          if (!(version instanceof Number number) || number.longValue() < 2) {
            rename(state, prefix);
          }
        });
  }

  static void initialize(Module module) {
    if (module instanceof Conv2d conv) {
      Init.kaimingUniform_(conv.weight, o -> o.a(1));
      if (conv.bias != null) {
        Init.zeros_(conv.bias);
      }
    }
  }

  /** In its first version the convolutions stood alone. */
  private void rename(Map<String, Tensor> state, String prefix) {
    for (String block : List.of("inner_blocks", "layer_blocks")) {
      for (int i = 0; i < innerBlocks.size(); i++) {
        for (String kind : List.of("weight", "bias")) {
          Tensor value = state.remove(prefix + block + "." + i + "." + kind);
          if (value != null) {
            state.put(prefix + block + "." + i + ".0." + kind, value);
          }
        }
      }
    }
  }

  @Override
  protected long stateVersion() {
    return 2;
  }

  /**
   * Makes the pyramid.
   *
   * @param features (N, C, H, W) by their names, the largest first, as many as the network was made
   *     for
   * @return the results by the same names in the same order, and those of the extra block
   */
  @SuppressWarnings("unchecked") // hooks give a map of the same kind
  public Map<String, Tensor> call(Map<String, Tensor> features) {
    return (Map<String, Tensor>)
        callWithHooks(
            Map.class, (args, kwargs) -> compute((Map<String, Tensor>) args[0]), features);
  }

  private Map<String, Tensor> compute(Map<String, Tensor> features) {
    List<String> names = List.copyOf(features.keySet());
    List<Tensor> inputs = List.copyOf(features.values());
    List<Tensor> results = new ArrayList<>();
    Tensor above = null;
    for (int i = inputs.size() - 1; i >= 0; i--) {
      Tensor inner = innerBlocks.get(i).call(inputs.get(i));
      if (above != null) {
        long[] size = {inner.size(-2), inner.size(-1)};
        inner = inner.add(F.interpolate(above, o -> o.size(size).mode("nearest")));
      }
      above = inner;
      results.add(0, layerBlocks.get(i).call(inner));
    }
    Map<String, Tensor> pyramid = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      pyramid.put(names.get(i), results.get(i));
    }
    return extraBlocks == null ? pyramid : extraBlocks.extend(pyramid, features);
  }
}
