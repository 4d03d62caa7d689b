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
import dev.obor.nn.Name;
import dev.obor.vision.models.InceptionBlock.InceptionA;
import dev.obor.vision.models.InceptionBlock.InceptionB;
import dev.obor.vision.models.InceptionBlock.InceptionC;
import dev.obor.vision.models.InceptionBlock.InceptionD;
import dev.obor.vision.models.InceptionBlock.InceptionE;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Blocks with several ways through convolutions: Python's {@code torchvision.models.Inception3},
 * from "Rethinking the Inception architecture for computer vision" (Szegedy and others, 2015).
 *
 * <p>Input: (N, 3, H, W), of 75 by 75 pixels at least; it was made for 299 by 299. Output: (N,
 * numClasses). Where Python's model gives {@code InceptionOutputs} in training, {@link #outputs}
 * does.
 *
 * <p>Weights of convolutions and linear layers are drawn from truncated normal distributions.
 *
 * <pre>{@code
 * Inception3 model = Models.inceptionV3(o -> o.numClasses(10));
 * InceptionOutputs scores = model.outputs(pictures);
 * Tensor loss = F.crossEntropy(scores.logits(), labels)
 *     .add(F.crossEntropy(scores.auxLogits(), labels).mul(0.4));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Inception3 extends Module {
  /** Whether a head in the middle helps training: Python's {@code aux_logits}. */
  public final boolean hasAuxLogits;

  /** Whether pictures normalised for ImageNet are brought to the range from -1 to 1. */
  public final boolean transformInput;

  @Name("Conv2d_1a_3x3")
  BasicConv2d conv1a = new BasicConv2d(3, 32, 3, 2, 0);

  @Name("Conv2d_2a_3x3")
  BasicConv2d conv2a = new BasicConv2d(32, 32, 3);

  @Name("Conv2d_2b_3x3")
  BasicConv2d conv2b = new BasicConv2d(32, 64, 3, 1, 1);

  MaxPool2d maxpool1 = new MaxPool2d(3, 2);

  @Name("Conv2d_3b_1x1")
  BasicConv2d conv3b = new BasicConv2d(64, 80, 1);

  @Name("Conv2d_4a_3x3")
  BasicConv2d conv4a = new BasicConv2d(80, 192, 3);

  MaxPool2d maxpool2 = new MaxPool2d(3, 2);

  @Name("Mixed_5b")
  InceptionA mixed5b = new InceptionA(192, 32);

  @Name("Mixed_5c")
  InceptionA mixed5c = new InceptionA(256, 64);

  @Name("Mixed_5d")
  InceptionA mixed5d = new InceptionA(288, 64);

  @Name("Mixed_6a")
  InceptionB mixed6a = new InceptionB(288);

  @Name("Mixed_6b")
  InceptionC mixed6b = new InceptionC(768, 128);

  @Name("Mixed_6c")
  InceptionC mixed6c = new InceptionC(768, 160);

  @Name("Mixed_6d")
  InceptionC mixed6d = new InceptionC(768, 160);

  @Name("Mixed_6e")
  InceptionC mixed6e = new InceptionC(768, 192);

  /** The head in the middle, or null. */
  @Name("AuxLogits")
  public @Nullable Module auxLogits;

  @Name("Mixed_7a")
  InceptionD mixed7a;

  @Name("Mixed_7b")
  InceptionE mixed7b;

  @Name("Mixed_7c")
  InceptionE mixed7c;

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(1, 1));

  /** Stands before {@link #fc}. */
  public Dropout dropout;

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the constructor. */
  public static final class Options extends AuxiliaryOptions<Options> {
    Options() {
      super(0.5);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  /** Guesses the classes in the middle of the network. */
  private static final class InceptionAux extends Module {
    BasicConv2d conv0 = new BasicConv2d(768, 128, 1);
    BasicConv2d conv1 = new BasicConv2d(128, 768, 5);
    Linear fc;

    InceptionAux(long numClasses) {
      this.fc = new Linear(768, numClasses);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = conv1.call(conv0.call(F.avgPool2d(x, 5, 3)));
      return fc.call(Torch.flatten(F.adaptiveAvgPool2d(out, Torch.size(1, 1)), 1));
    }
  }

  /** Makes a network for 1000 classes. */
  public Inception3() {
    this(o -> {});
  }

  /** Makes a network with keyword arguments. */
  public Inception3(Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.hasAuxLogits = o.wantsAuxLogits();
    this.transformInput = o.wantsTransformInput();
    this.auxLogits = hasAuxLogits ? new InceptionAux(o.numClasses) : null;
    this.mixed7a = new InceptionD(768);
    this.mixed7b = new InceptionE(1280);
    this.mixed7c = new InceptionE(2048);
    this.dropout = new Dropout(o.dropout);
    this.fc = new Linear(2048, o.numClasses);
    if (o.wantsInitWeights()) {
      initialize();
    }
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.truncNormal_(conv.weight, 0, 0.1, -2, 2);
      } else if (module instanceof Linear linear) {
        boolean auxiliary = auxLogits instanceof InceptionAux head && linear == head.fc;
        Init.truncNormal_(linear.weight, 0, auxiliary ? 0.001 : 0.1, -2, 2);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return compute(x).logits();
  }

  /**
   * Computes what Python's model gives in training: the scores, and in training mode those of the
   * head in the middle.
   */
  public InceptionOutputs outputs(Tensor x) {
    return callWithHooks(
        InceptionOutputs.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  private InceptionOutputs compute(Tensor x) {
    Tensor out = transformInput ? ImageNetInput.centred(x) : x;
    out = maxpool1.call(conv2b.call(conv2a.call(conv1a.call(out))));
    out = maxpool2.call(conv4a.call(conv3b.call(out)));
    out = mixed6a.call(mixed5d.call(mixed5c.call(mixed5b.call(out))));
    out = mixed6e.call(mixed6d.call(mixed6c.call(mixed6b.call(out))));
    Module head = auxLogits;
    Tensor aux = head != null && isTraining() ? head.call(out) : null;
    out = mixed7c.call(mixed7b.call(mixed7a.call(out)));
    out = fc.call(Torch.flatten(dropout.call(avgpool.call(out)), 1));
    return new InceptionOutputs(out, hasAuxLogits ? aux : null);
  }
}
