package dev.obor.nn;

import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The hooks of one module. */
final class ModuleHooks {
  final List<Held<ForwardPreHookWithKwargs>> before = new CopyOnWriteArrayList<>();
  final List<Held<ForwardHookWithKwargs>> after = new CopyOnWriteArrayList<>();
  final List<Held<BackwardPreHook>> backwardPre = new CopyOnWriteArrayList<>();
  final List<Held<BackwardHook>> backward = new CopyOnWriteArrayList<>();

  /** Whether the backward hooks are full ones; null before the first. */
  private @Nullable Boolean full;

  /** Has an identity of its own, so that a hook registered twice can be removed once. */
  static final class Held<H> {
    final H hook;
    final boolean alwaysCall;

    Held(H hook, boolean alwaysCall) {
      this.hook = hook;
      this.alwaysCall = alwaysCall;
    }
  }

  static <H> RemovableHandle add(List<Held<H>> hooks, H hook, HookOptions options) {
    Held<H> held = new Held<>(hook, options.alwaysCall);
    if (options.prepend) {
      hooks.add(0, held);
    } else {
      hooks.add(held);
    }
    return new RemovableHandle(() -> hooks.remove(held));
  }

  RemovableHandle addBackward(BackwardHook hook, boolean isFull, HookOptions options) {
    if (full != null && full != isFull) {
      throw new TorchException(
          "Cannot use both regular backward hooks and full backward hooks on a single Module. Please"
              + " use only one of them.");
    }
    full = isFull;
    return add(backward, hook, options);
  }

  boolean isFull() {
    return Boolean.TRUE.equals(full);
  }

  boolean hasBackward() {
    return !backward.isEmpty() || !backwardPre.isEmpty();
  }

  boolean hasForward() {
    return !before.isEmpty() || !after.isEmpty();
  }

  boolean isEmpty() {
    return !hasForward() && !hasBackward();
  }

  /** The same hooks for a copy of the module. */
  ModuleHooks copy() {
    ModuleHooks copy = new ModuleHooks();
    copy.before.addAll(before);
    copy.after.addAll(after);
    copy.backwardPre.addAll(backwardPre);
    copy.backward.addAll(backward);
    copy.full = full;
    return copy;
  }

  <R> R call(
      Module module,
      Class<R> type,
      @Nullable Object[] args,
      Map<String, Object> kwargs,
      ModuleCalls.Forward<R> forward) {
    HookedCall<R> call = new HookedCall<>(this, module, type, args, kwargs);
    List<Held<ForwardHookWithKwargs>> late = new ArrayList<>();
    for (Held<ForwardHookWithKwargs> held : after) {
      if (held.alwaysCall) {
        late.add(held);
      }
    }
    if (late.isEmpty()) {
      return call.run(forward, late);
    }
    try {
      return call.run(forward, late);
    } catch (RuntimeException e) {
      call.runLate(late);
      throw e;
    }
  }
}
