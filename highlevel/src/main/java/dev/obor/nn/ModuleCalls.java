package dev.obor.nn;

import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link Module} that calls it, and the hooks around the calls. */
abstract sealed class ModuleCalls extends ModuleContents permits ModuleState {
  private volatile @Nullable ModuleHooks hooks;

  ModuleCalls() {}

  /**
   * Computes the output for one tensor. Override it, and call it through {@link #call}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor x) {
    return forward(new Tensor[] {x});
  }

  /**
   * Computes the output for two tensors. Override it, and call it through {@link #call}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor first, Tensor second) {
    return forward(new Tensor[] {first, second});
  }

  /**
   * Computes the output for three tensors. Override it, and call it through {@link #call}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    return forward(new Tensor[] {first, second, third});
  }

  /**
   * Computes the output for any number of tensors. Override it where none of the others fits, and
   * call it through {@link #call}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor... inputs) {
    String name = module().getName();
    String signature = "Tensor" + ", Tensor".repeat(Math.max(0, inputs.length - 1));
    throw new NotImplementedException(
        "Module ["
            + name
            + "] is missing the required \"forward\" function\nOverride forward("
            + (inputs.length > 3 ? "Tensor..." : signature)
            + ") in "
            + name
            + ", or call it with what its forward takes.");
  }

  /**
   * Runs {@code forward} with the hooks around it: Python's {@code module(x)}, {@code module(x, y)}
   * and so on.
   */
  public final Tensor call(Tensor... inputs) {
    ModuleHooks present = hooks;
    return present == null || present.isEmpty()
        ? dispatch(inputs)
        : present.call(
            module(),
            Tensor.class,
            inputs,
            new LinkedHashMap<>(),
            (args, kwargs) -> dispatch(tensors(args)));
  }

  private Tensor dispatch(Tensor[] inputs) {
    return switch (inputs.length) {
      case 1 -> forward(inputs[0]);
      case 2 -> forward(inputs[0], inputs[1]);
      case 3 -> forward(inputs[0], inputs[1], inputs[2]);
      default -> forward(inputs);
    };
  }

  private static Tensor[] tensors(@Nullable Object[] args) {
    if (args instanceof Tensor[] tensors) {
      return tensors;
    }
    Tensor[] tensors = new Tensor[args.length];
    System.arraycopy(args, 0, tensors, 0, args.length);
    return tensors;
  }

  /**
   * What a module computes from other arguments, or to other results, than tensors.
   *
   * @param <R> its result: a tensor, or a record
   */
  @FunctionalInterface
  public interface Forward<R> {
    /**
     * Computes the result.
     *
     * @param args the positional arguments, null where one is absent
     * @param kwargs the keyword arguments by Python's names
     */
    R call(@Nullable Object[] args, Map<String, Object> kwargs);
  }

  /**
   * Runs a forward of any signature with the hooks around it: for the {@code call} of modules that
   * take or give other things than tensors.
   *
   * <pre>{@code
   * record Output(Tensor mean, Tensor variance) {}
   *
   * Output call(Tensor x) {
   *   return callWithHooks(Output.class, (args, kwargs) -> encode((Tensor) args[0]), x);
   * }
   * }</pre>
   *
   * @param type the class of the result; hooks may only give another of the same class
   * @param forward computes the result from what the hooks have made of the arguments
   * @param args the arguments, null where one is absent
   */
  protected final <R> R callWithHooks(Class<R> type, Forward<R> forward, @Nullable Object... args) {
    return callWithHooks(type, forward, new LinkedHashMap<>(), args);
  }

  /**
   * The same with keyword arguments.
   *
   * @param kwargs by Python's names; hooks may change the map
   */
  protected final <R> R callWithHooks(
      Class<R> type, Forward<R> forward, Map<String, Object> kwargs, @Nullable Object... args) {
    ModuleHooks present = hooks;
    return present == null || present.isEmpty()
        ? forward.call(args, kwargs)
        : present.call(module(), type, args, kwargs, forward);
  }

  // ---- hooks

  /**
   * Has a hook run after each {@code forward}: Python's {@code module.register_forward_hook(hook)}.
   * Hooks run in the order of their registration. Of a result with several tensors the hook gets
   * the first.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardHook(ForwardHook hook) {
    return registerForwardHook(hook, o -> {});
  }

  /**
   * The same with keyword arguments, {@code prepend} and {@code alwaysCall}: {@code
   * module.register_forward_hook(hook, prepend=…, always_call=…)}.
   */
  public RemovableHandle registerForwardHook(ForwardHook hook, Consumer<HookOptions> options) {
    return registerForwardHook(HookedCall.ofTensors(hook), options);
  }

  /**
   * Has a hook that sees all arguments and results run after each {@code forward}: Python's {@code
   * module.register_forward_hook(hook, with_kwargs=True)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardHook(ForwardHookWithKwargs hook) {
    return registerForwardHook(hook, o -> {});
  }

  /** The same with keyword arguments, {@code prepend} and {@code alwaysCall}. */
  public RemovableHandle registerForwardHook(
      ForwardHookWithKwargs hook, Consumer<HookOptions> options) {
    return ModuleHooks.add(hooks().after, hook, read(options));
  }

  /**
   * Has a hook run before each {@code forward}: Python's {@code
   * module.register_forward_pre_hook(hook)}. Hooks run in the order of their registration.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
    return registerForwardPreHook(hook, o -> {});
  }

  /**
   * The same with the keyword argument {@code prepend}: {@code
   * module.register_forward_pre_hook(hook, prepend=…)}.
   */
  public RemovableHandle registerForwardPreHook(
      ForwardPreHook hook, Consumer<HookOptions> options) {
    return registerForwardPreHook(HookedCall.ofTensors(hook), options);
  }

  /**
   * Has a hook that sees all arguments run before each {@code forward}: Python's {@code
   * module.register_forward_pre_hook(hook, with_kwargs=True)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardPreHook(ForwardPreHookWithKwargs hook) {
    return registerForwardPreHook(hook, o -> {});
  }

  /** The same with the keyword argument {@code prepend}. */
  public RemovableHandle registerForwardPreHook(
      ForwardPreHookWithKwargs hook, Consumer<HookOptions> options) {
    return ModuleHooks.add(hooks().before, hook, read(options));
  }

  /**
   * The hooks that run before each {@code forward}, in their order: Python's {@code
   * module._forward_pre_hooks}. Those that see tensors only are wrapped.
   */
  public final List<ForwardPreHookWithKwargs> forwardPreHooks() {
    ModuleHooks present = hooks;
    return present == null ? List.of() : present.before.stream().map(held -> held.hook).toList();
  }

  /**
   * Takes off a hook that runs before each {@code forward}: Python's {@code del
   * module._forward_pre_hooks[…]}.
   *
   * @return whether it was there
   */
  public final boolean removeForwardPreHook(ForwardPreHookWithKwargs hook) {
    ModuleHooks present = hooks;
    return present != null && present.before.removeIf(held -> held.hook == hook);
  }

  /**
   * Has a hook run whenever the gradients of the module's inputs have been computed: Python's
   * {@code module.register_full_backward_hook(hook)}.
   *
   * <p>If no input needs a gradient, it runs when those of the outputs have. The module must not
   * change its inputs in place.
   *
   * @return takes the hook off again
   * @throws TorchException if the module has a hook by {@link #registerBackwardHook}
   */
  public RemovableHandle registerFullBackwardHook(BackwardHook hook) {
    return registerFullBackwardHook(hook, false);
  }

  /**
   * The same, in front of the other hooks or behind them: {@code
   * module.register_full_backward_hook(hook, prepend)}.
   */
  public RemovableHandle registerFullBackwardHook(BackwardHook hook, boolean prepend) {
    return hooks().addBackward(hook, true, read(o -> o.prepend(prepend)));
  }

  /**
   * Has a hook run whenever the gradients of the module's outputs have been computed, before they
   * go on through the module: Python's {@code module.register_full_backward_pre_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerFullBackwardPreHook(BackwardPreHook hook) {
    return registerFullBackwardPreHook(hook, false);
  }

  /**
   * The same, in front of the other hooks or behind them: {@code
   * module.register_full_backward_pre_hook(hook, prepend)}.
   */
  public RemovableHandle registerFullBackwardPreHook(BackwardPreHook hook, boolean prepend) {
    return ModuleHooks.add(hooks().backwardPre, hook, read(o -> o.prepend(prepend)));
  }

  /**
   * Has a hook run with the gradients of the last function that the module has called: Python's
   * {@code module.register_backward_hook(hook)}, which {@link #registerFullBackwardHook} has
   * superseded.
   *
   * @return takes the hook off again
   * @throws TorchException if the module has a full backward hook
   */
  public RemovableHandle registerBackwardHook(BackwardHook hook) {
    return hooks().addBackward(hook, false, read(o -> {}));
  }

  private static HookOptions read(Consumer<HookOptions> options) {
    HookOptions o = new HookOptions();
    options.accept(o);
    return o;
  }

  /** Whether hooks run around {@code forward}. */
  final boolean hasForwardHooks() {
    ModuleHooks present = hooks;
    return present != null && present.hasForward();
  }

  /** Whether any hooks run around {@code forward} or in the backward pass. */
  final boolean hasHooks() {
    ModuleHooks present = hooks;
    return present != null && !present.isEmpty();
  }

  /** Gives a copy hooks of its own. */
  final void copyHooks() {
    ModuleHooks present = hooks;
    hooks = present == null ? null : present.copy();
  }

  private ModuleHooks hooks() {
    ModuleHooks present = hooks;
    if (present == null) {
      present = new ModuleHooks();
      hooks = present;
    }
    return present;
  }
}
