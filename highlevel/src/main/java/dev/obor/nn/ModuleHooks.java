package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The hooks of one module, and a call with them. */
final class ModuleHooks {
  private final List<Holder<ForwardPreHook>> before = new CopyOnWriteArrayList<>();
  private final List<Holder<ForwardHook>> after = new CopyOnWriteArrayList<>();

  /** Has an identity of its own, so that a hook registered twice can be removed once. */
  private static final class Holder<H> {
    final H hook;

    Holder(H hook) {
      this.hook = hook;
    }
  }

  RemovableHandle add(ForwardPreHook hook) {
    return add(before, hook);
  }

  RemovableHandle add(ForwardHook hook) {
    return add(after, hook);
  }

  private static <H> RemovableHandle add(List<Holder<H>> hooks, H hook) {
    Holder<H> holder = new Holder<>(hook);
    hooks.add(holder);
    return new RemovableHandle(() -> hooks.remove(holder));
  }

  Tensor call(Module module, Tensor[] arguments, Function<Tensor[], Tensor> forward) {
    Tensor[] inputs = arguments;
    for (Holder<ForwardPreHook> holder : before) {
      Tensor @Nullable [] replaced = holder.hook.call(module, inputs);
      if (replaced != null) {
        if (replaced.length != inputs.length) {
          throw new ValueException(
              "forward pre-hook must return null or as many tensors as it got, "
                  + inputs.length
                  + ", but got "
                  + replaced.length);
        }
        inputs = replaced;
      }
    }
    Tensor output = forward.apply(inputs);
    for (Holder<ForwardHook> holder : after) {
      Tensor replaced = holder.hook.call(module, inputs, output);
      if (replaced != null) {
        output = replaced;
      }
    }
    return output;
  }
}
