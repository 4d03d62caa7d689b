package dev.obor.nn.replay;

import dev.obor.DType;
import dev.obor.LiveTensors;
import dev.obor.PythonErrors;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.UninitializedParameter;
import dev.obor.operators.Comparison;
import dev.obor.operators.GoldenValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Makes and calls a module as a recorded case says, and tells what comes out otherwise. */
final class ModuleReplay {
  /** Sums are formed by other libraries than those of Python's wheel. */
  private static final Comparison COMPARISON = new Comparison(5e-6, 1e-5, false, true);

  /** What is rounded otherwise adds up on the way back through a whole encoder and decoder. */
  private static final Comparison DEEP = new Comparison(1e-4, 1e-5, false, true);

  private final ModuleCase golden;

  ModuleReplay(ModuleCase golden) {
    this.golden = golden;
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
    Module module;
    LiveTensors before;
    ModuleMaking making;
    try {
      Torch.manualSeed(0);
      making = new ModuleMaking(golden);
      before = LiveTensors.now();
      module = making.make();
    } catch (ModuleMaking.Refused e) {
      return refused(e);
    } catch (RuntimeException e) {
      return error(e);
    }
    long kept = (long) module.parameters().size() + module.buffers().size();
    long left = LiveTensors.now().since(before).open();
    if (left > kept) {
      return "its making left " + (left - kept) + " temporaries";
    }
    String wrong = state(module);
    if (wrong != null) {
      return wrong;
    }
    String printed = (String) read(golden.printed(), new ArrayList<>());
    if (!module.toString().equals(printed)) {
      return "expected text " + printed + ", got " + module;
    }
    module.train(!golden.mode().equals("eval"));
    return called(module, making);
  }

  private @Nullable String refused(ModuleMaking.Refused refused) {
    return golden.fails() && golden.expected().startsWith("TypeError")
        ? null
        : refused.getMessage();
  }

  private @Nullable String error(RuntimeException error) {
    return error(error, golden.fails() ? golden.expected() : null);
  }

  /** What is wrong with an error, where Python gave one with a text, or with null gave none. */
  static @Nullable String error(RuntimeException error, @Nullable String expected) {
    String text = PythonErrors.text(error);
    if (expected == null) {
      return "expected a result, got " + text;
    }
    boolean same = text.equals(PythonErrors.withoutBackends(expected));
    if (expected.startsWith("AssertionError: ")) {
      // Java has no error of that kind, and Python's often has no text.
      String words = expected.substring("AssertionError: ".length());
      same = words.isEmpty() || text.endsWith(": " + words);
    }
    return same ? null : "expected " + expected + ", got " + text;
  }

  // ---- state

  private @Nullable String state(Module module) {
    Map<String, Tensor> actual = new LinkedHashMap<>(module.stateDict());
    actual.values().removeIf(UninitializedParameter::isUninitialized);
    Map<String, Tensor> expected = tensorsByName(golden.state());
    if (!List.copyOf(actual.keySet()).equals(List.copyOf(expected.keySet()))) {
      return "expected state " + expected.keySet() + ", got " + actual.keySet();
    }
    // A module that was made before drew its numbers after another seed.
    boolean ofModules = golden.positional().contains("m(");
    for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
      String difference = COMPARISON.difference(entry.getValue(), actual.get(entry.getKey()));
      if (difference != null && !ofModules) {
        return entry.getKey() + " at first: " + difference;
      }
    }
    if (!ofModules
        && !Set.of(golden.checksums().split("\\|", -1)).contains(checksum(actual.values()))) {
      return "the initial state is not Python's to the last bit";
    }
    // So that what follows does not depend on the CPU's kernels.
    if (expected.size() == module.stateDict().size()) {
      module.loadStateDict(expected);
    }
    return null;
  }

  private static String checksum(Iterable<Tensor> tensors) {
    CRC32 crc = new CRC32();
    for (Tensor tensor : tensors) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Math.toIntExact(tensor.numel() * tensor.dtype().itemsize()))
              .order(ByteOrder.LITTLE_ENDIAN);
      if (tensor.dtype() == DType.FLOAT32) {
        bytes.asFloatBuffer().put(tensor.toFloatArray());
      } else if (tensor.dtype() == DType.FLOAT64) {
        bytes.asDoubleBuffer().put(tensor.toDoubleArray());
      } else {
        continue;
      }
      crc.update(bytes.array());
    }
    return String.valueOf(crc.getValue());
  }

  private Map<String, Tensor> tensorsByName(String pairs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Object pair : (List<?>) Objects.requireNonNull(read(pairs, new ArrayList<>()))) {
      named.put((String) ((List<?>) pair).get(0), (Tensor) ((List<?>) pair).get(1));
    }
    return named;
  }

  private @Nullable Object read(String text, List<Tensor> leaves) {
    return GoldenValues.read(text, golden.tensors(), leaves);
  }

  // ---- the call

  private @Nullable String called(Module module, ModuleMaking making) {
    List<Tensor> leaves = new ArrayList<>();
    List<?> inputs = (List<?>) Objects.requireNonNull(read(golden.inputs(), leaves));
    LiveTensors before = LiveTensors.now();
    Object result;
    try {
      result = making.call(module, inputs);
    } catch (ModuleMaking.Refused e) {
      return refused(e);
    } catch (RuntimeException e) {
      return error(e);
    }
    long left = LiveTensors.now().since(before).open() - flat(result).size();
    if (golden.fails()) {
      return "expected " + golden.expected() + ", got a result";
    }
    if (left > 0) {
      return "its call left " + left + " temporaries";
    }
    String difference = compared(flat(read(golden.expected(), new ArrayList<>())), flat(result));
    if (difference != null) {
      return difference;
    }
    String buffers = buffers(module);
    return buffers != null ? buffers : gradients(module, result, leaves);
  }

  /** Tensors and numbers from left to right, however they are nested. */
  static List<Object> flat(@Nullable Object value) {
    List<?> elements = Comparison.elements(value);
    if (elements == null) {
      return value == null ? List.of() : List.of(value);
    }
    return elements.stream().flatMap(e -> flat(e).stream()).toList();
  }

  static @Nullable String compared(List<Object> expected, List<Object> actual) {
    return COMPARISON.withoutStrides().difference(expected, actual);
  }

  private @Nullable String buffers(Module module) {
    Map<String, Tensor> expected = tensorsByName(golden.buffers());
    Map<String, Tensor> actual = module.namedBuffers();
    if (!expected.keySet().equals(actual.keySet())) {
      return "expected buffers " + expected.keySet() + ", got " + actual.keySet();
    }
    for (Map.Entry<String, Tensor> entry : expected.entrySet()) {
      String difference = COMPARISON.difference(entry.getValue(), actual.get(entry.getKey()));
      if (difference != null) {
        return entry.getKey() + " afterwards: " + difference;
      }
    }
    return null;
  }

  private @Nullable String gradients(Module module, @Nullable Object result, List<Tensor> leaves) {
    List<?> expected =
        (List<?>) Objects.requireNonNull(read(golden.gradients(), new ArrayList<>()));
    if (expected.stream().allMatch(list -> ((List<?>) list).isEmpty())) {
      return null;
    }
    Tensor loss = null;
    for (Tensor out : Comparison.tensors(result)) {
      if (out.requiresGrad()) {
        Tensor part = out.mul(cotangent(out)).sum().to(DType.FLOAT64);
        loss = loss == null ? part : loss.add(part);
      }
    }
    if (loss == null) {
      return "no result requires a gradient";
    }
    loss.backward();
    Comparison comparison = golden.module().equals("Transformer") ? DEEP : COMPARISON;
    String difference = compared(comparison, expected.get(0), leaves);
    if (difference != null) {
      return "gradients of inputs: " + difference;
    }
    difference = compared(comparison, expected.get(1), trained(module));
    return difference == null
        ? null
        : "gradients of " + module.namedParameters().keySet() + ": " + difference;
  }

  private static List<Tensor> trained(Module module) {
    return module.parameters().stream().filter(Tensor::requiresGrad).collect(Collectors.toList());
  }

  static @Nullable String compared(Object expected, List<Tensor> leaves) {
    return compared(COMPARISON, expected, leaves);
  }

  private static @Nullable String compared(
      Comparison comparison, Object expected, List<Tensor> leaves) {
    List<@Nullable Tensor> gradients = new ArrayList<>();
    leaves.forEach(leaf -> gradients.add(leaf.grad()));
    return comparison.withoutStrides().difference(expected, gradients);
  }

  static Tensor cotangent(Tensor out) {
    double[] values = new double[Math.toIntExact(out.numel())];
    Arrays.setAll(values, i -> ((7L * i) % 11 - 5) / 8.0);
    return Torch.fromArray(values, values.length).to(out.dtype()).reshape(out.size().toArray());
  }
}
