package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first network of Inception blocks: Python's {@code torchvision.models.GoogLeNet}, from "Going
 * deeper with convolutions" (Szegedy and others, 2014).
 *
 * <p>Input: (N, 3, H, W), of 15 by 15 pixels at least. Output: (N, numClasses). Where Python's
 * model gives {@code GoogLeNetOutputs} in training, {@link #outputs} does.
 *
 * <p>Weights of convolutions and linear layers are drawn from a truncated normal distribution with
 * standard deviation 0.01.
 *
 * <pre>{@code
 * GoogLeNet model = Models.googlenet(o -> o.numClasses(10));
 * GoogLeNetOutputs scores = model.outputs(pictures);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GoogLeNet extends Module {
  /** Whether heads in the middle help training: Python's {@code aux_logits}. */
  public boolean auxLogits;

  /** Whether pictures normalised for ImageNet are brought to the range from -1 to 1. */
  public final boolean transformInput;

  BasicConv2d conv1 = new BasicConv2d(3, 64, 7, 2, 3);
  MaxPool2d maxpool1 = halving(3);
  BasicConv2d conv2 = new BasicConv2d(64, 64, 1);
  BasicConv2d conv3 = new BasicConv2d(64, 192, 3, 1, 1);
  MaxPool2d maxpool2 = halving(3);
  Inception inception3a = new Inception(192, 64, 96, 128, 16, 32, 32);
  Inception inception3b = new Inception(256, 128, 128, 192, 32, 96, 64);
  MaxPool2d maxpool3 = halving(3);
  Inception inception4a = new Inception(480, 192, 96, 208, 16, 48, 64);
  Inception inception4b = new Inception(512, 160, 112, 224, 24, 64, 64);
  Inception inception4c = new Inception(512, 128, 128, 256, 24, 64, 64);
  Inception inception4d = new Inception(512, 112, 144, 288, 32, 64, 64);
  Inception inception4e = new Inception(528, 256, 160, 320, 32, 128, 128);
  MaxPool2d maxpool4 = halving(2);
  Inception inception5a = new Inception(832, 256, 160, 320, 32, 128, 128);
  Inception inception5b = new Inception(832, 384, 192, 384, 48, 128, 128);

  /** The head at one third of the network, or null. */
  public @Nullable Module aux1;

  /** The head at two thirds, or null. */
  public @Nullable Module aux2;

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(1, 1));

  /** Stands before {@link #fc}. */
  public Dropout dropout;

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the constructor. */
  public static final class Options extends AuxiliaryOptions<Options> {
    private double dropoutAux = 0.7;

    Options() {
      super(0.2);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how likely the heads in the middle drop an input in training; default 0.7. */
    public Options dropoutAux(double value) {
      this.dropoutAux = value;
      return this;
    }
  }

  /** Convolutions with kernels of 1 and 3 pixels, and a pooling, beside each other. */
  private static final class Inception extends Module {
    BasicConv2d branch1;
    Sequential branch2;
    Sequential branch3;
    Sequential branch4;

    Inception(
        long inputs, long ch1x1, long ch3x3red, long ch3x3, long ch5x5red, long ch5x5, long pool) {
      this.branch1 = new BasicConv2d(inputs, ch1x1, 1);
      this.branch2 = wide(inputs, ch3x3red, ch3x3);
      this.branch3 = wide(inputs, ch5x5red, ch5x5);
      this.branch4 =
          new Sequential(
              new MaxPool2d(3, o -> o.stride(1).padding(1).ceilMode(true)),
              new BasicConv2d(inputs, pool, 1));
    }

    private static Sequential wide(long inputs, long reduced, long outputs) {
      return new Sequential(
          new BasicConv2d(inputs, reduced, 1), new BasicConv2d(reduced, outputs, 3, 1, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Torch.cat(
          List.of(branch1.call(x), branch2.call(x), branch3.call(x), branch4.call(x)), 1);
    }
  }

  /** Guesses the classes in the middle of the network. */
  private static final class InceptionAux extends Module {
    BasicConv2d conv;
    Linear fc1;
    Linear fc2;
    Dropout dropout;

    InceptionAux(long inputs, long numClasses, double dropout) {
      this.conv = new BasicConv2d(inputs, 128, 1);
      this.fc1 = new Linear(2048, 1024);
      this.fc2 = new Linear(1024, numClasses);
      this.dropout = new Dropout(dropout);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = Torch.flatten(conv.call(F.adaptiveAvgPool2d(x, Torch.size(4, 4))), 1);
      return fc2.call(dropout.call(F.relu(fc1.call(out), true)));
    }
  }

  /** Makes a network for 1000 classes. */
  public GoogLeNet() {
    this(o -> {});
  }

  /** Makes a network with keyword arguments. */
  public GoogLeNet(Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.auxLogits = o.wantsAuxLogits();
    this.transformInput = o.wantsTransformInput();
    if (auxLogits) {
      this.aux1 = new InceptionAux(512, o.numClasses, o.dropoutAux);
      this.aux2 = new InceptionAux(528, o.numClasses, o.dropoutAux);
    }
    this.dropout = new Dropout(o.dropout);
    this.fc = new Linear(1024, o.numClasses);
    if (o.wantsInitWeights()) {
      initialize();
    }
  }

  private static MaxPool2d halving(long kernel) {
    return new MaxPool2d(kernel, o -> o.stride(2).ceilMode(true));
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.truncNormal_(conv.weight, 0, 0.01, -2, 2);
      } else if (module instanceof Linear linear) {
        Init.truncNormal_(linear.weight, 0, 0.01, -2, 2);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      }
    }
  }

  /** Takes the heads in the middle off, which trained weights come with. */
  void dropAuxiliaryHeads() {
    auxLogits = false;
    aux1 = null;
    aux2 = null;
  }

  @Override
  public Tensor forward(Tensor x) {
    return compute(x).logits();
  }

  /**
   * Computes what Python's model gives in training: the scores, and in training mode those of the
   * heads in the middle.
   */
  public GoogLeNetOutputs outputs(Tensor x) {
    return callWithHooks(
        GoogLeNetOutputs.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  private @Nullable Tensor guess(@Nullable Module head, Tensor x) {
    return head != null && isTraining() ? head.call(x) : null;
  }

  private GoogLeNetOutputs compute(Tensor x) {
    Tensor out = transformInput ? ImageNetInput.centred(x) : x;
    out = maxpool2.call(conv3.call(conv2.call(maxpool1.call(conv1.call(out)))));
    out = inception4a.call(maxpool3.call(inception3b.call(inception3a.call(out))));
    Tensor first = guess(aux1, out);
    out = inception4d.call(inception4c.call(inception4b.call(out)));
    Tensor second = guess(aux2, out);
    out = inception5b.call(inception5a.call(maxpool4.call(inception4e.call(out))));
    out = dropout.call(Torch.flatten(avgpool.call(out), 1));
    return new GoogLeNetOutputs(fc.call(out), auxLogits ? second : null, auxLogits ? first : null);
  }
}
