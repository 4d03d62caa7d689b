package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.nn.ModuleHooks.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a module with its hooks.
 *
 * @param <R> what its forward returns
 */
final class HookedCall<R> {
  private final ModuleHooks hooks;
  private final Module module;
  private final Class<R> type;
  private @Nullable Object[] args;
  private final Map<String, Object> kwargs;
  private @Nullable R output;

  HookedCall(
      ModuleHooks hooks,
      Module module,
      Class<R> type,
      @Nullable Object[] args,
      Map<String, Object> kwargs) {
    this.hooks = hooks;
    this.module = module;
    this.type = type;
    this.args = args;
    this.kwargs = kwargs;
  }

  /** Runs everything; hooks that have run leave the list of those to run even after an error. */
  R run(ModuleCalls.Forward<R> forward, List<Held<ForwardHookWithKwargs>> late) {
    for (Held<ForwardPreHookWithKwargs> held : hooks.before) {
      @Nullable Object @Nullable [] replaced = held.hook.call(module, args, kwargs);
      if (replaced != null) {
        args = checked(replaced);
      }
    }
    BackwardHooks backward =
        hooks.hasBackward() && (hooks.isFull() || hooks.backward.isEmpty())
            ? new BackwardHooks(module, hooks)
            : null;
    if (backward != null) {
      args = backward.inputs(args);
    }
    R result = forward.call(args, kwargs);
    output = result;
    for (Held<ForwardHookWithKwargs> held : hooks.after) {
      late.remove(held);
      Object replaced = held.hook.call(module, args, kwargs, result);
      if (replaced != null) {
        result = checked(replaced);
        output = result;
      }
    }
    if (backward != null) {
      result = type.cast(backward.output(result));
    } else if (!hooks.backward.isEmpty()) {
      BackwardHooks.registerPartial(module, hooks, args, result);
    }
    return result;
  }

  private @Nullable Object[] checked(@Nullable Object[] replaced) {
    if (replaced.length != args.length) {
      throw new ValueException(
          "forward pre-hook must return null or as many tensors as it got, "
              + args.length
              + ", but got "
              + replaced.length);
    }
    return replaced;
  }

  private R checked(Object replaced) {
    if (!type.isInstance(replaced)) {
      throw new TypeException(
          "a forward hook of "
              + module.getName()
              + " must return null or a "
              + type.getSimpleName()
              + ", but got a "
              + replaced.getClass().getSimpleName());
    }
    return type.cast(replaced);
  }

  /** What was to run even after an error, and has not run before it. */
  @SuppressWarnings("NullAway") // such a hook gets null if there is no output
  void runLate(List<Held<ForwardHookWithKwargs>> late) {
    for (Held<ForwardHookWithKwargs> held : late) {
      try {
        Object replaced = held.hook.call(module, args, kwargs, output);
        if (replaced != null) {
          output = checked(replaced);
        }
      } catch (RuntimeException e) {
        Warnings.warn(
            "module forward hook with ``always_call=True`` raised an exception that was silenced as"
                + " another error was raised in forward: "
                + e.getMessage());
      }
    }
  }

  // ---- hooks that see tensors only

  /** A hook that gets the tensors among the arguments, and may replace them. */
  static ForwardPreHookWithKwargs ofTensors(ForwardPreHook hook) {
    return (module, args, kwargs) -> {
      Tensor @Nullable [] replaced = hook.call(module, tensors(args));
      return replaced == null ? null : withTensors(args, replaced);
    };
  }

  /** A hook that gets the tensors among the arguments, and the first one of the result. */
  static ForwardHookWithKwargs ofTensors(ForwardHook hook) {
    return (module, args, kwargs, output) -> {
      Tensor replaced = hook.call(module, tensors(args), first(output));
      if (replaced != null && output != null && !(output instanceof Tensor)) {
        throw new TypeException(
            "a forward hook cannot replace the "
                + output.getClass().getSimpleName()
                + " of "
                + module.getName()
                + " by a tensor; register one with four parameters, (module, args, kwargs, output)");
      }
      return replaced;
    };
  }

  @SuppressWarnings("NullAway") // a hook that runs after an error gets null
  private static Tensor first(@Nullable Object output) {
    if (output instanceof Tensor tensor) {
      return tensor;
    }
    if (output == null) {
      return null;
    }
    List<Tensor> tensors = ResultTensors.of(output);
    return tensors.isEmpty() ? null : tensors.get(0);
  }

  private static Tensor[] tensors(@Nullable Object[] args) {
    if (args instanceof Tensor[] tensors) {
      return tensors;
    }
    List<Tensor> found = new ArrayList<>();
    for (Object argument : args) {
      if (argument instanceof Tensor tensor) {
        found.add(tensor);
      }
    }
    return found.toArray(new Tensor[0]);
  }

  private static @Nullable Object[] withTensors(@Nullable Object[] args, Tensor[] replaced) {
    int count = tensors(args).length;
    if (replaced.length != count) {
      throw new ValueException(
          "forward pre-hook must return null or as many tensors as it got, "
              + count
              + ", but got "
              + replaced.length);
    }
    @Nullable Object[] full = java.util.Arrays.copyOf(args, args.length, Object[].class);
    int next = 0;
    for (int i = 0; i < full.length; i++) {
      if (full[i] instanceof Tensor) {
        full[i] = replaced[next++];
      }
    }
    return full;
  }
}
