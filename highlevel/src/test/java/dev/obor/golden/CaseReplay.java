package dev.obor.golden;

import dev.obor.DType;
import dev.obor.Index;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.data.Dataset;
import dev.obor.nn.Module;
import dev.obor.nn.replay.JavaCall;
import dev.obor.nn.replay.JavaCall.Argument;
import dev.obor.operators.GoldenValues;
import dev.obor.serialization.OrderedDict;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of a case that {@code golden_cases.py} wrote, through public Java names. Each
 * Python name becomes the Java name of the one rule, each argument what Java's parameter takes.
 */
final class CaseReplay {
  private static final Map<String, String> OPERATORS = Map.of("truediv", "div");

  private final Map<String, @Nullable Object> bound = new HashMap<>();

  /** Says that nothing in Java takes the call. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** The numbers from 0 on. */
  private record Range(int size) implements Dataset<Tensor> {
    @Override
    public Tensor get(int index) {
      return Torch.tensor(index);
    }
  }

  static class M extends Module {}

  static class Network extends Module {}

  static class Neural extends Module {}

  private static Module custom(String name) {
    return switch (name) {
      case "M" -> new M();
      case "Network" -> new Network();
      case "Neural" -> new Neural();
      default -> throw new Refused("no class stands for the program's own " + name);
    };
  }

  /** What a name is bound to. */
  @Nullable Object get(String name) {
    if (!bound.containsKey(name)) {
      throw new IllegalArgumentException(name);
    }
    return bound.get(name);
  }

  /** Takes a step. */
  void take(List<?> step) {
    String what = (String) at(step, 0);
    @Nullable Object result =
        switch (what) {
          case "call" -> call((String) at(step, 2), values(at(step, 3)), pairs(at(step, 4)));
          case "method" -> {
            List<@Nullable Object> given = values(at(step, 4));
            yield method(object(step), (String) at(step, 3), given, pairs(at(step, 5)));
          }
          case "attr" -> attribute(object(step), (String) at(step, 3));
          case "index" -> indexed(object(step), value(at(step, 3)));
          case "apply" -> apply(object(step), values(at(step, 3)), pairs(at(step, 4)));
          case "iterate" -> PythonRepr.plain(object(step));
          case "value" -> value(at(step, 2));
          case "dict" -> new LinkedHashMap<>(pairs(at(step, 2)));
          case "ordered_dict" -> new OrderedDict<>(pairs(at(step, 2)));
          case "custom_module" -> {
            Module module = custom((String) at(step, 2));
            pairs(at(step, 3)).forEach((name, child) -> module.addModule(name, (Module) child));
            yield module;
          }
          default -> throw new IllegalArgumentException(what);
        };
    bound.put((String) at(step, 1), result);
  }

  private static Object at(List<?> parts, int place) {
    return Objects.requireNonNull(parts.get(place));
  }

  private Object object(List<?> step) {
    return Objects.requireNonNull(get((String) at(step, 2)));
  }

  // ---- values

  private List<@Nullable Object> values(Object given) {
    List<@Nullable Object> values = new ArrayList<>();
    ((List<?>) given).forEach(v -> values.add(value(v)));
    return values;
  }

  private Map<String, @Nullable Object> pairs(Object given) {
    Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
    for (Object pair : (List<?>) given) {
      pairs.put((String) at((List<?>) pair, 0), value(((List<?>) pair).get(1)));
    }
    return pairs;
  }

  private @Nullable Object value(@Nullable Object given) {
    if (!(given instanceof GoldenValues.Tuple tagged)) {
      return given instanceof List<?> list ? values(list) : given;
    }
    return switch ((String) at(tagged, 0)) {
      case "ref" -> get((String) at(tagged, 1));
      case "tensor" -> tensor(tagged);
      case "tuple" -> values(at(tagged, 1));
      case "slice" -> Index.slice(tagged.get(1), tagged.get(2), tagged.get(3));
      case "range" -> new Range(Math.toIntExact((Long) at(tagged, 1)));
      default -> throw new IllegalArgumentException(tagged.toString());
    };
  }

  private static Tensor tensor(List<?> tagged) {
    DType dtype = (DType) tagged.get(2);
    return Torch.tensor(
        at(tagged, 1),
        o -> {
          if (dtype != null) {
            o.dtype(dtype);
          }
          o.requiresGrad((Boolean) at(tagged, 3));
        });
  }

  // ---- calls

  private static @Nullable Object call(
      String path, List<@Nullable Object> given, Map<String, @Nullable Object> keywords) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (path.startsWith("operator.")) {
      Object first = Objects.requireNonNull(given.get(0));
      String method = OPERATORS.getOrDefault(name, name);
      return method(first, method, given.subList(1, given.size()), keywords);
    }
    if (path.startsWith("builtins.")) {
      Object plain = Objects.requireNonNull(PythonRepr.plain(given.get(0)));
      return name.equals("len") ? (Object) (long) ((List<?>) plain).size() : plain;
    }
    if (path.equals("torch.tensor") && keywords.isEmpty()) {
      return Torch.tensor(Objects.requireNonNull(given.get(0)));
    }
    return invoke(path, JavaNames.executables(path), null, given, keywords);
  }

  private static @Nullable Object method(
      Object on,
      String name,
      List<@Nullable Object> given,
      Map<String, @Nullable Object> keywords) {
    if (name.equals("__repr__")) {
      return on.toString();
    }
    if (name.equals("numpy")) {
      return array((Tensor) on);
    }
    if (name.equals("keys")) {
      return ((Map<?, ?>) on).keySet();
    }
    return invoke(name, JavaNames.methods(on, JavaNames.of(name)), on, given, keywords);
  }

  /** What Java has in the place of numpy's arrays: a buffer, or for a grey picture its rows. */
  private static Object array(Tensor tensor) {
    Object buffer = tensor.asByteBuffer();
    if (tensor.dtype() != DType.UINT8 || tensor.dim() != 2) {
      return buffer;
    }
    byte[][] rows = new byte[Math.toIntExact(tensor.size(0))][];
    Arrays.setAll(rows, row -> tensor.get(row).toByteArray());
    return rows;
  }

  private static @Nullable Object apply(
      Object function, List<@Nullable Object> given, Map<String, @Nullable Object> keywords) {
    List<Executable> calls = JavaNames.methods(function, "call");
    calls = calls.isEmpty() ? JavaNames.methods(function, "apply") : calls;
    return invoke(function.getClass().getSimpleName(), calls, function, given, keywords);
  }

  private static @Nullable Object invoke(
      String name,
      List<Executable> executables,
      @Nullable Object on,
      List<@Nullable Object> given,
      Map<String, @Nullable Object> keywords) {
    List<Argument> arguments = new ArrayList<>();
    given.forEach(v -> arguments.add(new Argument("", v)));
    keywords.forEach((keyword, v) -> arguments.add(new Argument(keyword, v)));
    JavaCall<Executable> call =
        JavaCall.find(executables, arguments, given.size())
            .orElseThrow(() -> new Refused(name + " does not take " + given + " " + keywords));
    return JavaNames.invoke(call.executable(), on, call.arguments());
  }

  // ---- attributes and parts

  private static @Nullable Object attribute(Object on, String path) {
    Object value = on;
    for (String name : path.split("\\.", -1)) {
      value = part(Objects.requireNonNull(value), name);
    }
    return value;
  }

  private static @Nullable Object part(Object on, String name) {
    if (on instanceof List<?> list && name.matches("\\d+")) {
      return list.get(Integer.parseInt(name));
    }
    String java = JavaNames.of(name);
    for (Executable method : JavaNames.methods(on, java)) {
      if (method.getParameterCount() == 0) {
        return JavaNames.invoke(method, on, List.of());
      }
    }
    for (Field field : on.getClass().getFields()) {
      if (field.getName().equals(java)) {
        try {
          return field.get(on);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    if (on instanceof Module module) {
      return module.getSubmodule(name);
    }
    throw new Refused(on.getClass().getSimpleName() + " has no " + name);
  }

  private static Object indexed(Object on, @Nullable Object index) {
    if (on instanceof Tensor tensor) {
      return tensor.get(
          index instanceof List<?> several ? several.toArray() : new Object[] {index});
    }
    List<?> elements = (List<?>) Objects.requireNonNull(PythonRepr.plain(on));
    if (index instanceof Long place) {
      return Objects.requireNonNull(elements.get(Math.toIntExact(place)));
    }
    // The slice of a list is that of its places.
    Tensor places = Torch.arange(elements.size()).get(index);
    return Arrays.stream(places.toIntArray()).<Object>mapToObj(elements::get).toList();
  }
}
