package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Fft;
import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.autograd.Autograd;
import dev.obor.testing.InScope;
import dev.obor.vision.models.Models;
import dev.obor.vision.models.ResNet;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operators make tensors without data of the form that they make of tensors with data. */
@InScope
class MetaDeviceTest {
  private static final Device META = Device.of("meta");

  private static Tensor rand(long... size) {
    return Torch.rand(Size.of(size));
  }

  private static Tensor onMeta(Tensor tensor) {
    Tensor empty =
        Aten.empty_strided(
            tensor.size().toArray(), tensor.stride(), tensor.dtype(), null, META, null);
    return empty.requiresGrad_(tensor.requiresGrad());
  }

  private static void check(Function<Tensor[], Object> call, Tensor... inputs) {
    List<Tensor> expected = tensors(call.apply(inputs));
    Tensor[] there = Arrays.stream(inputs).map(MetaDeviceTest::onMeta).toArray(Tensor[]::new);
    List<Tensor> made = tensors(call.apply(there));
    assertThat(made).hasSameSizeAs(expected);
    for (int i = 0; i < made.size(); i++) {
      assertThat(made.get(i).isMeta()).isTrue();
      assertThat(made.get(i).size()).isEqualTo(expected.get(i).size());
      assertThat(made.get(i).stride()).isEqualTo(expected.get(i).stride());
      assertThat(made.get(i).dtype()).isEqualTo(expected.get(i).dtype());
    }
  }

  private static List<Tensor> tensors(Object result) {
    if (result instanceof Tensor tensor) {
      return List.of(tensor);
    }
    if (result instanceof Tensor[] array) {
      return List.of(array);
    }
    return ((List<?>) result).stream().map(Tensor.class::cast).toList();
  }

  @Test
  void layersOfImages() {
    Tensor x = rand(2, 3, 8, 6);
    check(a -> F.conv1d(a[0], a[1]), rand(2, 3, 8), rand(4, 3, 3));
    check(a -> F.conv2d(a[0], a[1], o -> o.stride(2).padding(1)), x, rand(4, 3, 3, 3));
    check(a -> F.conv2d(a[0], a[1], o -> o.groups(3)), x, rand(6, 1, 3, 3));
    check(a -> F.conv3d(a[0], a[1]), rand(1, 2, 5, 5, 5), rand(4, 2, 3, 3, 3));
    check(a -> F.convTranspose2d(a[0], a[1]), x, rand(3, 4, 3, 3));
    check(a -> F.batchNorm(a[0], a[1], a[2]), x, rand(3), rand(3));
    check(a -> F.batchNorm(a[0], a[1], a[2], o -> o.training(true)), x, rand(3), rand(3));
    check(a -> F.instanceNorm(a[0]), x);
    check(a -> F.groupNorm(a[0], 3), x);
    check(a -> F.layerNorm(a[0], Size.of(6)), x);
    check(a -> F.adaptiveAvgPool2d(a[0], 1), x);
    check(a -> F.maxPool3d(a[0], 2), rand(1, 2, 4, 4, 4));
    check(a -> F.pad(a[0], Size.of(1, 1, 1, 1), "reflect"), x);
    check(a -> F.pad(a[0], Size.of(1, 1, 1, 1), "replicate"), x);
    check(a -> F.unfold(a[0], 3), x);
    check(a -> F.gridSample(a[0], a[1]), x, rand(2, 4, 5, 2));
    check(a -> F.dropout(a[0]), x);
  }

  @Test
  void activationsAndLosses() {
    Tensor x = rand(4, 5);
    check(a -> F.relu(a[0]), x);
    check(a -> F.relu6(a[0]), x);
    check(a -> F.hardswish(a[0]), x);
    check(a -> F.hardtanh(a[0]), x);
    check(a -> F.glu(a[0], 0), x);
    check(a -> F.prelu(a[0], a[1]), x, rand(1));
    check(a -> F.logsigmoid(a[0]), x);
    check(a -> F.binaryCrossEntropy(a[0], a[1]), x, rand(4, 5));
    check(a -> F.binaryCrossEntropyWithLogits(a[0], a[1]), x, rand(4, 5));
    check(a -> F.huberLoss(a[0], a[1]), x, rand(4, 5));
    Tensor classes = Torch.zeros(Size.of(4), o -> o.dtype(DType.INT64));
    check(a -> F.crossEntropy(a[0], a[1]), x, classes);
    check(a -> F.embedding(a[0], a[1]), classes, rand(7, 3));
    check(
        a -> F.scaledDotProductAttention(a[0], a[1], a[2]),
        rand(2, 2, 5, 4),
        rand(2, 2, 5, 4),
        rand(2, 2, 5, 4));
  }

  @Test
  void everydayArithmetic() {
    Tensor x = rand(2, 3, 8);
    check(a -> a[0].std(), x);
    check(a -> a[0].var(1), x);
    check(a -> a[0].max(), x);
    check(a -> a[0].median(), x);
    check(a -> a[0].prod(), x);
    check(a -> Torch.flip(a[0], 1), x);
    check(a -> a[0].roll(1, 0), x);
    check(a -> Torch.where(a[0].gt(0), a[0], a[1]), x, rand(8));
    check(a -> a[0].maskedFill(a[0].gt(0), 3), x);
    check(a -> a[0].isnan(), x);
    check(a -> Torch.dot(a[0], a[1]), rand(4), rand(4));
    check(a -> Fft.rfft(a[0]), x);
    check(a -> Fft.irfft(Fft.fft(a[0])), x);
    check(a -> Torch.cdist(a[0], a[1]), rand(4, 2), rand(3, 2));
    check(
        a -> Torch.indexSelect(a[0], 0, a[1]),
        x,
        Torch.zeros(Size.of(5), o -> o.dtype(DType.INT64)));
  }

  @Test
  void gradientsOfLayers() {
    Tensor weight = rand(4, 3, 3, 3).requiresGrad_();
    check(a -> Autograd.grad(F.relu(F.conv2d(a[0], a[1])).sum(), a[1]), rand(2, 3, 8, 8), weight);
    check(
        a ->
            Autograd.grad(
                F.batchNorm(a[0], null, null, o -> o.weight(a[1]).training(true)).pow(2).sum(),
                a[1]),
        rand(2, 3, 8, 8),
        rand(3).requiresGrad_());
  }

  @Test
  void networksTellTheirSizes() {
    ResNet net = Models.resnet18();
    net.to(META);
    Tensor scores = net.call(onMeta(rand(2, 3, 64, 64)));
    assertThat(scores.isMeta()).isTrue();
    assertThat(scores.size()).isEqualTo(Size.of(2, 1000));
    scores.sum().backward();
    for (Tensor parameter : net.parameters()) {
      assertThat(Objects.requireNonNull(parameter.grad()).size()).isEqualTo(parameter.size());
    }
    LSTM lstm = new LSTM(3, 4);
    lstm.to(META);
    assertThat(lstm.call(onMeta(rand(5, 2, 3))).output().size()).isEqualTo(Size.of(5, 2, 4));
    TransformerEncoderLayer layer = new TransformerEncoderLayer(8, 2);
    layer.to(META);
    assertThat(layer.call(onMeta(rand(5, 2, 8))).size()).isEqualTo(Size.of(5, 2, 8));
  }

  @Test
  void randomNumbersStayAsTheyAre() {
    Torch.manualSeed(4);
    double expected = Torch.rand(1).item().doubleValue();
    Torch.manualSeed(4);
    F.dropout(onMeta(rand(0, 3)));
    Tensor many = onMeta(Torch.ones(50));
    F.dropout(many);
    many.bernoulli_(0.5);
    assertThat(Torch.rand(1).item().doubleValue()).isEqualTo(expected);
  }

  @Test
  void wrongArgumentsAreRefusedAsWithData() {
    assertThatThrownBy(() -> F.conv2d(onMeta(rand(2, 5, 8, 8)), onMeta(rand(4, 3, 3, 3))))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("Given groups=1, weight of size [4, 3, 3, 3], expected input");
    assertThatThrownBy(() -> Torch.dot(onMeta(rand(3)), rand(3)))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("Expected all tensors to be on the same device");
    assertThatThrownBy(() -> onMeta(rand(3)).nonzero()).isInstanceOf(NotImplementedException.class);
    assertThatThrownBy(() -> onMeta(rand(1)).item()).isInstanceOf(TorchException.class);
  }
}
