package dev.obor;

import dev.obor.AutogradEngine.Packed;
import dev.obor.AutogradEngine.SavedTensorHooks;
import dev.obor.autograd.GradientHook;
import dev.obor.autograd.Node;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The methods that C++ calls, from whichever thread the engine works in. See {@code obor/upcall.h}.
 *
 * <p>A handle that comes in brings a reference with it, and one that goes out takes one along,
 * unless a method says something else.
 */
@SuppressWarnings("unused") // C++ looks the methods up by their names
final class EngineCalls {
  private EngineCalls() {}

  // ---- hooks

  /** Zero when no hook has replaced the gradient. */
  static long tensorHooks(Object list, long handle) {
    Object[] hooks = ((HookList) list).entries();
    if (hooks.length == 0) {
      release(handle);
      return 0;
    }
    Tensor gradient = Tensor.own(handle);
    Tensor current = gradient;
    for (Object entry : hooks) {
      GradientHook hook = (GradientHook) ((Object[]) entry)[0];
      Tensor result = hook.apply(current);
      if (result != null && result != current) {
        check(current, result, hook);
        current = result;
      }
    }
    return current == gradient ? 0 : share(current);
  }

  static void accumulatedHooks(Object list, long handle) {
    HookList hooks = (HookList) list;
    Object[] entries = hooks.entries();
    Tensor known = hooks.tensor();
    if (entries.length == 0 || (known != null && !known.isClosed())) {
      release(handle);
    } else {
      known = Tensor.own(handle);
    }
    for (Object entry : entries) {
      @SuppressWarnings("unchecked") // registerPostAccumulateGradHook has put it there
      Consumer<@Nullable Tensor> hook = (Consumer<@Nullable Tensor>) ((Object[]) entry)[0];
      hook.accept(known);
    }
  }

  /** Null when no hook has replaced the gradients. */
  static long @Nullable [] preHooks(Object list, long[] handles) {
    Object[] hooks = ((HookList) list).entries();
    Tensor[] gradients = Tensor.ownAll(handles);
    Tensor[] current = gradients;
    for (Object entry : hooks) {
      Node.Prehook hook = (Node.Prehook) ((Object[]) entry)[0];
      current = replaced(current, hook.apply(current.clone()), hook);
    }
    return current == gradients ? null : shareAll(current);
  }

  /** Null when no hook has replaced the results. */
  static long @Nullable [] postHooks(Object list, long[] resultHandles, long[] gradientHandles) {
    Object[] hooks = ((HookList) list).entries();
    Tensor[] results = Tensor.ownAll(resultHandles);
    Tensor[] gradients = Tensor.ownAll(gradientHandles);
    Tensor[] current = results;
    for (Object entry : hooks) {
      Node.Hook hook = (Node.Hook) ((Object[]) entry)[0];
      current = replaced(current, hook.apply(current.clone(), gradients.clone()), hook);
    }
    return current == results ? null : shareAll(current);
  }

  private static Tensor[] replaced(
      Tensor[] before, @Nullable Tensor @Nullable [] results, Object hook) {
    if (results == null) {
      return before;
    }
    if (results.length != before.length) {
      throw new TorchException(
          "hook '"
              + HookList.name(hook)
              + "' has returned an incorrect number of values (got "
              + results.length
              + ", but expected "
              + before.length
              + ")");
    }
    for (int i = 0; i < results.length; i++) {
      check(before[i], results[i], hook);
    }
    return results.clone();
  }

  private static void check(@Nullable Tensor before, @Nullable Tensor result, Object hook) {
    HookNatives.check_result(
        Tensor.handleOrNone(before), Tensor.handleOrNone(result), HookList.name(hook));
    Reference.reachabilityFence(before);
    Reference.reachabilityFence(result);
  }

  // ---- functions that are written in Java

  /** The handles stay the outputs'; the call holds these until it has been applied. */
  static long[] forward(Object call, long node) {
    CustomCall custom = (CustomCall) call;
    try (Scope scope = Torch.scope();
        FunctionRecord record = new FunctionRecord(node, custom.inputs.length, true)) {
      @Nullable Tensor[] outputs = custom.function.forward(record, custom.inputs.clone());
      for (Tensor output : outputs) {
        if (output != null) {
          scope.keep(output);
        }
      }
      custom.outputs = outputs;
      return Tensor.handles(outputs);
    }
  }

  static long[] backward(Object call, long node, long[] gradients) {
    CustomCall custom = (CustomCall) call;
    try (Scope scope = Torch.scope();
        FunctionRecord record = new FunctionRecord(node, custom.inputCount, false)) {
      return shareAll(custom.function.backward(record, Tensor.ownAll(gradients)));
    }
  }

  static long[] jvp(Object call, long node, long[] tangents) {
    CustomCall custom = (CustomCall) call;
    try (Scope scope = Torch.scope();
        FunctionRecord record = new FunctionRecord(node, custom.inputCount, false)) {
      return shareAll(custom.function.jvp(record, Tensor.ownAll(tangents)));
    }
  }

  static String functionName(Object call) {
    return ((CustomCall) call).function.name();
  }

  // ---- saved tensors

  static @Nullable Object pack(Object hooks, long packing, long handle) {
    try (Scope scope = Torch.scope()) {
      Packed packed = ((SavedTensorHooks) hooks).pack(Tensor.own(handle));
      Tensor tensor = packed.tensor();
      if (tensor != null) {
        SavedTensorNatives.keep_tensor(packing, tensor.handle());
        Reference.reachabilityFence(tensor);
      }
      SavedTensors saved = packed.saved();
      if (saved != null) {
        SavedTensorNatives.keep_saved(packing, saved.handle());
        Reference.reachabilityFence(saved);
      }
      // Nothing says when Java lets go of what else was packed, so no scope may own tensors in it.
      Scope.visit(packed.value(), EngineCalls::leaveScopes);
      return packed.value();
    }
  }

  private static void leaveScopes(Tensor tensor) {
    if (!tensor.isLeaf()) {
      throw new TorchException(
          "the pack hook returned an object with a tensor that has a gradient history, which would"
              + " keep the graph alive for good; return tensor.detach() in it");
    }
    if (tensor.index >= 0) {
      tensor.unscoped();
    }
  }

  static long unpack(Object hooks, @Nullable Object value, long tensor, long saved) {
    try (Scope scope = Torch.scope()) {
      Packed packed =
          new Packed(value, Tensor.own(tensor), saved == 0 ? null : SavedTensors.borrowed(saved));
      return share(((SavedTensorHooks) hooks).unpack(packed));
    }
  }

  // ---- what belongs to a node

  static Object metadata() {
    return Collections.synchronizedMap(new LinkedHashMap<String, Object>());
  }

  static void storeStack(Object metadata) {
    AnomalyTraces.store(map(metadata));
  }

  static void printStack(String node, Object metadata, boolean induced) {
    AnomalyTraces.print(node, map(metadata), induced);
  }

  @SuppressWarnings("unchecked") // metadata() has made it
  static Map<String, Object> map(Object metadata) {
    return (Map<String, Object>) metadata;
  }

  // ---- handles

  private static void release(long handle) {
    if (handle != 0) {
      TensorNatives.release(handle);
    }
  }

  private static long share(@Nullable Tensor tensor) {
    if (tensor == null) {
      return 0;
    }
    long shared = TensorNatives.share(tensor.handle());
    Reference.reachabilityFence(tensor);
    return shared;
  }

  private static long[] shareAll(@Nullable Tensor[] tensors) {
    long[] shared = new long[tensors.length];
    int count = 0;
    try {
      for (; count < shared.length; count++) {
        shared[count] = share(tensors[count]);
      }
      return shared;
    } catch (Throwable e) { // a tensor is closed
      while (count > 0) {
        release(shared[--count]);
      }
      throw e;
    }
  }
}
