package dev.obor.serialization;

import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Size;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The list of what a pickle may name: the types of torch and of plain data, and the functions that
 * rebuild tensors. It is Python's for {@code weights_only=True}.
 */
final class Globals {
  private static final Set<String> BLOCKED_MODULES = Set.of("sys", "os", "posix", "nt");

  private static final Map<String, Object> ALLOWED = new HashMap<>();

  static {
    for (DType dtype : DType.values()) {
      ALLOWED.put(dtype.toString(), dtype);
    }
    StorageTypes.all()
        .forEach(
            (name, dtype) -> {
              ALLOWED.put("torch." + name, new StorageType(dtype));
              ALLOWED.put("torch.cuda." + name, new StorageType(dtype));
            });
    ALLOWED.put("torch.storage." + StorageTypes.UNTYPED, new StorageType(DType.UINT8));
    for (QuantizationScheme scheme : QuantizationScheme.values()) {
      ALLOWED.put(scheme.toString(), scheme);
    }
    allow("collections.OrderedDict", (arguments, tensors) -> orderedDict(arguments));
    allow("collections.Counter", (arguments, tensors) -> counter(arguments));
    allow("builtins.set", (arguments, tensors) -> set(arguments));
    allow("builtins.complex", (arguments, tensors) -> complex(arguments));
    allow("builtins.bytearray", (arguments, tensors) -> byteArray(arguments));
    allow("_codecs.encode", (arguments, tensors) -> encode(arguments));
    allow("torch.Size", (arguments, tensors) -> size(arguments));
    allow("torch.device", (arguments, tensors) -> device(arguments));
    allow("torch.serialization._get_layout", (arguments, tensors) -> layout(arguments));
    allow("torch.Tensor", (arguments, tensors) -> refuseTensor());
    allow("torch.nn.parameter.Parameter", (arguments, tensors) -> tensors.parameter(arguments));
    allow("torch._utils._rebuild_parameter", (a, tensors) -> tensors.parameter(a));
    allow("torch._utils._rebuild_parameter_with_state", (a, tensors) -> tensors.parameter(a));
    allow("torch._utils._rebuild_tensor", (a, tensors) -> tensors.tensor(a));
    allow("torch._utils._rebuild_tensor_v2", (a, tensors) -> tensors.tensorV2(a));
    allow("torch._utils._rebuild_tensor_v3", (a, tensors) -> tensors.tensorV3(a));
    allow("torch._utils._rebuild_qtensor", (a, tensors) -> tensors.quantized(a));
    allow("torch._utils._rebuild_sparse_tensor", (a, tensors) -> tensors.sparse(a));
    allow("torch._utils._rebuild_meta_tensor_no_storage", (a, tensors) -> tensors.withoutData(a));
    allow(
        "torch._utils._rebuild_device_tensor_from_cpu_tensor", (a, tensors) -> tensors.fromCpu(a));
    allow("torch._tensor._rebuild_from_type_v2", (a, tensors) -> fromType(a, tensors));
  }

  private Globals() {}

  private static void allow(String name, PythonFunction.Body body) {
    ALLOWED.put(name, new PythonFunction(name, body));
  }

  /**
   * What a pickle means by a name.
   *
   * @throws UnpicklingException if the name is not on the list
   */
  static Object find(String givenModule, String name, ByteSource source) {
    String module = givenModule.equals("__builtin__") ? "builtins" : givenModule;
    String full = module + "." + name;
    if (BLOCKED_MODULES.contains(module)) {
      throw UnpicklingException.of(
          "Trying to load unsupported GLOBAL "
              + full
              + " whose module "
              + module
              + " is blocked."
              + cure(full, source));
    }
    Object found = ALLOWED.get(full);
    if (found == null) {
      String shown = module.equals("builtins") ? name : full;
      throw UnpicklingException.of(
          "Unsupported global: GLOBAL "
              + shown
              + " was not an allowed global by default."
              + cure(full, source));
    }
    return found;
  }

  private static String cure(String full, ByteSource source) {
    String text =
        "\nThe file asks for Python's "
            + full
            + ", which is neither a tensor nor plain data; nothing in a file is run. ";
    if (full.startsWith("numpy.")) {
      text +=
          "In Python turn numpy's values into others before saving: value.item(),"
              + " torch.from_numpy(array).";
    } else {
      text +=
          "If it holds a whole module or another object, save in Python what that consists of:"
              + " torch.save(model.state_dict(), path).";
    }
    return text + " The file is " + source.name();
  }

  // ---- plain data

  private static OrderedDict<@Nullable Object, @Nullable Object> orderedDict(Arguments a) {
    a.requireCount(0, 1);
    OrderedDict<@Nullable Object, @Nullable Object> dict = new OrderedDict<>();
    if (a.count() == 1) {
      // So Python 2 wrote it.
      for (Object pair : a.list(0)) {
        if (!(pair instanceof List<?> entry) || entry.size() != 2) {
          throw UnpicklingException.of("an OrderedDict is made of pairs of keys and values");
        }
        dict.put(PythonTypes.key(entry.get(0)), entry.get(1));
      }
    }
    return dict;
  }

  private static Map<@Nullable Object, @Nullable Object> counter(Arguments a) {
    a.requireCount(0, 1);
    return a.count() == 0 ? new LinkedHashMap<>() : new LinkedHashMap<>(a.map(0));
  }

  private static Set<@Nullable Object> set(Arguments a) {
    a.requireCount(0, 1);
    Set<@Nullable Object> set = new LinkedHashSet<>();
    if (a.count() == 1) {
      for (Object element : a.list(0)) {
        set.add(PythonTypes.key(element));
      }
    }
    return set;
  }

  private static Complex complex(Arguments a) {
    a.requireCount(2, 2);
    return new Complex(a.real(0), a.real(1));
  }

  private static byte[] byteArray(Arguments a) {
    a.requireCount(0, 1);
    if (a.count() == 0) {
      return new byte[0];
    }
    if (!(a.any(0) instanceof byte[] bytes)) {
      throw UnpicklingException.of("a bytearray is made of bytes");
    }
    return bytes.clone();
  }

  static byte[] encode(Arguments a) {
    a.requireCount(2, 2);
    if (!a.text(1).equals("latin1")) {
      throw UnpicklingException.of("bytes are written as latin1, not as " + a.text(1));
    }
    String text = a.text(0);
    if (text.chars().anyMatch(c -> c > 0xFF)) {
      throw UnpicklingException.of(
          "'latin-1' codec can't encode characters: ordinal not in range(256)");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Size size(Arguments a) {
    a.requireCount(1, 1);
    return Size.of(a.integers(0));
  }

  private static Device device(Arguments a) {
    a.requireCount(1, 2);
    return a.count() == 1
        ? Device.of(a.text(0))
        : Device.of(a.text(0), (int) Math.max(-1, Math.min(a.integer(1), 1000)));
  }

  private static Layout layout(Arguments a) {
    a.requireCount(1, 1);
    for (Layout layout : Layout.values()) {
      if (layout.toString().equals(a.text(0))) {
        return layout;
      }
    }
    throw UnpicklingException.of("there is no layout " + a.text(0));
  }

  // ---- tensors

  private static Object refuseTensor() {
    throw UnpicklingException.of(
        "Trying to call reduce for unrecognized function torch.Tensor"
            + "\nSo tensors were written before PyTorch 0.4; in Python load the file and save it"
            + " anew.");
  }

  /** A tensor with attributes that a Python program has given it; Java's tensors have none. */
  private static @Nullable Object fromType(Arguments a, TensorRebuilding tensors) {
    a.requireCount(4, 4);
    if (!(a.any(0) instanceof PythonFunction rebuild) || !isRebuilding(rebuild)) {
      throw UnpicklingException.of(
          "Trying to call reduce for unrecognized function " + PythonTypes.nameOf(a.any(0)));
    }
    if (!(a.any(1) instanceof PythonFunction type)
        || !(type.name().equals("torch.Tensor")
            || type.name().equals("torch.nn.parameter.Parameter"))) {
      throw UnpicklingException.of(
          "tensors of the class " + PythonTypes.nameOf(a.any(1)) + " are not read");
    }
    return rebuild.body().call(new Arguments(rebuild.name(), a.tuple(2)), tensors);
  }

  private static boolean isRebuilding(PythonFunction function) {
    return function.name().startsWith("torch._utils._rebuild_");
  }
}
