package dev.obor.optim;

import dev.obor.autograd.RemovableHandle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The hooks of one optimizer, and those of all optimizers. */
final class OptimizerHooks {
  private static final List<Held<Consumer<? super Optimizer>>> BEFORE_ANY_STEP =
      new CopyOnWriteArrayList<>();
  private static final List<Held<Consumer<? super Optimizer>>> AFTER_ANY_STEP =
      new CopyOnWriteArrayList<>();

  private final List<Held<Consumer<? super Optimizer>>> beforeStep = new CopyOnWriteArrayList<>();
  private final List<Held<Consumer<? super Optimizer>>> afterStep = new CopyOnWriteArrayList<>();
  private final List<Held<Consumer<? super Optimizer>>> beforeSave = new CopyOnWriteArrayList<>();
  private final List<Held<StateDictHook>> afterSave = new CopyOnWriteArrayList<>();
  private final List<Held<StateDictHook>> beforeLoad = new CopyOnWriteArrayList<>();
  private final List<Held<Consumer<? super Optimizer>>> afterLoad = new CopyOnWriteArrayList<>();

  /** One registration of a hook. */
  private static final class Held<T> {
    final T hook;

    Held(T hook) {
      this.hook = hook;
    }
  }

  static RemovableHandle addBeforeAnyStep(Consumer<? super Optimizer> hook) {
    return add(BEFORE_ANY_STEP, hook, false);
  }

  static RemovableHandle addAfterAnyStep(Consumer<? super Optimizer> hook) {
    return add(AFTER_ANY_STEP, hook, false);
  }

  RemovableHandle addBeforeStep(Consumer<? super Optimizer> hook) {
    return add(beforeStep, hook, false);
  }

  RemovableHandle addAfterStep(Consumer<? super Optimizer> hook) {
    return add(afterStep, hook, false);
  }

  RemovableHandle addBeforeSave(Consumer<? super Optimizer> hook, boolean prepend) {
    return add(beforeSave, hook, prepend);
  }

  RemovableHandle addAfterSave(StateDictHook hook, boolean prepend) {
    return add(afterSave, hook, prepend);
  }

  RemovableHandle addBeforeLoad(StateDictHook hook, boolean prepend) {
    return add(beforeLoad, hook, prepend);
  }

  RemovableHandle addAfterLoad(Consumer<? super Optimizer> hook, boolean prepend) {
    return add(afterLoad, hook, prepend);
  }

  /** A hook may be registered twice; its handle takes off the one that it belongs to. */
  private static <T> RemovableHandle add(List<Held<T>> hooks, T hook, boolean prepend) {
    Held<T> held = new Held<>(hook);
    hooks.add(prepend ? 0 : hooks.size(), held);
    return new RemovableHandle(() -> hooks.removeIf(known -> known == held));
  }

  void beforeStep(Optimizer optimizer) {
    run(BEFORE_ANY_STEP, optimizer);
    run(beforeStep, optimizer);
  }

  void afterStep(Optimizer optimizer) {
    run(afterStep, optimizer);
    run(AFTER_ANY_STEP, optimizer);
  }

  void beforeSave(Optimizer optimizer) {
    run(beforeSave, optimizer);
  }

  Map<String, Object> afterSave(Optimizer optimizer, Map<String, Object> dict) {
    return run(afterSave, optimizer, dict);
  }

  Map<String, Object> beforeLoad(Optimizer optimizer, Map<String, Object> dict) {
    return run(beforeLoad, optimizer, dict);
  }

  void afterLoad(Optimizer optimizer) {
    run(afterLoad, optimizer);
  }

  private static void run(List<Held<Consumer<? super Optimizer>>> hooks, Optimizer optimizer) {
    for (Held<Consumer<? super Optimizer>> held : hooks) {
      held.hook.accept(optimizer);
    }
  }

  private static Map<String, Object> run(
      List<Held<StateDictHook>> hooks, Optimizer optimizer, Map<String, Object> dict) {
    Map<String, Object> current = dict;
    for (Held<StateDictHook> held : hooks) {
      Map<String, Object> other = held.hook.apply(optimizer, current);
      if (other != null) {
        current = other;
      }
    }
    return current;
  }
}
