package dev.obor.nn;

import dev.obor.TorchException;
import dev.obor.TypeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The part of {@link Module} that saves and loads its state. */
abstract sealed class ModuleState extends ModuleCalls permits Module {
  private volatile @Nullable StateHooks stateHooks;

  ModuleState() {}

  /** The hooks around saving and loading. */
  static final class StateHooks {
    final List<StateDictPreHook> beforeSaving = new CopyOnWriteArrayList<>();
    final List<StateDictPostHook> afterSaving = new CopyOnWriteArrayList<>();
    final List<LoadStateDictPreHook> beforeLoading = new CopyOnWriteArrayList<>();
    final List<LoadStateDictPostHook> afterLoading = new CopyOnWriteArrayList<>();

    StateHooks copy() {
      StateHooks copy = new StateHooks();
      copy.beforeSaving.addAll(beforeSaving);
      copy.afterSaving.addAll(afterSaving);
      copy.beforeLoading.addAll(beforeLoading);
      copy.afterLoading.addAll(afterLoading);
      return copy;
    }
  }

  // ---- saving

  /**
   * The parameters and persistent buffers by their names, for saving: Python's {@code
   * module.state_dict()}.
   *
   * @return in the module's order; each tensor is new and without gradient history, over the memory
   *     of the module
   */
  public StateDict stateDict() {
    return stateDict("", false);
  }

  /**
   * The same with a text in front of each name: Python's {@code module.state_dict(prefix=prefix)}.
   */
  public StateDict stateDict(String prefix) {
    return stateDict(prefix, false);
  }

  /**
   * The same: Python's {@code module.state_dict(prefix=prefix, keep_vars=keepVars)}.
   *
   * @param prefix stands in front of each name as it is, so it should end in a dot
   * @param keepVars whether the tensors are those of the module themselves, with their gradients
   */
  public StateDict stateDict(String prefix, boolean keepVars) {
    return stateDict(new StateDict(), prefix, keepVars);
  }

  /**
   * Adds to a state dict: Python's {@code module.state_dict(destination=destination, prefix=prefix,
   * keep_vars=keepVars)}.
   *
   * @return the destination
   */
  public StateDict stateDict(StateDict destination, String prefix, boolean keepVars) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("version", stateVersion());
    destination
        .metadata()
        .put(prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1), metadata);
    StateHooks hooks = stateHooks;
    if (hooks != null) {
      hooks.beforeSaving.forEach(hook -> hook.call(module(), prefix, keepVars));
    }
    saveToStateDict(destination, prefix, keepVars);
    members()
        .modules()
        .forEach((key, child) -> child.stateDict(destination, prefix + key + ".", keepVars));
    if (hooks != null) {
      hooks.afterSaving.forEach(hook -> hook.call(module(), destination, prefix, metadata));
    }
    return destination;
  }

  /**
   * Adds what this module itself has to a state dict: Python's {@code _save_to_state_dict}.
   * Override it to save more or less.
   */
  protected void saveToStateDict(StateDict destination, String prefix, boolean keepVars) {
    ModuleTree.state(members())
        .forEach(
            (key, tensor) ->
                destination.put(
                    prefix.isEmpty() ? key : prefix + key,
                    keepVars ? tensor : ModuleTree.detached(tensor)));
    if (ExtraState.isSaved(module())) {
      destination.putExtraState(prefix + ExtraState.NAME, getExtraState());
    }
  }

  /**
   * The number of the form in which the module saves its state: Python's {@code _version}, which
   * state dicts carry along in their {@link StateDict#metadata}.
   */
  protected long stateVersion() {
    return 1;
  }

  /**
   * What belongs to the state besides parameters and buffers: Python's {@code get_extra_state()}. A
   * class that has such a state overrides it together with {@link #setExtraState}; the state dict
   * then has it under the key {@code _extra_state}.
   *
   * <pre>{@code
   * class Counting extends Module {
   *   private long steps;
   *
   *   @Override
   *   public Object getExtraState() {
   *     return Map.of("steps", steps);
   *   }
   *
   *   @Override
   *   public void setExtraState(@Nullable Object state) {
   *     steps = ((Number) ((Map<?, ?>) state).get("steps")).longValue();
   *   }
   * }
   * }</pre>
   *
   * @return anything; for {@code Torch.save} a tensor, a number, a string, a truth value, null, or
   *     lists and maps of them
   * @throws TorchException unless it is overridden
   */
  public @Nullable Object getExtraState() {
    throw ExtraState.notOverridden("get_extra_state");
  }

  /**
   * Takes what {@link #getExtraState} gave when the state dict was made: Python's {@code
   * set_extra_state(state)}. Loading calls it after everything has been compared.
   *
   * @param state the same object, or what {@code Torch.load} made of it: whole numbers come as
   *     {@code Long}, others as {@code Double}
   * @throws TorchException unless it is overridden
   */
  public void setExtraState(@Nullable Object state) {
    throw ExtraState.notOverridden("set_extra_state");
  }

  // ---- loading

  /**
   * Copies a state dict that must match exactly: Python's {@code module.load_state_dict(state)}.
   */
  public IncompatibleKeys loadStateDict(Map<?, ?> state) {
    return loadStateDict(state, true);
  }

  /** The same, strict or not: Python's {@code module.load_state_dict(state, strict)}. */
  public IncompatibleKeys loadStateDict(Map<?, ?> state, boolean strict) {
    return loadStateDict(state, strict, false);
  }

  /**
   * Copies the tensors of a state dict into the parameters and buffers: Python's {@code
   * module.load_state_dict(state, strict, assign)}.
   *
   * <p>Nothing is changed if anything is wrong; the one exception lists all that is. Hooks that run
   * after loading find the module changed; if there are any, keys without a counterpart are an
   * error only after them.
   *
   * @param state tensors by name, such as another model's {@link #stateDict} or what {@code
   *     Torch.load} has read
   * @param strict whether every key must have its counterpart
   * @param assign whether the module takes the tensors over, with their dtype and device, instead
   *     of copying them; they then share memory with the state dict
   * @return the keys without a counterpart
   * @throws TorchException if shapes differ, or keys do in a strict load
   * @throws TypeException if a key is no string, or a value neither a tensor nor an extra state
   */
  public IncompatibleKeys loadStateDict(Map<?, ?> state, boolean strict, boolean assign) {
    return new StateDictLoading(module(), state, assign).load(strict);
  }

  // ---- hooks

  /**
   * Has a hook run before the module adds to a state dict: Python's {@code
   * module.register_state_dict_pre_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerStateDictPreHook(StateDictPreHook hook) {
    return add(hooks().beforeSaving, hook);
  }

  /**
   * Has a hook run after the module has added to a state dict, which it may change: Python's {@code
   * module.register_state_dict_post_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerStateDictPostHook(StateDictPostHook hook) {
    return add(hooks().afterSaving, hook);
  }

  /**
   * Has a hook run before the module loads from a state dict, of which it may change a copy:
   * Python's {@code module.register_load_state_dict_pre_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerLoadStateDictPreHook(LoadStateDictPreHook hook) {
    return add(hooks().beforeLoading, hook);
  }

  /**
   * Has a hook run after the module has loaded a state dict: Python's {@code
   * module.register_load_state_dict_post_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerLoadStateDictPostHook(LoadStateDictPostHook hook) {
    return add(hooks().afterLoading, hook);
  }

  private static <H> RemovableHandle add(List<H> hooks, H hook) {
    hooks.add(hook);
    return new RemovableHandle(() -> hooks.remove(hook));
  }

  private StateHooks hooks() {
    StateHooks present = stateHooks;
    if (present == null) {
      present = new StateHooks();
      stateHooks = present;
    }
    return present;
  }

  final @Nullable StateHooks stateHooks() {
    return stateHooks;
  }

  /** Gives a copy hooks of its own. */
  final void copyStateHooks() {
    StateHooks present = stateHooks;
    stateHooks = present == null ? null : present.copy();
  }
}
