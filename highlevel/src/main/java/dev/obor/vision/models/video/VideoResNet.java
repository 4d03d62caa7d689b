package dev.obor.vision.models.video;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool3d;
import dev.obor.nn.BatchNorm3d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of convolutions over time and space that add to their inputs: Python's {@code
 * torchvision.models.video.VideoResNet}, from "A closer look at spatiotemporal convolutions for
 * action recognition" (Tran and others, 2017).
 *
 * <p>Input: (N, 3, T, H, W), with T frames. Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the last layer from the normal distribution with standard deviation 0.01.
 *
 * <pre>{@code
 * VideoResNet model = Video.r2plus1d18(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class VideoResNet extends Module {
  /** The first convolutions. */
  public Sequential stem;

  /** The blocks with 64 planes. */
  public Sequential layer1;

  /** The blocks with 128 planes. */
  public Sequential layer2;

  /** The blocks with 256 planes. */
  public Sequential layer3;

  /** The blocks with 512 planes. */
  public Sequential layer4;

  /** Takes the mean over each film. */
  public AdaptiveAvgPool3d avgpool = new AdaptiveAvgPool3d(Torch.size(1, 1, 1));

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the functions that make it. */
  public static final class Options extends VideoOptions<Options> {
    Options() {}

    @Override
    protected Options self() {
      return this;
    }
  }

  /** How the convolutions of a layer look at time. */
  private enum Kind {
    /** At three frames and nine pixels at once. */
    SIMPLE,
    /** Not at all. */
    NO_TEMPORAL,
    /** At nine pixels, and then at three frames. */
    TWO_PLUS_ONE;

    Module make(long inputs, long outputs, long between, long stride) {
      return switch (this) {
        case SIMPLE -> new Conv3DSimple(inputs, outputs, stride);
        case NO_TEMPORAL -> new Conv3DNoTemporal(inputs, outputs, stride);
        case TWO_PLUS_ONE -> new Conv2Plus1D(inputs, outputs, between, stride);
      };
    }

    long[] shortcut(long stride) {
      return new long[] {this == NO_TEMPORAL ? 1 : stride, stride, stride};
    }
  }

  private static final class Conv3DSimple extends Conv3d {
    Conv3DSimple(long inputs, long outputs, long stride) {
      super(inputs, outputs, 3, o -> o.stride(stride).padding(1).bias(false));
    }
  }

  private static final class Conv3DNoTemporal extends Conv3d {
    Conv3DNoTemporal(long inputs, long outputs, long stride) {
      super(
          inputs,
          outputs,
          Torch.size(1, 3, 3),
          o -> o.stride(1, stride, stride).padding(0, 1, 1).bias(false));
    }
  }

  private static final class Conv2Plus1D extends Sequential {
    Conv2Plus1D(long inputs, long outputs, long between, long stride) {
      super(
          new Conv3d(
              inputs,
              between,
              Torch.size(1, 3, 3),
              o -> o.stride(1, stride, stride).padding(0, 1, 1).bias(false)),
          new BatchNorm3d(between),
          new ReLU(true),
          new Conv3d(
              between,
              outputs,
              Torch.size(3, 1, 1),
              o -> o.stride(stride, 1, 1).padding(1, 0, 0).bias(false)));
    }
  }

  private static final class BasicStem extends Sequential {
    BasicStem() {
      super(
          new Conv3d(
              3, 64, Torch.size(3, 7, 7), o -> o.stride(1, 2, 2).padding(1, 3, 3).bias(false)),
          new BatchNorm3d(64),
          new ReLU(true));
    }
  }

  private static final class R2Plus1dStem extends Sequential {
    R2Plus1dStem() {
      super(
          new Conv3d(
              3, 45, Torch.size(1, 7, 7), o -> o.stride(1, 2, 2).padding(0, 3, 3).bias(false)),
          new BatchNorm3d(45),
          new ReLU(true),
          new Conv3d(
              45, 64, Torch.size(3, 1, 1), o -> o.stride(1, 1, 1).padding(1, 0, 0).bias(false)),
          new BatchNorm3d(64),
          new ReLU(true));
    }
  }

  /** Two convolutions beside the identity. */
  private static final class BasicBlock extends Module {
    Sequential conv1;
    Sequential conv2;
    ReLU relu = new ReLU(true);
    @Nullable Sequential downsample;

    BasicBlock(
        Kind kind, long inplanes, long planes, long stride, @Nullable Sequential downsample) {
      long between = (inplanes * planes * 27) / (inplanes * 9 + 3 * planes);
      this.conv1 =
          new Sequential(
              kind.make(inplanes, planes, between, stride),
              new BatchNorm3d(planes),
              new ReLU(true));
      this.conv2 = new Sequential(kind.make(planes, planes, between, 1), new BatchNorm3d(planes));
      this.downsample = downsample;
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = conv2.call(conv1.call(x));
      return relu.call(out.add_(downsample == null ? x : downsample.call(x)));
    }
  }

  private VideoResNet(Supplier<Sequential> stem, List<Kind> kinds, Consumer<Options> options) {
    Options o = VideoOptions.with(new Options(), options);
    this.stem = stem.get();
    this.layer1 = layer(kinds.get(0), 64, 64);
    this.layer2 = layer(kinds.get(1), 64, 128);
    this.layer3 = layer(kinds.get(2), 128, 256);
    this.layer4 = layer(kinds.get(3), 256, 512);
    this.fc = new Linear(512, o.classes());
    initialize();
  }

  /** Makes a network that looks at time and space at once. */
  static VideoResNet r3d(Consumer<Options> options) {
    return new VideoResNet(BasicStem::new, Collections.nCopies(4, Kind.SIMPLE), options);
  }

  /** Makes a network whose first layers alone look at time. */
  static VideoResNet mc3(Consumer<Options> options) {
    List<Kind> kinds = List.of(Kind.SIMPLE, Kind.NO_TEMPORAL, Kind.NO_TEMPORAL, Kind.NO_TEMPORAL);
    return new VideoResNet(BasicStem::new, kinds, options);
  }

  /** Makes a network that looks at space, and then at time. */
  static VideoResNet r2plus1d(Consumer<Options> options) {
    return new VideoResNet(R2Plus1dStem::new, Collections.nCopies(4, Kind.TWO_PLUS_ONE), options);
  }

  /** Two blocks, of which the first halves what it sees if the number of planes grows. */
  private static Sequential layer(Kind kind, long inplanes, long planes) {
    boolean grows = planes > inplanes;
    long stride = grows ? 2 : 1;
    Sequential downsample =
        grows
            ? new Sequential(
                new Conv3d(inplanes, planes, 1, o -> o.stride(kind.shortcut(stride)).bias(false)),
                new BatchNorm3d(planes))
            : null;
    return new Sequential(
        new BasicBlock(kind, inplanes, planes, stride, downsample),
        new BasicBlock(kind, planes, planes, 1, null));
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv3d conv) {
        Init.kaimingNormal_(conv.weight, o -> o.mode("fan_out").nonlinearity("relu"));
      } else if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.01);
        Init.zeros_(Objects.requireNonNull(linear.bias));
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = layer4.call(layer3.call(layer2.call(layer1.call(stem.call(x)))));
    return fc.call(Torch.flatten(avgpool.call(out), 1));
  }
}
