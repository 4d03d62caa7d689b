package dev.obor.vision.models.video;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AvgPool3d;
import dev.obor.nn.BatchNorm3d;
import dev.obor.nn.Conv3d;
import dev.obor.nn.Dropout;
import dev.obor.nn.MaxPool3d;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv3dNormActivation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Inception blocks whose convolutions look at space and then at time: Python's {@code
 * torchvision.models.video.S3D}, from "Rethinking spatiotemporal feature learning" (Xie and others,
 * 2017).
 *
 * <p>Input: (N, 3, T, H, W) with at least 14 frames of 224 by 224 pixels. Output: (N, numClasses).
 *
 * <pre>{@code
 * S3D model = Video.s3d(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class S3D extends Module {
  /** The blocks. */
  public Sequential features;

  /** Takes means over neighbours. */
  public AvgPool3d avgpool = new AvgPool3d(Torch.size(2, 7, 7), o -> o.stride(1));

  /** The last layers, of which the second is a convolution; others may take their place. */
  public Module classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VideoOptions<Options> {
    private double dropout = 0.2;
    private LongFunction<? extends Module> normLayer =
        channels -> new BatchNorm3d(channels, o -> o.eps(0.001).momentum(0.001));

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how likely an input of the last layer is dropped in training; default 0.2. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }

    /**
     * Sets what makes a normalisation for a number of channels; default {@code BatchNorm3d} with
     * eps and momentum 0.001.
     */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /** A convolution over space, and one over time. */
  private static final class TemporalSeparableConv extends Sequential {
    TemporalSeparableConv(long inputs, long outputs, long kernel, long stride, Options o) {
      long padding = kernel / 2;
      append(
          new Conv3dNormActivation(
              inputs,
              outputs,
              c ->
                  c.kernelSize(1, kernel, kernel)
                      .stride(1, stride, stride)
                      .padding(0, padding, padding)
                      .bias(false)
                      .normLayer(o.normLayer)));
      append(
          new Conv3dNormActivation(
              outputs,
              outputs,
              c ->
                  c.kernelSize(kernel, 1, 1)
                      .stride(stride, 1, 1)
                      .padding(padding, 0, 0)
                      .bias(false)
                      .normLayer(o.normLayer)));
    }
  }

  /** Four branches side by side. */
  private static final class SepInceptionBlock3D extends Module {
    Conv3dNormActivation branch0;
    Sequential branch1;
    Sequential branch2;
    Sequential branch3;

    /** Makes a block; widths are those of the four branches, inside and at the end. */
    SepInceptionBlock3D(long inputs, Options o, long... widths) {
      this.branch0 = pointwise(inputs, widths[0], o);
      this.branch1 =
          new Sequential(
              pointwise(inputs, widths[1], o),
              new TemporalSeparableConv(widths[1], widths[2], 3, 1, o));
      this.branch2 =
          new Sequential(
              pointwise(inputs, widths[3], o),
              new TemporalSeparableConv(widths[3], widths[4], 3, 1, o));
      this.branch3 =
          new Sequential(
              new MaxPool3d(Torch.size(3, 3, 3), p -> p.stride(1).padding(1)),
              pointwise(inputs, widths[5], o));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Torch.cat(
          List.of(branch0.call(x), branch1.call(x), branch2.call(x), branch3.call(x)), 1);
    }
  }

  /** Makes the network: Python's {@code S3D(…)}. */
  public S3D(Consumer<Options> options) {
    Options o = VideoOptions.with(new Options(), options);
    this.features =
        new Sequential(
            new TemporalSeparableConv(3, 64, 7, 2, o),
            new MaxPool3d(Torch.size(1, 3, 3), p -> p.stride(1, 2, 2).padding(0, 1, 1)),
            pointwise(64, 64, o),
            new TemporalSeparableConv(64, 192, 3, 1, o),
            new MaxPool3d(Torch.size(1, 3, 3), p -> p.stride(1, 2, 2).padding(0, 1, 1)),
            new SepInceptionBlock3D(192, o, 64, 96, 128, 16, 32, 32),
            new SepInceptionBlock3D(256, o, 128, 128, 192, 32, 96, 64),
            new MaxPool3d(Torch.size(3, 3, 3), p -> p.stride(2, 2, 2).padding(1, 1, 1)),
            new SepInceptionBlock3D(480, o, 192, 96, 208, 16, 48, 64),
            new SepInceptionBlock3D(512, o, 160, 112, 224, 24, 64, 64),
            new SepInceptionBlock3D(512, o, 128, 128, 256, 24, 64, 64),
            new SepInceptionBlock3D(512, o, 112, 144, 288, 32, 64, 64),
            new SepInceptionBlock3D(528, o, 256, 160, 320, 32, 128, 128),
            new MaxPool3d(Torch.size(2, 2, 2), p -> p.stride(2, 2, 2).padding(0, 0, 0)),
            new SepInceptionBlock3D(832, o, 256, 160, 320, 32, 128, 128),
            new SepInceptionBlock3D(832, o, 384, 192, 384, 48, 128, 128));
    this.classifier = new Sequential(new Dropout(o.dropout), new Conv3d(1024, o.classes(), 1));
  }

  private static Conv3dNormActivation pointwise(long inputs, long outputs, Options o) {
    return new Conv3dNormActivation(inputs, outputs, c -> c.kernelSize(1).normLayer(o.normLayer));
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(avgpool.call(features.call(x))).mean(2, 3, 4);
  }
}
