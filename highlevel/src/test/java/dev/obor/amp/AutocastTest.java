package dev.obor.amp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.autograd.Function;
import dev.obor.autograd.FunctionCtx;
import dev.obor.golden.Golden;
import dev.obor.nn.F;
import dev.obor.nn.Linear;
import dev.obor.optim.SGD;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays Python's autocast mode, from {@code amp_goldens.py}. */
@LeftToCollector // the mode's cache of parameters
class AutocastTest {
  private static final boolean HAS_CUDA = Amp.isCudaAvailable();

  private final Scope scope = Torch.scope();
  private final List<String> warnings = new ArrayList<>();
  private boolean warnsAlways;

  @BeforeEach
  void listen() {
    warnsAlways = Torch.isWarnAlwaysEnabled();
    Torch.setWarnAlways(true);
    Warnings.setHandler(warning -> warnings.add(warning.message()));
  }

  @AfterEach
  void close() {
    Warnings.setHandler(null);
    Torch.setWarnAlways(warnsAlways);
    scope.close();
  }

  static Stream<Golden> operators() {
    return Golden.read("amp/operators.tsv").stream();
  }

  private static String text(String name) {
    return Golden.of("amp/modes.tsv", name).text("text");
  }

  /** The numbers of {@code amp_goldens.made}. */
  static Tensor made(int salt, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (((i * 37 + salt * 5) % 23 - 11) / 7.0);
    }
    return Torch.fromArray(values).reshape(shape);
  }

  private static Tensor call(String name) {
    Tensor a = made(1, 3, 4);
    Tensor b = made(2, 4, 5);
    Tensor batch = made(6, 2, 3, 4);
    Tensor half = made(7, 3, 4).to(DType.BFLOAT16);
    return switch (name) {
      case "mm" -> a.mm(b);
      case "matmul" -> a.matmul(b);
      case "addmm" -> made(3, 3, 5).addmm(a, b);
      case "linear" -> Aten.linear(a, b.t(), null);
      case "bmm" -> batch.bmm(batch.transpose(1, 2));
      case "baddbmm" -> Aten.baddbmm(made(8, 2, 3, 3), batch, batch.transpose(1, 2), 1, 1);
      case "conv2d" -> Torch.conv2d(made(4, 2, 3, 5, 5), made(5, 4, 3, 2, 2));
      case "add" -> a.add(a);
      case "mul of halves" -> half.mul(a);
      case "exp" -> a.exp();
      case "softmax" -> a.softmax(1);
      case "layer_norm" -> Aten.layer_norm(a, new long[] {4}, null, null, 1e-5, false);
      case "relu of product" -> a.mm(b).relu();
      case "sum of product" -> a.mm(b).sum();
      case "cat" -> Torch.cat(List.of(half, a));
      case "stack" -> Torch.stack(List.of(half, a));
      case "mse_loss" -> Aten.mse_loss(half, a, 1);
      case "cross_entropy" ->
          F.crossEntropy(a.mm(made(9, 4, 4)), Torch.tensor(new long[] {1, 0, 3}));
      case "binary_cross_entropy_with_logits" ->
          Aten.binary_cross_entropy_with_logits(half, a.sigmoid(), null, null, 1);
      case "double product" -> a.toDouble().mm(b.toDouble());
      case "avg_pool2d" ->
          Aten.avg_pool2d(
              made(4, 2, 3, 5, 5),
              new long[] {2, 2},
              new long[] {2, 2},
              new long[] {0, 0},
              false,
              true,
              null);
      default ->
          Aten.scaled_dot_product_attention(batch, batch, batch, null, 0, false, null, false);
    };
  }

  @ParameterizedTest
  @MethodSource("operators")
  void operatorsChooseDtypesAsInPython(Golden golden) {
    String mode = golden.text("mode");
    try (Autocast autocast =
        Amp.autocast(
            "cpu",
            o -> {
              if (!mode.equals("None")) {
                o.dtype(DType.of(mode.replace("torch.", "")));
              }
            })) {
      assertThat(autocast.isEnabled()).isTrue();
      String error = golden.optional("error");
      if (error != null) {
        assertThatThrownBy(() -> call(golden.text("case")))
            .isInstanceOf(TorchException.class)
            .message()
            .startsWith(error);
        return;
      }
      Tensor result = call(golden.text("case"));
      assertThat(result.dtype()).hasToString(golden.text("dtype"));
      double[] expected = golden.numbers("value");
      double[] found = result.to(DType.FLOAT64).toDoubleArray();
      double tolerance = mode.endsWith("float16") && !mode.contains("b") ? 4e-3 : 3e-2;
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  private static String product() {
    return made(1, 3, 4).mm(made(2, 4, 5)).dtype().toString();
  }

  @Test
  void modesNestAsInPython() {
    for (String device : List.of("cpu", "cuda", "mps", "xpu", "meta")) {
      assertThat(Amp.isAutocastAvailable(device) ? "True" : "False")
          .isEqualTo(text("available " + device));
    }
    assertThat(Torch.getAutocastDtype("cpu")).hasToString(text("dtype of cpu"));
    assertThat(Torch.isAutocastEnabled("cpu")).isFalse();
    try (Autocast mode = Amp.autocast("cpu")) {
      assertThat(Torch.isAutocastEnabled("cpu")).isTrue();
      try (Autocast none = Amp.autocast("cpu", o -> o.enabled(false))) {
        assertThat(product()).isEqualTo(text("disabled inside"));
      }
      try (Autocast half = Amp.autocast("cpu", o -> o.dtype(DType.FLOAT16).cacheEnabled(false))) {
        assertThat(half.dtype()).isEqualTo(DType.FLOAT16);
        assertThat(product()).isEqualTo(text("inside"));
        assertThat(Torch.isAutocastCacheEnabled()).isFalse();
      }
      assertThat(product()).isEqualTo(text("again"));
      assertThat(Torch.isAutocastCacheEnabled()).isTrue();
    }
    assertThat(product()).isEqualTo(text("after"));
    assertThat(warnings).isEmpty();
  }

  @Test
  void refusesAndWarnsAsPythonDoes() {
    assertThatThrownBy(() -> Amp.autocast("meta"))
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(text("unsupported"));
    assertThatThrownBy(() -> Amp.autocast("toaster"))
        .isInstanceOf(TorchException.class)
        .message()
        .startsWith(text("unknown"));
    try (Autocast mode = Amp.autocast("cpu", o -> o.dtype(DType.FLOAT64))) {
      assertThat(mode.isEnabled()).isFalse();
      assertThat(product()).isEqualTo(text("float64 dtype"));
    }
    assertThat(warnings).containsExactly(text("float64 warning"));
    warnings.clear();
    GradScaler scaler = new GradScaler();
    try (Autocast mode = Amp.autocast("cuda")) {
      assertThat(mode.isEnabled()).isEqualTo(HAS_CUDA);
    }
    assertThat(scaler.isEnabled()).isEqualTo(HAS_CUDA);
    if (HAS_CUDA) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings).containsExactly(text("scaler warning"), text("cuda warning"));
    }
  }

  @Test
  void trainsInBfloat16AsPythonDoes() {
    Torch.manualSeed(1);
    Linear model = new Linear(6, 3);
    SGD optimizer = new SGD(model.parameters(), 0.1);
    for (Golden golden : Golden.read("amp/training.tsv")) {
      int step = golden.integer("step");
      Tensor labels = Torch.tensor(new long[] {0, 2, 1, step % 3});
      Tensor loss;
      try (Autocast mode = Amp.autocast("cpu")) {
        loss = F.crossEntropy(model.call(made(step, 4, 6)), labels);
      }
      loss.backward();
      assertThat(loss.item().doubleValue()).isCloseTo(golden.numbers("loss")[0], within(2e-2));
      Tensor gradient = Objects.requireNonNull(model.weight.grad());
      assertThat(gradient.dtype()).hasToString(golden.text("dtype"));
      assertThat(gradient.to(DType.FLOAT64).toDoubleArray())
          .containsExactly(golden.numbers("gradient"), within(2e-2));
      optimizer.step();
      optimizer.zeroGrad();
    }
  }

  @Test
  void aModeBelongsToItsThread() throws InterruptedException {
    AtomicReference<String> other = new AtomicReference<>();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    try (Autocast mode = Amp.autocast("cpu")) {
      Thread thread =
          new Thread(
              () -> {
                try (Scope own = Torch.scope()) {
                  other.set(product());
                }
                try {
                  mode.close();
                } catch (IllegalStateException e) {
                  refused.set(e);
                }
              });
      thread.start();
      thread.join();
      assertThat(other.get()).isEqualTo("torch.float32");
      assertThat(refused.get()).isNotNull();
      assertThat(product()).isEqualTo("torch.bfloat16");
      mode.close();
      assertThat(product()).isEqualTo("torch.float32");
    }
    assertThat(product()).isEqualTo("torch.float32");
  }

  /** A product that notes the dtypes it saw. */
  private static final class Product extends Function<Tensor> {
    final List<DType> seen = new ArrayList<>();
    final boolean casts;

    Product(boolean casts) {
      this.casts = casts;
    }

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.saveForBackward(inputs[0], inputs[1]);
      return casts
          ? Amp.customFwd(ctx, "cpu", DType.FLOAT16, this::product, inputs)
          : Amp.customFwd(ctx, "cpu", () -> product(inputs));
    }

    private Tensor product(Tensor... inputs) {
      Tensor result = inputs[0].mm(inputs[1]);
      seen.add(result.dtype());
      return result;
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return Amp.customBwd(
          ctx,
          "cpu",
          () -> {
            Tensor[] saved = ctx.savedTensors();
            Tensor gradient = gradOutputs[0].to(DType.FLOAT32);
            Tensor first = gradient.mm(saved[1].t());
            seen.add(first.dtype());
            return new Tensor[] {
              first.to(DType.FLOAT32), saved[0].t().mm(gradient).to(DType.FLOAT32)
            };
          });
    }
  }

  @Test
  void functionsOfOnesOwnKeepTheirForwardsMode() {
    Tensor a = made(1, 3, 4).requiresGrad_();
    Tensor b = made(2, 4, 5).requiresGrad_();
    for (boolean casts : new boolean[] {false, true}) {
      Product product = new Product(casts);
      Tensor result;
      try (Autocast mode = Amp.autocast("cpu")) {
        result = product.apply(a, b);
      }
      result.sum().backward();
      assertThat(product.seen)
          .containsExactly(
              casts ? DType.FLOAT16 : DType.BFLOAT16, casts ? DType.FLOAT32 : DType.BFLOAT16);
      Product plain = new Product(casts);
      plain.apply(a, b).sum().backward();
      assertThat(plain.seen).containsExactly(DType.FLOAT32, DType.FLOAT32);
    }
  }
}
