package dev.obor.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.MemoryFormat;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.Warnings;
import dev.obor.amp.Amp;
import dev.obor.amp.Autocast;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hooks of every kind, copies and conversions. */
@InScope
class ModuleHooksTest {
  private static Tensor gradient(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad());
  }

  @Test
  void hooksSeeRecordsAndKeywordArguments() {
    LSTM lstm = new LSTM(2, 3);
    List<String> seen = new ArrayList<>();
    lstm.registerForwardHook(
        (module, args, kwargs, output) -> {
          seen.add(args.length + " " + ((LSTM.Output) output).hN().shape());
          return null;
        });
    lstm.registerForwardHook(
        (module, inputs, output) -> {
          seen.add(inputs.length + " " + output.shape());
          return null;
        });
    MultiheadAttention attention = new MultiheadAttention(2, 1);
    attention.registerForwardPreHook(
        (module, args, kwargs) -> {
          seen.add(kwargs.toString());
          kwargs.put("need_weights", true);
          return null;
        });

    lstm.call(Torch.ones(4, 1, 2));
    Tensor x = Torch.ones(3, 2);
    MultiheadAttention.Output output = attention.call(x, x, x, o -> o.needWeights(false));

    assertThat(seen)
        .containsExactly(
            "1 torch.Size([1, 1, 3])", "1 torch.Size([4, 1, 3])", "{need_weights=false}");
    assertThat(output.attnOutputWeights()).isNotNull();
    lstm.registerForwardHook((module, inputs, first) -> first);
    assertThatThrownBy(() -> lstm.call(Torch.ones(4, 1, 2)))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("four parameters");
  }

  @Test
  void hooksRunInFrontAndAfterErrors() {
    ReLU relu = new ReLU();
    List<String> calls = new ArrayList<>();
    relu.registerForwardPreHook(
        (module, inputs) -> {
          calls.add("second");
          return null;
        });
    relu.registerForwardPreHook(
        (module, inputs) -> {
          calls.add("first");
          return null;
        },
        o -> o.prepend(true));
    relu.registerForwardHook(
        (module, args, kwargs, output) -> {
          throw new TorchException("no");
        });
    relu.registerForwardHook(
        (module, args, kwargs, output) -> {
          calls.add("always");
          return null;
        },
        o -> o.alwaysCall(true));

    assertThatThrownBy(() -> relu.call(Torch.ones(1))).hasMessage("no");
    assertThat(calls).containsExactly("first", "second", "always");
  }

  @Test
  void fullBackwardHooksSeeAndReplaceGradients() {
    Linear layer = new Linear(2, 2);
    List<String> calls = new ArrayList<>();
    layer.registerFullBackwardPreHook(
        (module, gradOutput) -> {
          calls.add("before " + Arrays.toString(gradOutput[0].toDoubleArray()));
          return new Tensor[] {gradOutput[0].mul(2)};
        });
    layer.registerFullBackwardHook(
        (module, gradInput, gradOutput) -> {
          calls.add("after " + Arrays.toString(gradOutput[0].toDoubleArray()));
          return new Tensor[] {Torch.zerosLike(gradInput[0])};
        });
    Tensor x = Torch.ones(1, 2).requiresGrad_();

    layer.call(x).sum().backward();

    assertThat(calls).containsExactly("before [1.0, 1.0]", "after [2.0, 2.0]");
    assertThat(gradient(x).toDoubleArray()).containsOnly(0);
    assertThat(gradient(layer.weight).toDoubleArray()).containsOnly(2);
  }

  @Test
  void fullBackwardHooksFireWithoutInputsThatNeedGradients() {
    Linear layer = new Linear(2, 2);
    List<Integer> calls = new ArrayList<>();
    layer.registerFullBackwardHook(
        (module, gradInput, gradOutput) -> {
          calls.add(gradInput.length);
          return null;
        });
    Warnings.setHandler(warning -> {});
    try {
      layer.call(Torch.ones(1, 2)).sum().backward();
    } finally {
      Warnings.setHandler(null);
    }
    assertThat(calls).containsExactly(1);
  }

  @Test
  void oldBackwardHooksSeeTheLastFunction() {
    ReLU relu = new ReLU();
    List<Integer> calls = new ArrayList<>();
    try (RemovableHandle handle =
        relu.registerBackwardHook(
            (module, gradInput, gradOutput) -> {
              calls.add(gradOutput.length);
              return new Tensor[] {gradInput[0].mul(3)};
            })) {
      Tensor x = Torch.ones(2).requiresGrad_();
      relu.call(x.mul(1)).sum().backward();
      assertThat(gradient(x).toDoubleArray()).containsOnly(3);
    }
    assertThat(calls).containsExactly(1);
  }

  @Test
  void stateDictHooksAndExtraState() {
    final class Extra extends Module {
      final Linear layer = new Linear(1, 1);
      Tensor seen = Torch.zeros(1);

      @Override
      public Object getExtraState() {
        return Torch.tensor(new double[] {7});
      }

      @Override
      public void setExtraState(@Nullable Object state) {
        seen = ((Tensor) Objects.requireNonNull(state)).clone();
      }
    }
    Extra model = new Extra();
    List<String> calls = new ArrayList<>();
    model.registerStateDictPreHook((m, prefix, keepVars) -> calls.add("pre " + prefix));
    model.registerStateDictPostHook(
        (m, state, prefix, metadata) -> {
          calls.add("post " + metadata);
          state.put("added", Torch.ones(1));
        });
    StateDict state = model.stateDict("net.");
    assertThat(state.keySet())
        .containsExactly("net._extra_state", "net.layer.weight", "net.layer.bias", "added");
    assertThat(state.metadata().keySet()).containsExactly("net", "net.layer");
    assertThat(calls).containsExactly("pre net.", "post {version=1}");

    model.registerLoadStateDictPreHook(
        (m, given, prefix, metadata, strict, missing, unexpected, errors) ->
            given.put("layer.weight", given.remove("layer.kernel")));
    model.registerLoadStateDictPostHook((m, keys) -> keys.unexpectedKeys().remove("added"));
    StateDict old = model.stateDict();
    old.put("layer.kernel", Objects.requireNonNull(old.remove("layer.weight")).mul(0).add(5));
    IncompatibleKeys keys = model.loadStateDict(old);

    assertThat(keys).hasToString("<All keys matched successfully>");
    assertThat(model.seen.toDoubleArray()).containsExactly(7);
    assertThat(model.layer.weight.item().doubleValue()).isEqualTo(5);
    assertThat(model.stateDict("", true).get("layer.weight")).isSameAs(model.layer.weight);
    assertThatThrownBy(() -> model.loadStateDict(Map.of("other", Torch.ones(1)), true))
        .hasMessageContaining("layer.bias")
        .hasMessageContaining("_extra_state");
  }

  private static final class Tied extends Module {
    final Linear encoder = new Linear(2, 2);
    final Linear decoder = new Linear(2, 2);
    final List<Linear> listed = new ArrayList<>(List.of(encoder));
    final ModuleList<Linear> layers = new ModuleList<>(List.of(encoder, new Linear(1, 1)));

    Tied() {
      decoder.weight = encoder.weight;
      registerBuffer("mean", Torch.zeros(2));
    }

    @Override
    public Tensor forward(Tensor x) {
      return decoder.call(encoder.call(x));
    }
  }

  @Test
  void copiesShareWhatTheOriginalShares() {
    Tied model = new Tied();
    List<Integer> calls = new ArrayList<>();
    model.encoder.registerForwardHook(
        (m, inputs, output) -> {
          calls.add(m == model.encoder ? 1 : 2);
          return null;
        });
    model.call(Torch.ones(1, 2)).sum().backward();

    Tied copy = (Tied) model.copy();

    assertThat(copy.encoder).isNotSameAs(model.encoder);
    assertThat(copy.decoder.weight).isSameAs(copy.encoder.weight);
    assertThat(copy.encoder.weight).isNotSameAs(model.encoder.weight);
    assertThat(copy.encoder.weight.equal(model.encoder.weight)).isTrue();
    assertThat(gradient(copy.encoder.weight).equal(gradient(model.encoder.weight))).isTrue();
    assertThat(copy.listed).containsExactly(copy.encoder);
    assertThat(copy.layers.get(0)).isSameAs(copy.encoder);
    assertThat(copy).hasToString(model.toString());
    assertThat(copy.namedParameters().keySet()).isEqualTo(model.namedParameters().keySet());
    assertThat(copy.stateDict().keySet()).isEqualTo(model.stateDict().keySet());
    Init.zeros_(copy.encoder.weight);
    copy.call(Torch.ones(1, 2));
    assertThat(model.encoder.weight.detach().abs().sum().item().doubleValue()).isPositive();
    assertThat(calls).containsExactly(1, 2);
  }

  @Test
  void recurrentLayersUseWhatReplacesTheirWeights() {
    GRU gru = new GRU(1, 1);
    GRU copy = (GRU) gru.copy();
    gru.setattr("weight_ih_l0", Parameter.of(Torch.zeros(3, 1)));
    gru.setattr("weight_hh_l0", Parameter.of(Torch.zeros(3, 1)));
    gru.setattr("bias_ih_l0", Parameter.of(Torch.zeros(3)));
    gru.setattr("bias_hh_l0", Parameter.of(Torch.zeros(3)));

    assertThat(gru.call(Torch.ones(2, 1)).output().toDoubleArray()).containsOnly(0);
    assertThat(gru.allWeights().get(0)).isEqualTo(gru.parameters());
    assertThat(copy.call(Torch.ones(2, 1)).output().toDoubleArray()).doesNotContain(0);
    gru.delattr("bias_hh_l0");
    assertThatThrownBy(() -> gru.call(Torch.ones(2, 1))).hasMessageContaining("lost one");
  }

  @Test
  void conversionsReachEveryTensor() {
    Sequential model = new Sequential(new Conv2d(2, 2, 2), new Linear(2, 2));
    Tensor counter = model.registerBuffer("counter", Torch.ones(1).to(DType.INT64));

    assertThat(model.half().parameters()).allMatch(p -> p.dtype() == DType.FLOAT16);
    assertThat(model.bfloat16().parameters()).allMatch(p -> p.dtype() == DType.BFLOAT16);
    assertThat(model.to(Torch.ones(Torch.size(1), o -> o.dtype(DType.FLOAT64))).parameters())
        .allMatch(p -> p.dtype() == DType.FLOAT64);
    assertThat(counter.dtype()).isEqualTo(DType.INT64);
    model.type(DType.FLOAT32);
    assertThat(counter.dtype()).isEqualTo(DType.FLOAT32);
    model.to(MemoryFormat.CHANNELS_LAST);
    assertThat(model.parameters().get(0).stride()).containsExactly(8, 1, 4, 2);
    model.cpu().to("cpu").to(o -> o.dtype(DType.FLOAT64).device("cpu"));
    assertThat(model.parameters()).allMatch(p -> p.dtype() == DType.FLOAT64);

    Linear meta = new Linear(2, 2, o -> o.device("meta"));
    assertThatThrownBy(() -> meta.to(Device.CPU)).hasMessageContaining("to_empty()");
    meta.toEmpty(Device.CPU);
    assertThat(meta.weight.device()).isEqualTo(Device.CPU);
    assertThat(meta.weight.isParameter()).isTrue();
  }

  private static final class Centred extends Module {
    Tensor mean = Buffer.of(Torch.ones(2));
    final Tensor cache = Buffer.of(Torch.zeros(2), false);
    final Tensor plain = Torch.zeros(2);
  }

  @Test
  void tensorsMadeAsBuffersAreOnesInFields() {
    Centred module = new Centred();

    assertThat(module.namedBuffers().keySet()).containsExactly("mean", "cache");
    assertThat(module.stateDict().keySet()).containsExactly("mean");
    assertThat(module.getBuffer("cache")).isSameAs(module.cache);
    Centred copy = (Centred) module.copy();
    assertThat(copy.namedBuffers().keySet()).containsExactly("mean", "cache");
    assertThat(copy.plain).isNotSameAs(module.plain);
    copy.setattr("mean", Torch.zeros(2));
    assertThat(copy.getBuffer("mean").toDoubleArray()).containsOnly(0);
    assertThat(module.mean.toDoubleArray()).containsOnly(1);
  }

  @Test
  void recurrentLayersTakeOtherDtypesUnderAutocast() {
    GRU gru = new GRU(2, 3);
    Tensor x = Torch.ones(4, 1, 2).to(DType.BFLOAT16);

    try (Autocast autocast = Amp.autocast("cpu", o -> o.dtype(DType.BFLOAT16))) {
      assertThat(gru.call(x).output().shape().toArray()).containsExactly(4, 1, 3);
    }
    assertThatThrownBy(() -> gru.call(x)).hasMessageStartingWith("input must have the type");
  }
}
