package dev.obor;

import dev.obor.autograd.RemovableHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of one tensor or one node, in the order of their registration.
 *
 * <p>C++ holds the list, and with it the hooks, as long as the tensor or the node lives. Safe for
 * use by any thread.
 */
final class HookList {
  private static final Object[] NONE = {};

  private volatile Object[] hooks = NONE;

  /** The tensor that the hooks were registered on, as Java knows it. */
  private volatile @Nullable WeakReference<Tensor> tensor;

  /** Adds a hook; the handle takes it off again. */
  RemovableHandle add(Object hook) {
    Object[] entry = {hook};
    synchronized (this) {
      Object[] longer = new Object[hooks.length + 1];
      System.arraycopy(hooks, 0, longer, 0, hooks.length);
      longer[hooks.length] = entry;
      hooks = longer;
    }
    return new RemovableHandle(() -> remove(entry));
  }

  /** An entry is known by its array, so that one hook can be registered twice. */
  private synchronized void remove(Object entry) {
    for (int i = 0; i < hooks.length; i++) {
      if (hooks[i] == entry) {
        Object[] shorter = new Object[hooks.length - 1];
        System.arraycopy(hooks, 0, shorter, 0, i);
        System.arraycopy(hooks, i + 1, shorter, i, shorter.length - i);
        hooks = shorter;
        return;
      }
    }
  }

  /** The hooks of this moment, each as an array of one. */
  Object[] entries() {
    return hooks;
  }

  void rememberTensor(Tensor registered) {
    tensor = new WeakReference<>(registered);
  }

  @Nullable Tensor tensor() {
    WeakReference<Tensor> reference = tensor;
    return reference == null ? null : reference.get();
  }

  /** The name by which errors call a hook: Python's {@code __name__}. */
  static String name(Object hook) {
    Class<?> type = hook.getClass();
    return type.isSynthetic() || type.isHidden() || type.isAnonymousClass()
        ? "<lambda>"
        : type.getSimpleName();
  }
}
