package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of convolutions that add to their inputs: Python's {@code torchvision.models.ResNet}, from
 * "Deep residual learning for image recognition" (He and others, 2015); with groups ResNeXt, from
 * "Aggregated residual transformations for deep neural networks" (Xie and others, 2016); with more
 * channels Wide ResNet (Zagoruyko and Komodakis, 2016).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs.
 *
 * <pre>{@code
 * ResNet model = Models.resnet18(o -> o.numClasses(10));
 * model.requiresGrad_(false);
 * Linear head = new Linear(512, 10);
 * new Sequential(model.conv1, model.bn1);  // its parts are fields
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ResNet extends Module {
  /** The first convolution. */
  public Conv2d conv1;

  /** Follows {@link #conv1}. */
  public Module bn1;

  /** Follows {@link #bn1}. */
  public ReLU relu = new ReLU(true);

  /** Follows {@link #relu}. */
  public MaxPool2d maxpool = new MaxPool2d(3, o -> o.stride(2).padding(1));

  /** The blocks with 64 planes. */
  public Sequential layer1;

  /** The blocks with 128 planes. */
  public Sequential layer2;

  /** The blocks with 256 planes. */
  public Sequential layer3;

  /** The blocks with 512 planes. */
  public Sequential layer4;

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(1, 1));

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    private boolean zeroInitResidual;
    private long groups = 1;
    private long widthPerGroup = 64;
    private boolean[] replaceStrideWithDilation = {false, false, false};
    private LongFunction<? extends Module> normLayer = BatchNorm2d::new;

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets whether each block begins as the identity; default false. */
    public Options zeroInitResidual(boolean value) {
      this.zeroInitResidual = value;
      return this;
    }

    /** Sets the number of groups of channels; default 1. */
    public Options groups(long value) {
      this.groups = value;
      return this;
    }

    /** Sets the channels of a group for 64 planes; default 64. */
    public Options widthPerGroup(long value) {
      this.widthPerGroup = value;
      return this;
    }

    /**
     * Sets which of the last three layers look at more distant pixels instead of halving the
     * picture; default none.
     */
    public Options replaceStrideWithDilation(boolean... value) {
      this.replaceStrideWithDilation = value.clone();
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default {@code BatchNorm2d}. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /** Makes the layers one after the other. */
  private static final class Builder {
    private final Function<ResidualBlock.Plan, ResidualBlock> block;
    private final long expansion;
    private final Options o;
    private long inplanes = 64;
    private long dilation = 1;

    Builder(Function<ResidualBlock.Plan, ResidualBlock> block, long expansion, Options o) {
      this.block = block;
      this.expansion = expansion;
      this.o = o;
    }

    Sequential layer(long planes, int blocks, long stride, boolean dilate) {
      long before = dilation;
      if (dilate) {
        dilation *= stride;
      }
      long step = dilate ? 1 : stride;
      Module downsample = null;
      if (step != 1 || inplanes != planes * expansion) {
        downsample =
            new Sequential(
                ResidualBlock.conv1x1(inplanes, planes * expansion, step),
                o.normLayer.apply(planes * expansion));
      }
      Sequential layer = new Sequential();
      for (int i = 0; i < blocks; i++) {
        boolean first = i == 0;
        layer.append(
            block.apply(
                plan(
                    planes,
                    first ? step : 1,
                    first ? downsample : null,
                    first ? before : dilation)));
        inplanes = planes * expansion;
      }
      return layer;
    }

    private ResidualBlock.Plan plan(
        long planes, long stride, @Nullable Module downsample, long dilation) {
      return new ResidualBlock.Plan(
          inplanes, planes, stride, downsample, o.groups, o.widthPerGroup, dilation, o.normLayer);
    }
  }

  private ResNet(
      Function<ResidualBlock.Plan, ResidualBlock> block, long expansion, int[] layers, Options o) {
    boolean[] dilate = o.replaceStrideWithDilation;
    if (dilate.length != 3) {
      throw new ValueException(
          "replace_stride_with_dilation should be None or a 3-element tuple, got "
              + Arrays.toString(dilate));
    }
    Builder builder = new Builder(block, expansion, o);
    this.conv1 = new Conv2d(3, 64, 7, c -> c.stride(2).padding(3).bias(false));
    this.bn1 = o.normLayer.apply(64);
    this.layer1 = builder.layer(64, layers[0], 1, false);
    this.layer2 = builder.layer(128, layers[1], 2, dilate[0]);
    this.layer3 = builder.layer(256, layers[2], 2, dilate[1]);
    this.layer4 = builder.layer(512, layers[3], 2, dilate[2]);
    this.fc = new Linear(512 * expansion, o.numClasses);
    initialize(o.zeroInitResidual);
  }

  /** Makes a network of blocks with two convolutions, so many in each of four layers. */
  static ResNet ofBasicBlocks(int[] layers, Consumer<Options> options) {
    return new ResNet(BasicBlock::new, BasicBlock.EXPANSION, layers, read(options));
  }

  /** Makes a network of blocks with three convolutions, so many in each of four layers. */
  static ResNet ofBottlenecks(int[] layers, Consumer<Options> options) {
    return new ResNet(Bottleneck::new, Bottleneck.EXPANSION, layers, read(options));
  }

  private static Options read(Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    return o;
  }

  private void initialize(boolean zeroInitResidual) {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        InitialWeights.kaimingFanOut(conv.weight);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof GroupNorm norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      }
    }
    if (zeroInitResidual) {
      for (Module module : modules()) {
        if (module instanceof ResidualBlock block) {
          block.startAsIdentity();
        }
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = maxpool.call(relu.call(bn1.call(conv1.call(x))));
    out = layer4.call(layer3.call(layer2.call(layer1.call(out))));
    return fc.call(Torch.flatten(avgpool.call(out), 1));
  }
}
