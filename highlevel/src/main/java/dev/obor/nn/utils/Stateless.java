package dev.obor.nn.utils;

import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls modules with other parameters than their own: Python's {@code
 * torch.nn.utils.stateless.functional_call}, which is {@code torch.func.functional_call} too.
 *
 * <p>The module has the other tensors while the call runs, so no other thread may use it then.
 */
public final class Stateless {
  private Stateless() {}

  /** Keyword arguments of {@link #functionalCall(Module, Map, Supplier, Consumer)}. */
  public static final class Options {
    private boolean tieWeights = true;
    private boolean strict;

    Options() {}

    /**
     * Sets whether a tensor that is given for one name of a shared parameter counts for its other
     * names too; default true.
     */
    public Options tieWeights(boolean value) {
      this.tieWeights = value;
      return this;
    }

    /** Sets whether every parameter and buffer must be given, and nothing else; default false. */
    public Options strict(boolean value) {
      this.strict = value;
      return this;
    }
  }

  /**
   * Calls a module with other parameters and buffers: Python's {@code functional_call(module,
   * parameters_and_buffers, args)}.
   *
   * <pre>{@code
   * Tensor y = Stateless.functionalCall(layer, Map.of("weight", w, "bias", b), x);
   * }</pre>
   *
   * @param module what is called
   * @param parametersAndBuffers by their full names; what is not given stays the module's own
   * @param inputs what the module is called with
   */
  public static Tensor functionalCall(
      Module module, Map<String, Tensor> parametersAndBuffers, Tensor... inputs) {
    return functionalCall(module, parametersAndBuffers, () -> module.call(inputs), o -> {});
  }

  /**
   * The same for calls of any signature: {@code functional_call(module, parameters_and_buffers,
   * args, kwargs, tie_weights=…, strict=…)}.
   *
   * @param call calls the module, such as {@code () -> lstm.call(x)}
   * @param options {@code tieWeights}, {@code strict}
   * @throws TorchException if names are missing or unexpected in a strict call
   * @throws ValueException if two names of a shared parameter are given different tensors
   */
  public static <R> R functionalCall(
      Module module,
      Map<String, Tensor> parametersAndBuffers,
      Supplier<R> call,
      Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    Map<String, Tensor> own = new LinkedHashMap<>(module.namedParameters("", true, false));
    own.putAll(module.namedBuffers("", true, false));
    Map<String, Tensor> given =
        o.tieWeights ? untied(own, parametersAndBuffers) : parametersAndBuffers;
    if (o.strict) {
      check(module, own, given);
    }
    Map<String, @Nullable Tensor> replaced = new LinkedHashMap<>();
    try {
      given.forEach(
          (name, tensor) -> {
            Tensor before = module.getattr(name) instanceof Tensor t ? t : null;
            put(module, name, tensor);
            replaced.put(name, before);
          });
      return call.get();
    } finally {
      replaced.forEach((name, tensor) -> put(module, name, tensor));
    }
  }

  /** What takes a parameter's place need not be one. */
  private static void put(Module module, String name, @Nullable Tensor tensor) {
    int dot = name.lastIndexOf('.');
    Module owner = module.getSubmodule(dot < 0 ? "" : name.substring(0, dot));
    owner.swapattr(name.substring(dot + 1), tensor);
  }

  private static Map<String, Tensor> untied(Map<String, Tensor> own, Map<String, Tensor> given) {
    IdentityHashMap<Tensor, TreeSet<String>> namesOf = new IdentityHashMap<>();
    own.forEach((name, tensor) -> namesOf.computeIfAbsent(tensor, t -> new TreeSet<>()).add(name));
    Map<String, Tensor> all = new LinkedHashMap<>(given);
    given.forEach(
        (name, tensor) -> {
          Tensor replaced = own.get(name);
          TreeSet<String> names = replaced == null ? null : namesOf.get(replaced);
          if (names == null) {
            return;
          }
          for (String other : names) {
            Tensor before = given.get(other);
            if (before != null && before != tensor) {
              throw new ValueException(
                  "functional_call got multiple values for keys "
                      + names.stream()
                          .map(n -> "'" + n + "'")
                          .collect(Collectors.joining(", ", "[", "]"))
                      + ", which are tied. Consider using tie_weights=False");
            }
            all.put(other, tensor);
          }
        });
    return all;
  }

  private static void check(Module module, Map<String, Tensor> own, Map<String, Tensor> given) {
    List<String> errors = new ArrayList<>();
    List<String> unexpected = new ArrayList<>(given.keySet());
    unexpected.removeAll(own.keySet());
    List<String> missing = new ArrayList<>(own.keySet());
    missing.removeAll(given.keySet());
    if (!unexpected.isEmpty()) {
      errors.add("Unexpected key(s): " + quoted(unexpected) + ".");
    }
    if (!missing.isEmpty()) {
      errors.add("Missing key(s): " + quoted(missing) + ".");
    }
    if (!errors.isEmpty()) {
      throw new TorchException(
          "Error(s) in reparametrizing for "
              + module.getClass().getSimpleName()
              + ":\n\t"
              + String.join("\n\t", errors));
    }
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
