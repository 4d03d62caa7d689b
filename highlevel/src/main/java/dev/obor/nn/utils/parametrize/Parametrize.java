package dev.obor.nn.utils.parametrize;

import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.ForwardPreHookWithKwargs;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleDict;
import dev.obor.nn.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Has parameters computed from others: the functions of Python's {@code
 * torch.nn.utils.parametrize}.
 *
 * <pre>{@code
 * class Symmetric extends Module {
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return x.triu().add(x.triu(1).transpose(-1, -2));
 *   }
 * }
 *
 * Linear layer = new Linear(3, 3);
 * Parametrize.registerParametrization(layer, "weight", new Symmetric());
 * layer.call(x); // computes layer.weight from the parameter parametrizations.weight.original
 * }</pre>
 *
 * <p>The tensor in the field is computed when the parametrization is registered, and anew before
 * each call of the module; the one before is closed then. {@link #compute} gives the tensor at any
 * time. A module with parametrizations must not be called by several threads at once.
 */
public final class Parametrize {
  private static final String MEMBER = "parametrizations";
  private static final AtomicInteger CACHED = new AtomicInteger();
  private static final Set<Key> COMPUTED = ConcurrentHashMap.newKeySet();

  private Parametrize() {}

  /** A tensor of a module; modules are equal only to themselves. */
  private record Key(Module module, String name) {}

  /** Ends what {@link Parametrize#cached} has begun. */
  public static final class Cache implements AutoCloseable {
    private boolean closed;

    private Cache() {}

    /** Forgets what was computed, unless another cache is still open; closing twice is harmless. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (CACHED.decrementAndGet() == 0) {
          COMPUTED.clear();
        }
      }
    }
  }

  /**
   * Has parametrized tensors computed only once for as long as the result is open: Python's {@code
   * parametrize.cached()}.
   *
   * <pre>{@code
   * try (var cache = Parametrize.cached()) {
   *   rnn.call(x);
   *   rnn.call(y); // with the same weights, not computed again
   * }
   * }</pre>
   */
  public static Cache cached() {
    CACHED.incrementAndGet();
    return new Cache();
  }

  /** Computes the tensors of a module before it is called; copies of the module share it. */
  private static final class Computation implements ForwardPreHookWithKwargs {
    @Override
    public @Nullable Object @Nullable [] call(
        Module module, @Nullable Object[] args, Map<String, Object> kwargs) {
      for (String name : parametrizations(module).keys()) {
        Key key = new Key(module, name);
        if (CACHED.get() == 0 || COMPUTED.add(key)) {
          module.setComputed(name, parametrizations(module).get(name).call());
        }
      }
      return null;
    }
  }

  @SuppressWarnings("unchecked") // only this class registers a member of this name
  private static ModuleDict<ParametrizationList> parametrizations(Module module) {
    if (module.hasattr(MEMBER) && module.getattr(MEMBER) instanceof ModuleDict<?> dict) {
      return (ModuleDict<ParametrizationList>) dict;
    }
    return new ModuleDict<>();
  }

  /**
   * The parametrizations of a tensor: Python's {@code module.parametrizations.weight}.
   *
   * @throws ValueException if it has none
   */
  public static ParametrizationList parametrizations(Module module, String tensorName) {
    if (!isParametrized(module, tensorName)) {
      throw new ValueException(
          "Module " + module + " does not have a parametrization on " + tensorName);
    }
    return parametrizations(module).get(tensorName);
  }

  /** Computes a parametrized tensor: what Python's {@code module.weight} gives. */
  public static Tensor compute(Module module, String tensorName) {
    return parametrizations(module, tensorName).call();
  }

  /**
   * Gives a parametrized tensor a value, by its originals: what Python's {@code module.weight =
   * value} does.
   *
   * @throws dev.obor.TorchException if a parametrization has no {@code rightInverse}
   */
  public static void assign(Module module, String tensorName, Tensor value) {
    ParametrizationList list = parametrizations(module, tensorName);
    list.rightInverse(value);
    module.setComputed(tensorName, list.call());
  }

  /** Whether any tensor of a module is parametrized: Python's {@code is_parametrized(module)}. */
  public static boolean isParametrized(Module module) {
    return parametrizations(module).size() > 0;
  }

  /** Whether a tensor is: Python's {@code is_parametrized(module, tensor_name)}. */
  public static boolean isParametrized(Module module, String tensorName) {
    return parametrizations(module).contains(tensorName);
  }

  /**
   * Has a tensor computed: Python's {@code register_parametrization(module, tensor_name,
   * parametrization)}.
   */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Module parametrization) {
    return registerParametrization(module, tensorName, parametrization, false);
  }

  /**
   * Has a tensor computed: Python's {@code register_parametrization(module, tensor_name,
   * parametrization, unsafe=unsafe)}.
   *
   * @param module has the tensor
   * @param tensorName a parameter or buffer of the module itself; one that is parametrized already
   *     goes through both
   * @param parametrization computes the tensor from its original; one that implements {@link
   *     RightInverse} chooses the original so that the tensor stays what it was
   * @param unsafe whether shape and dtype may change, and are not looked at
   * @return the module
   * @throws ValueException if there is no such tensor, or its shape or dtype would change
   */
  public static <M extends Module> M registerParametrization(
      M module, String tensorName, Module parametrization, boolean unsafe) {
    parametrization.train(module.training());
    if (isParametrized(module, tensorName)) {
      ParametrizationList list = parametrizations(module, tensorName);
      if (!unsafe) {
        check(module, tensorName, parametrization);
      }
      list.append(parametrization);
      list.addUnsafe(unsafe);
      module.setComputed(tensorName, list.call());
      return module;
    }
    boolean isMember =
        module.namedParameters("", false).containsKey(tensorName)
            || module.namedBuffers("", false).containsKey(tensorName);
    if (!isMember || !(module.getattr(tensorName) instanceof Tensor original)) {
      throw new ValueException(
          "Module '"
              + module
              + "' does not have a parameter, a buffer, or a parametrized element with name '"
              + tensorName
              + "'");
    }
    ParametrizationList list = new ParametrizationList(parametrization, original, unsafe);
    module.delattr(tensorName);
    if (!isParametrized(module)) {
      module.registerModule(MEMBER, new ModuleDict<ParametrizationList>());
      module.registerForwardPreHook(new Computation(), o -> o.prepend(true));
    }
    parametrizations(module).put(tensorName, list);
    module.setComputed(tensorName, list.call());
    return module;
  }

  private static void check(Module module, String tensorName, Module parametrization) {
    try (Scope scope = Torch.scope()) {
      Tensor before = compute(module, tensorName);
      Tensor after = parametrization.call(before);
      String name = "module." + tensorName;
      refuse(
          "Registering a parametrization may not change the ",
          " of the tensor, unless the `unsafe` flag is enabled.\n",
          new Named(name, before),
          new Named("parametrization(" + name + ")", after));
      if (parametrization instanceof RightInverse invertible) {
        Object inverse;
        try {
          inverse = invertible.rightInverse(after);
        } catch (NotImplementedException e) {
          return; // it need not have one
        }
        if (!(inverse instanceof Tensor tensor)) {
          throw new ValueException(
              "parametrization.right_inverse must return a tensor. Got: "
                  + inverse.getClass().getSimpleName());
        }
        refuse(
            "The tensor returned by parametrization.right_inverse must have the same ",
            " as " + name + ", unless the `unsafe` flag is enabled.\n",
            new Named(name, before),
            new Named("returned", tensor));
      }
    }
  }

  private record Named(String name, Tensor tensor) {}

  private static void refuse(String begin, String end, Named before, Named after) {
    String separator = after.name.equals("returned") ? " " : ".";
    if (before.tensor.dtype() != after.tensor.dtype()) {
      throw new ValueException(
          begin
              + "dtype"
              + end
              + before.name
              + ".dtype: "
              + before.tensor.dtype()
              + "\n"
              + after.name
              + separator
              + "dtype: "
              + after.tensor.dtype());
    }
    if (!before.tensor.size().equals(after.tensor.size())) {
      throw new ValueException(
          begin
              + "shape"
              + end
              + before.name
              + ".shape: "
              + before.tensor.size()
              + "\n"
              + after.name
              + separator
              + "shape: "
              + after.tensor.size());
    }
  }

  /** Removes all parametrizations of a tensor, which keeps its value. */
  public static <M extends Module> M removeParametrizations(M module, String tensorName) {
    return removeParametrizations(module, tensorName, true);
  }

  /**
   * Removes all parametrizations of a tensor: Python's {@code remove_parametrizations(module,
   * tensor_name, leave_parametrized)}.
   *
   * @param leaveParametrized whether the tensor keeps its value; else it becomes its original again
   * @return the module
   * @throws ValueException if the tensor is not parametrized, or would have to become several
   */
  public static <M extends Module> M removeParametrizations(
      M module, String tensorName, boolean leaveParametrized) {
    ParametrizationList list = parametrizations(module, tensorName);
    Tensor original = unparametrized(list, leaveParametrized);
    if (module.getattr(tensorName) instanceof Tensor computed) {
      module.delattr(tensorName);
      computed.close();
    }
    parametrizations(module).remove(tensorName);
    if (!isParametrized(module)) {
      module.delattr(MEMBER);
      module.forwardPreHooks().stream()
          .filter(hook -> hook instanceof Computation)
          .forEach(module::removeForwardPreHook);
    }
    if (original.isParameter()) {
      module.setattr(tensorName, original);
    } else {
      module.registerBuffer(tensorName, original);
      module.setattr(tensorName, original);
    }
    return module;
  }

  private static Tensor unparametrized(ParametrizationList list, boolean leaveParametrized) {
    if (list.isTensor()) {
      Tensor original = list.original();
      if (leaveParametrized) {
        try (ThreadMode mode = Torch.noGrad();
            Tensor value = list.call()) {
          ParametrizationList.set(original, value);
        }
      }
      return original;
    }
    if (!leaveParametrized) {
      throw new ValueException(
          "Cannot leave unparametrized (`leave_parametrized=False`) a tensor that is parametrized"
              + " in terms of a sequence of tensors.");
    }
    try (Tensor value = list.call()) {
      return value.requiresGrad() ? Parameter.of(value.detach()) : value.detach();
    }
  }

  /**
   * The class of a module, whatever is parametrized: Python's {@code
   * type_before_parametrizations(module)}.
   */
  public static Class<? extends Module> typeBeforeParametrizations(Module module) {
    return module.getClass();
  }

  /** Transfers all parametrizations and their originals to another module. */
  public static <M extends Module> M transferParametrizationsAndParams(
      Module fromModule, M toModule) {
    return transferParametrizationsAndParams(
        fromModule, toModule, List.copyOf(parametrizations(fromModule).keys()));
  }

  /**
   * Transfers the parametrizations of a tensor, and their originals: Python's {@code
   * transfer_parametrizations_and_params(from_module, to_module, tensor_name)}.
   */
  public static <M extends Module> M transferParametrizationsAndParams(
      Module fromModule, M toModule, String tensorName) {
    return transferParametrizationsAndParams(fromModule, toModule, List.of(tensorName));
  }

  private static <M extends Module> M transferParametrizationsAndParams(
      Module fromModule, M toModule, List<String> names) {
    for (String name : names) {
      ParametrizationList from = parametrizations(fromModule, name);
      if (!toModule.hasattr(name)) {
        try (Tensor value = from.call()) {
          toModule.setattr(name, Parameter.of(value.detach()));
        }
      }
      from.forEach(parametrization -> registerParametrization(toModule, name, parametrization));
      ParametrizationList to = parametrizations(toModule, name);
      from.namedParameters("", false).forEach(to::setattr);
      from.namedBuffers("", false).forEach(to::setattr);
      toModule.setComputed(name, to.call());
    }
    return toModule;
  }
}
