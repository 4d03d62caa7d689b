package dev.obor.nn.replay;

import dev.obor.DType;
import dev.obor.LiveTensors;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.replay.JavaCall.Argument;
import dev.obor.operators.Comparison;
import dev.obor.operators.GoldenValues;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a recorded call of a function, and tells what comes out otherwise. */
final class FunctionReplay {
  private static final String INDICES = "return_indices";

  private final FunctionCase golden;

  FunctionReplay(FunctionCase golden) {
    this.golden = golden;
  }

  /** Whether {@code F} has a function of Python's name. */
  static boolean exists(String function) {
    return !methods(JavaValue.camelCase(function)).isEmpty();
  }

  private static List<Method> methods(String name) {
    return Arrays.stream(F.class.getMethods()).filter(m -> m.getName().equals(name)).toList();
  }

  /** What is not as in Python, or null. */
  @Nullable String difference() {
    LiveTensors before = LiveTensors.now();
    String difference;
    try (Scope scope = Torch.scope()) {
      difference = replayed();
    }
    long left = LiveTensors.now().since(before).open();
    return difference == null && left > 0 ? "leaked " + left + " tensors" : difference;
  }

  private @Nullable String replayed() {
    List<Tensor> leaves = new ArrayList<>();
    List<Argument> arguments = arguments(golden.leading(), leaves);
    int leading = arguments.size();
    arguments.addAll(arguments(golden.others(), leaves));
    boolean withIndices =
        arguments.removeIf(a -> a.name().equals(INDICES) && Boolean.TRUE.equals(a.value()));
    arguments.removeIf(a -> a.name().equals(INDICES));
    String name = JavaValue.camelCase(golden.function()) + (withIndices ? "WithIndices" : "");
    Optional<JavaCall<Method>> call =
        JavaCall.find(methods(name), arguments, Math.min(leading, arguments.size()));
    if (call.isEmpty()) {
      return golden.fails() && golden.expected().startsWith("TypeError")
          ? null
          : "no overload takes " + arguments;
    }
    return called(call.get(), leaves);
  }

  private List<Argument> arguments(String pairs, List<Tensor> leaves) {
    List<Argument> arguments = new ArrayList<>();
    for (Object pair : (List<?>) Objects.requireNonNull(read(pairs, leaves))) {
      List<?> parts = (List<?>) pair;
      arguments.add(new Argument((String) parts.get(0), parts.get(1)));
    }
    return arguments;
  }

  private @Nullable String called(JavaCall<Method> call, List<Tensor> leaves) {
    LiveTensors before = LiveTensors.now();
    Object result;
    try {
      Torch.manualSeed(0);
      result = JavaCall.invoke(call.executable(), null, call.arguments());
    } catch (RuntimeException e) {
      return ModuleReplay.error(e, golden.fails() ? golden.expected() : null);
    }
    long left = LiveTensors.now().since(before).open();
    if (golden.fails()) {
      return "expected " + golden.expected() + ", got a result";
    }
    if (left > ModuleReplay.flat(result).size()) {
      return "its call left temporaries";
    }
    String difference =
        ModuleReplay.compared(
            ModuleReplay.flat(read(golden.expected(), new ArrayList<>())),
            ModuleReplay.flat(result));
    return difference == null ? gradients(result, leaves) : difference;
  }

  private @Nullable Object read(String text, List<Tensor> leaves) {
    return GoldenValues.read(text, golden.tensors(), leaves);
  }

  private @Nullable String gradients(@Nullable Object result, List<Tensor> leaves) {
    List<?> expected =
        (List<?>) Objects.requireNonNull(read(golden.gradients(), new ArrayList<>()));
    if (expected.isEmpty()) {
      return null;
    }
    Tensor loss = null;
    for (Tensor out : Comparison.tensors(result)) {
      if (out.requiresGrad()) {
        Tensor part = out.mul(ModuleReplay.cotangent(out)).sum().to(DType.FLOAT64);
        loss = loss == null ? part : loss.add(part);
      }
    }
    if (loss == null) {
      return "no result requires a gradient";
    }
    loss.backward();
    String difference = ModuleReplay.compared(expected, leaves);
    return difference == null ? null : "gradients: " + difference;
  }
}
