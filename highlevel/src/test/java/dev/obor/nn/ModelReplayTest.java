package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.nn.utils.ClipGrad;
import dev.obor.optim.SGD;
import dev.obor.testing.LeakCheck;
import dev.obor.testing.LeftToCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, recurrent layers, attention and transformers against what Python computed. */
class ModelReplayTest {
  private static final double TOLERANCE = 2e-5;

  @BeforeAll
  static void hideWarnings() {
    Warnings.setHandler(warning -> {});
  }

  @AfterAll
  static void showWarnings() {
    Warnings.setHandler(null);
  }

  static List<Golden> models() {
    return Golden.read("nn/models.tsv");
  }

  @Test
  void everyGoldenHasItsCase() {
    assertThat(models().stream().map(golden -> golden.text("case")))
        .containsExactlyElementsOf(ModelCases.BY_NAME.keySet());
  }

  @ParameterizedTest
  @MethodSource("models")
  void startsFromPythonsStateAndGivesPythonsNumbers(Golden golden) {
    String name = golden.text("case");
    ModelCases.Case<?> made = Objects.requireNonNull(ModelCases.BY_NAME.get(name));
    int seed = List.copyOf(ModelCases.BY_NAME.keySet()).indexOf(name);
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(seed);
      Module module = made.make().get();
      assertThat(module).hasToString(golden.text("text"));
      assertThat(String.join(",", module.stateDict().keySet())).isEqualTo(golden.text("keys"));
      assertThat(checksum(module)).isEqualTo(golden.text("state"));

      Tensor[] inputs = inputs(golden.text("inputs"));
      List<Tensor> outputs = tensors(made.call(module, inputs));
      Tensor loss = null;
      for (int i = 0; i < outputs.size(); i++) {
        Tensor output = outputs.get(i);
        assertThat(output.shape().toArray()).isEqualTo(golden.sizes("shape " + i));
        assertClose(output, golden, "output " + i);
        if (output.requiresGrad()) {
          Tensor square = output.mul(output).sum();
          loss = loss == null ? square : loss.add(square);
        }
      }
      assertThat(golden.fields()).doesNotContainKey("output " + outputs.size());
      if (loss != null) {
        loss.backward();
      }
      for (int i = 0; i < inputs.length; i++) {
        Tensor gradient = inputs[i].grad();
        assertThat(golden.fields().containsKey("gradient " + i)).isEqualTo(gradient != null);
        if (gradient != null) {
          assertClose(gradient, golden, "gradient " + i);
        }
      }
      checkParameterGradients(module, golden);
      checkEvaluation(made, module, inputs, golden);
    }
  }

  private static void checkParameterGradients(Module module, Golden golden) {
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor parameter : module.parameters()) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        gradients.add(gradient.reshape(-1));
      }
    }
    assertThat(golden.fields().containsKey("parameter gradients")).isEqualTo(!gradients.isEmpty());
    if (!gradients.isEmpty()) {
      assertClose(Torch.cat(gradients), golden, "parameter gradients");
    }
  }

  /** In evaluation nothing but the results may be left. */
  private static void checkEvaluation(
      ModelCases.Case<?> made, Module module, Tensor[] inputs, Golden golden) {
    module.eval();
    try (ThreadMode mode = Torch.noGrad()) {
      List<Tensor> outputs = tensors(made.call(module, inputs));
      for (int i = 0; i < outputs.size(); i++) {
        assertClose(outputs.get(i), golden, "eval " + i);
      }
    }
  }

  private static List<Tensor> tensors(Object result) {
    if (result instanceof List<?> list) {
      return list.stream().map(Tensor.class::cast).toList();
    }
    return ResultTensors.of(result);
  }

  private static Tensor[] inputs(String specifications) {
    return Arrays.stream(specifications.split(" "))
        .map(ModelReplayTest::input)
        .toArray(Tensor[]::new);
  }

  private static Tensor input(String specification) {
    String rest = specification.substring(1).replace("!", "");
    char kind = specification.charAt(0);
    int colon = rest.indexOf(':');
    String shape = rest.substring(colon + 1);
    long[] size =
        shape.isEmpty()
            ? new long[0]
            : Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    Tensor tensor =
        switch (kind) {
          case 'f' -> Torch.randn(size);
          case 'u' -> Torch.rand(size);
          case 's' -> Torch.randint(2, Torch.size(size)).mul(2.0).sub(1);
          case 'b' ->
              Torch.randint(2, Torch.size(size))
                  .toBool()
                  .logicalAnd(Torch.arange(size[size.length - 1]).gt(0));
          default -> Torch.randint(Long.parseLong(rest.substring(0, colon)), Torch.size(size));
        };
    return tensor.requiresGrad_(tensor.isFloatingPoint() && !specification.endsWith("!"));
  }

  private static String checksum(Module module) {
    CRC32 crc = new CRC32();
    for (Tensor tensor : module.stateDict().values()) {
      boolean isDouble = tensor.dtype() == dev.obor.DType.FLOAT64;
      double[] values = tensor.toDoubleArray();
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * (isDouble ? 8 : 4)).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : values) {
        if (isDouble) {
          bytes.putDouble(value);
        } else {
          bytes.putFloat((float) value);
        }
      }
      crc.update(bytes.array());
    }
    return String.valueOf(crc.getValue());
  }

  private static void assertClose(Tensor tensor, Golden golden, String field) {
    double[] expected = golden.numbers(field);
    double[] actual = tensor.detach().toDoubleArray();
    assertThat(actual).as(field).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      if (Double.isFinite(expected[i])) {
        assertThat(actual[i])
            .as(field + " at " + i)
            .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
      } else {
        assertThat(actual[i]).as(field + " at " + i).isEqualTo(expected[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void closesItsTemporaries(Golden golden) {
    String name = golden.text("case");
    ModelCases.Case<?> made = Objects.requireNonNull(ModelCases.BY_NAME.get(name));
    try (Scope scope = Torch.scope()) {
      Module module = made.make().get();
      if (!golden.text("case").contains("KLDiv") && isPlain(name)) {
        Tensor[] inputs = inputs(golden.text("inputs"));
        int results = tensors(made.call(module, inputs)).size();
        LeakCheck.closesTemporaries(results, () -> made.call(module, inputs));
      }
    }
  }

  /** Whether the case itself makes no tensors beside what it returns. */
  private static boolean isPlain(String name) {
    return !name.matches(
        "(BCELoss|NLLLoss|CTCLoss|.* packed|.*predict|.* double|.*cosine|.*[Cc]ausal|.*masks|.*padding).*"
            + "|AdaptiveLogSoftmaxWithLoss log_prob|.*norm_first|.*batch_first|TransformerDecoder");
  }

  static List<Golden> trainings() {
    return Golden.read("nn/lstm-training.tsv");
  }

  /** An optimizer's state lives as long as the optimizer. */
  @ParameterizedTest
  @MethodSource("trainings")
  @LeftToCollector
  void anLstmTrainsAsInPython(Golden golden) {
    double[] expected = golden.numbers("losses");
    double momentum = Double.parseDouble(golden.text("case"));
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(3);
      LSTM lstm = new LSTM(4, 8, o -> o.numLayers(2).batchFirst(true));
      Linear head = new Linear(8, 3);
      Tensor x = Torch.randn(6, 5, 4);
      Tensor y = Torch.randint(3, Torch.size(6));
      List<Tensor> parameters = new ArrayList<>(lstm.parameters());
      parameters.addAll(head.parameters());
      SGD optimizer = new SGD(parameters, o -> o.lr(0.5).momentum(momentum));
      for (int step = 0; step < expected.length; step++) {
        optimizer.zeroGrad();
        Tensor output = lstm.call(x).output();
        Tensor loss = F.crossEntropy(head.call(output.select(1, -1)), y);
        loss.backward();
        ClipGrad.clipGradNorm_(parameters, 0.5);
        optimizer.step();
        assertThat(loss.item().doubleValue())
            .as("step " + step)
            .isCloseTo(expected[step], within(1e-4));
      }
    }
  }
}
