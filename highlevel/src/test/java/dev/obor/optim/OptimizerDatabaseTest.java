package dev.obor.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.obor.DType;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.nn.Parameter;
import dev.obor.testing.LeftToCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what optimizers do in Python with the options of PyTorch's own tests, and more. */
@LeftToCollector // the state of optimizers
class OptimizerDatabaseTest {
  private static final Set<Integer> COMPARED = Set.of(1, 2, 5, 10);

  static Stream<Golden> cases() {
    return Golden.read("optim/database.tsv.gz").stream();
  }

  static Stream<Golden> resumed() {
    return cases()
        .filter(golden -> !golden.text("way").equals("differentiable"))
        .filter(golden -> !golden.text("optimizer").equals("LBFGS"));
  }

  private static String options(Golden golden) {
    String way =
        switch (golden.text("way")) {
          case "single" -> ";foreach=False";
          case "foreach" -> ";foreach=True";
          case "fused" -> ";fused=True";
          case "differentiable" -> ";differentiable=True";
          default -> "";
        };
    return golden.text("options") + way;
  }

  private static long[][] shapes(String name) {
    return name.equals("Muon")
        ? new long[][] {{3, 2}, {5, 9}, {4, 4}}
        : new long[][] {{3, 2}, {17}, {2, 3, 2}};
  }

  /** One optimizer on its way through the steps of a case. */
  private static final class Walk {
    final Golden golden;
    final String name;
    final DType type;
    final long[][] shapes;
    final List<Tensor> leaves = new ArrayList<>();
    final List<Tensor> params;
    final Optimizer optimizer;

    Walk(Golden golden) {
      this.golden = golden;
      name = golden.text("optimizer");
      type = DType.of(golden.text("dtype").replace("torch.", ""));
      shapes = shapes(name);
      for (int i = 0; i < shapes.length; i++) {
        leaves.add(Parameter.of(Optimizers.numbered(0, shapes[i], i + 1, type)).unscoped());
      }
      boolean differentiable = golden.text("way").equals("differentiable");
      params = differentiable ? leaves.stream().map(leaf -> leaf.mul(1)).toList() : leaves;
      optimizer = Optimizers.make(name, List.of(new ParamGroup(params)), options(golden));
    }

    private static double lossTolerance() {
      return Golden.LIBRARIES_ARE_PYTHONS ? 0 : 1e-2;
    }

    /** LBFGS goes other ways after the smallest difference of a product. */
    private boolean isComparable(int step) {
      return Golden.LIBRARIES_ARE_PYTHONS || !name.equals("LBFGS") || step <= 2;
    }

    private Tensor loss(int step) {
      Tensor loss = Torch.zeros(new long[0], o -> o.dtype(type));
      for (int i = 0; i < params.size(); i++) {
        Tensor difference = params.get(i).sub(Optimizers.numbered(step, shapes[i], i + 1, type));
        loss = loss.add(difference.abs().pow(3).sum());
      }
      return loss;
    }

    void step(int step) {
      try (Scope scope = Torch.scope()) {
        if (name.equals("LBFGS")) {
          Tensor loss =
              optimizer.step(
                  () -> {
                    optimizer.zeroGrad();
                    Tensor value = loss(step);
                    value.backward();
                    return value;
                  });
          if (!isComparable(step)) {
            return;
          }
          double[] expected = golden.numbers("loss" + step);
          assertThat(loss.item().doubleValue())
              .isCloseTo(expected[0], within(lossTolerance() * Math.max(1, Math.abs(expected[0]))));
          return;
        }
        int used = step > 2 || golden.text("way").equals("fused") ? 3 : 2;
        for (int i = 0; i < used; i++) {
          Tensor gradient = Optimizers.numbered(step, shapes[i], i + 1, type);
          if (name.equals("SparseAdam")) {
            gradient = gradient.mul(Optimizers.numbered(step, shapes[i], i + 3, type).gt(0));
            gradient = gradient.toSparse();
          }
          params.get(i).setGrad(gradient);
        }
        optimizer.step();
      }
    }

    void compare(String field) {
      List<double[]> variants =
          golden.variants(field).stream().map(this::decoded).collect(Collectors.toList());
      double[] found =
          params.stream()
              .map(Walk::plain)
              .flatMapToDouble(p -> Arrays.stream(p.to(DType.FLOAT64).toDoubleArray()))
              .toArray();
      if (Golden.LIBRARIES_ARE_PYTHONS) {
        assertThat(variants).anyMatch(expected -> Arrays.equals(expected, found));
      } else {
        double tolerance = name.equals("LBFGS") ? 5e-2 : name.equals("Muon") ? 1e-2 : 2e-5;
        double[] expected = variants.get(0);
        for (int i = 0; i < expected.length; i++) {
          double scale = Math.max(1, Math.abs(expected[i]));
          assertThat(found[i]).isCloseTo(expected[i], within(tolerance * scale));
        }
      }
    }

    private double[] decoded(String text) {
      ByteBuffer bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
      boolean isDouble = type == DType.FLOAT64;
      double[] values = new double[bytes.capacity() / (isDouble ? 8 : 4)];
      for (int i = 0; i < values.length; i++) {
        values[i] = isDouble ? bytes.getDouble() : bytes.getFloat();
      }
      return values;
    }

    private static Tensor plain(Tensor tensor) {
      Tensor plain = tensor.detach();
      plain = plain.isSparse() ? plain.toDense() : plain;
      return plain.dtype().isComplex() ? Torch.viewAsReal(plain) : plain;
    }

    static String checksum(Tensor tensor) {
      return Golden.checksum(plain(tensor));
    }

    /** What {@code optim_goldens.state_of} writes. */
    String state() {
      List<String> entries = new ArrayList<>();
      Map<?, ?> state = (Map<?, ?>) Objects.requireNonNull(optimizer.stateDict().get("state"));
      state.forEach(
          (number, remembered) ->
              ((Map<?, ?>) remembered)
                  .forEach((key, value) -> entries.add(number + "." + key + "=" + entry(value))));
      return String.join(";", entries);
    }

    private static String entry(Object value) {
      if (value instanceof Tensor tensor) {
        String shape =
            Arrays.stream(tensor.shape().toArray())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", ", "(", tensor.dim() == 1 ? ",)" : ")"));
        return shape + tensor.dtype() + ":" + checksum(tensor);
      }
      return value instanceof List<?> list ? "[" + list.size() + "]" : PythonText.of(value);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyStepIsPythons(Golden golden) {
    try (Scope scope = Torch.scope()) {
      Walk walk = new Walk(golden);
      for (int step = 1; step <= 10; step++) {
        walk.step(step);
        if (COMPARED.contains(step) && walk.isComparable(step)) {
          walk.compare("after" + step);
        }
      }
      assertThat(walk.optimizer).hasToString(golden.text("text"));
      List<?> groups =
          (List<?>) Objects.requireNonNull(walk.optimizer.stateDict().get("param_groups"));
      assertThat(
              ((Map<?, ?>) groups.get(0))
                  .keySet().stream().map(String::valueOf).collect(Collectors.joining(",")))
          .isEqualTo(golden.text("group"));
      if (Golden.LIBRARIES_ARE_PYTHONS && !walk.name.equals("LBFGS")) {
        assertThat(walk.state()).isIn(golden.variants("state"));
      } else {
        assertThat(forms(walk.state())).isEqualTo(forms(golden.variants("state").get(0)));
      }
      String gradient = golden.optional("gradient");
      if (gradient != null) {
        walk.params.stream().map(p -> p.abs().sum()).reduce(Tensor::add).orElseThrow().backward();
        double[] found =
            walk.leaves.stream()
                .map(leaf -> Objects.requireNonNull(leaf.grad()).to(DType.FLOAT64))
                .flatMapToDouble(g -> Arrays.stream(g.toDoubleArray()))
                .toArray();
        assertThat(found).containsExactly(golden.numbers("gradient"), within(1e-4));
      }
    }
  }

  /** The state without what depends on rounding: keys, shapes and dtypes. */
  private static String forms(String state) {
    return state.replaceAll(":\\d+", "").replaceAll("=-?[\\d.][^;]*", "");
  }

  /** A checkpoint loader's form of a state dict: other classes of maps, and Long for numbers. */
  private static Map<String, Object> asLoaded(Map<String, Object> dict) {
    Map<Object, Object> state = new TreeMap<>();
    ((Map<?, ?>) Objects.requireNonNull(dict.get("state")))
        .forEach(
            (number, remembered) ->
                state.put(
                    Long.valueOf(String.valueOf(number)),
                    new LinkedHashMap<>((Map<?, ?>) remembered)));
    List<Object> groups = new ArrayList<>();
    for (Object group : (List<?>) Objects.requireNonNull(dict.get("param_groups"))) {
      Map<Object, Object> options = new LinkedHashMap<>((Map<?, ?>) group);
      List<Long> numbers = new ArrayList<>();
      for (Object number : (List<?>) Objects.requireNonNull(options.get("params"))) {
        numbers.add(Long.valueOf(String.valueOf(number)));
      }
      options.put("params", numbers);
      groups.add(options);
    }
    Map<String, Object> loaded = new LinkedHashMap<>();
    loaded.put("state", state);
    loaded.put("param_groups", groups);
    return loaded;
  }

  @ParameterizedTest
  @MethodSource("resumed")
  void anOptimizerGoesOnWhereAnotherStopped(Golden golden) {
    try (Scope scope = Torch.scope()) {
      Walk first = new Walk(golden);
      for (int step = 1; step <= 5; step++) {
        first.step(step);
      }
      Walk second = new Walk(golden);
      try (var mode = Torch.noGrad()) {
        for (int i = 0; i < second.params.size(); i++) {
          second.params.get(i).copy_(first.params.get(i));
        }
      }
      second.optimizer.loadStateDict(asLoaded(first.optimizer.stateDict()));
      for (int step = 6; step <= 10; step++) {
        second.step(step);
      }
      second.compare(golden.text("resumed").equals("same") ? "after10" : "resumed");
      assertThat(second.optimizer).hasToString(golden.text("text"));
    }
  }

  @Test
  void allOptimizersAreThere() {
    Set<String> names = cases().map(golden -> golden.text("optimizer")).collect(Collectors.toSet());
    assertThat(names).hasSize(15);
  }

  @Test
  void noStepLeavesATensorBehind() {
    Set<String> seen = new HashSet<>();
    for (Golden golden : (Iterable<Golden>) cases()::iterator) {
      if (!seen.add(golden.text("optimizer") + golden.text("way"))
          || golden.text("way").equals("differentiable")) {
        continue;
      }
      try (Scope scope = Torch.scope()) {
        Walk walk = new Walk(golden);
        for (int step = 1; step <= 4; step++) {
          walk.step(step);
        }
        long before = Obor.memory().scopedTensors();
        for (int step = 5; step <= 9; step++) {
          walk.step(step);
          assertThat(Obor.memory().scopedTensors()).as(golden.toString()).isEqualTo(before);
        }
      }
    }
  }
}
