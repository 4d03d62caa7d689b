package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.List;
import java.util.function.Consumer;

/**
 * A small network that shuffles channels between two halves: Python's {@code
 * torchvision.models.ShuffleNetV2}, from "ShuffleNet V2: practical guidelines for efficient CNN
 * architecture design" (Ma and others, 2018).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses). Weights are those that each layer begins with.
 *
 * <pre>{@code
 * Models.shufflenetV2X1_0(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ShuffleNetV2 extends Module {
  /** The first convolution. */
  public Sequential conv1;

  /** Follows {@link #conv1}. */
  public MaxPool2d maxpool = new MaxPool2d(3, o -> o.stride(2).padding(1));

  /** The first blocks. */
  public Sequential stage2;

  /** The next blocks. */
  public Sequential stage3;

  /** The last blocks. */
  public Sequential stage4;

  /** The last convolution. */
  public Sequential conv5;

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    Options() {}

    @Override
    protected Options self() {
      return this;
    }
  }

  /** Convolves one half of the channels, or both where the picture gets smaller. */
  private static final class InvertedResidual extends Module {
    private final boolean halves;
    Sequential branch1;
    Sequential branch2;

    InvertedResidual(long inputs, long outputs, long stride) {
      long features = outputs / 2;
      this.halves = stride == 1;
      this.branch1 =
          halves
              ? new Sequential()
              : new Sequential(
                  depthwise(inputs, stride),
                  new BatchNorm2d(inputs),
                  pointwise(inputs, features),
                  new BatchNorm2d(features),
                  new ReLU(true));
      this.branch2 =
          new Sequential(
              pointwise(halves ? features : inputs, features),
              new BatchNorm2d(features),
              new ReLU(true),
              depthwise(features, stride),
              new BatchNorm2d(features),
              pointwise(features, features),
              new BatchNorm2d(features),
              new ReLU(true));
    }

    private static Conv2d depthwise(long channels, long stride) {
      return new Conv2d(
          channels, channels, 3, o -> o.stride(stride).padding(1).bias(false).groups(channels));
    }

    private static Conv2d pointwise(long inputs, long outputs) {
      return new Conv2d(inputs, outputs, 1, o -> o.bias(false));
    }

    @Override
    public Tensor forward(Tensor x) {
      List<Tensor> parts = halves ? x.chunk(2, 1) : List.of(x, x);
      Tensor first = halves ? parts.get(0) : branch1.call(x);
      return F.channelShuffle(Torch.cat(List.of(first, branch2.call(parts.get(1))), 1), 2);
    }
  }

  /**
   * Makes a network: Python's {@code ShuffleNetV2(stages_repeats, stages_out_channels, …)}.
   *
   * @param stagesRepeats how many blocks each of the three stages has
   * @param stagesOutChannels the channels of the first convolution, the stages, and the last one
   * @throws ValueException unless there are three of the one and five of the other
   */
  public ShuffleNetV2(long[] stagesRepeats, long[] stagesOutChannels, Consumer<Options> options) {
    if (stagesRepeats.length != 3) {
      throw new ValueException("expected stages_repeats as list of 3 positive ints");
    }
    if (stagesOutChannels.length != 5) {
      throw new ValueException("expected stages_out_channels as list of 5 positive ints");
    }
    Options o = ModelOptions.read(new Options(), options);
    long[] channels = stagesOutChannels;
    this.conv1 = convolution(3, channels[0], 3, 2, 1);
    this.stage2 = stage(channels[0], channels[1], stagesRepeats[0]);
    this.stage3 = stage(channels[1], channels[2], stagesRepeats[1]);
    this.stage4 = stage(channels[2], channels[3], stagesRepeats[2]);
    this.conv5 = convolution(channels[3], channels[4], 1, 1, 0);
    this.fc = new Linear(channels[4], o.numClasses);
  }

  private static Sequential convolution(
      long inputs, long outputs, long kernel, long stride, long padding) {
    return new Sequential(
        new Conv2d(inputs, outputs, kernel, o -> o.stride(stride).padding(padding).bias(false)),
        new BatchNorm2d(outputs),
        new ReLU(true));
  }

  private static Sequential stage(long inputs, long outputs, long repeats) {
    Sequential stage = new Sequential(new InvertedResidual(inputs, outputs, 2));
    for (long i = 1; i < repeats; i++) {
      stage.append(new InvertedResidual(outputs, outputs, 1));
    }
    return stage;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = stage4.call(stage3.call(stage2.call(maxpool.call(conv1.call(x)))));
    return fc.call(conv5.call(out).mean(2, 3));
  }
}
