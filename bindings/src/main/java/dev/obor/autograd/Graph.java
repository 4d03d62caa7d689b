package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.AutogradEngine.Packed;
import dev.obor.AutogradEngine.SavedTensorHooks;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.TorchException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Gradient graphs: the functions of Python's {@code torch.autograd.graph}.
 *
 * <p>All methods may be called from any thread.
 */
public final class Graph {
  private Graph() {}

  // ---- saved tensors

  /**
   * Packs every tensor that an operator saves for its backward pass in this thread, until the mode
   * is closed: Python's {@code torch.autograd.graph.saved_tensors_hooks(pack_hook, unpack_hook)}.
   *
   * <pre>{@code
   * try (var hooks = Graph.savedTensorsHooks(t -> t.to(DType.BFLOAT16),
   *     packed -> packed.to(DType.FLOAT32))) {
   *   y = model.call(x); // the graph keeps half as much
   * }
   * y.sum().backward();
   * }</pre>
   *
   * <p>Each hook runs in a scope of its own: its argument and what it makes are closed afterwards.
   * A tensor that is returned goes into the graph, which releases it with itself; tensors inside of
   * another object that is returned live until the collector finds them. What a hook stores
   * elsewhere it takes out of the scope with {@link Tensor#unscoped}. Where such modes nest, the
   * innermost counts. Hooks must not change their argument in place.
   *
   * @param pack makes any object of a tensor; may return null
   * @param unpack makes the tensor again, with the same shape, dtype and elements; called by the
   *     thread that the backward pass runs in
   * @throws TorchException if hooks are {@linkplain #disableSavedTensorsHooks disabled}
   */
  @SuppressWarnings("unchecked") // unpack gets what pack has returned
  public static <P> ThreadMode savedTensorsHooks(
      java.util.function.Function<Tensor, P> pack, java.util.function.Function<P, Tensor> unpack) {
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(unpack, "unpack");
    return AutogradEngine.savedTensorsHooks(
        new SavedTensorHooks() {
          @Override
          public Packed pack(Tensor tensor) {
            P packed = pack.apply(tensor);
            return packed instanceof Tensor result
                ? new Packed(null, result, null)
                : new Packed(packed, null, null);
          }

          @Override
          public Tensor unpack(Packed packed) {
            Object value = packed.tensor() != null ? packed.tensor() : packed.value();
            return Objects.requireNonNull(
                unpack.apply((P) value), "the unpack hook returned null, expected a tensor");
          }
        });
  }

  /**
   * Keeps saved tensors in the CPU's memory in this thread, until the mode is closed: Python's
   * {@code torch.autograd.graph.save_on_cpu()}. Tensors that are there already are not copied.
   *
   * <pre>{@code
   * try (var mode = Graph.saveOnCpu()) {
   *   loss = model.call(x).sum(); // what it saves takes no memory of the GPU
   * }
   * loss.backward();
   * }</pre>
   */
  public static ThreadMode saveOnCpu() {
    return saveOnCpu(false);
  }

  /**
   * The same with pinned memory, from which copies to an accelerator need not wait: Python's {@code
   * torch.autograd.graph.save_on_cpu(pin_memory)}.
   */
  public static ThreadMode saveOnCpu(boolean pinMemory) {
    return AutogradEngine.savedTensorsHooks(
        new SavedTensorHooks() {
          @Override
          public Packed pack(Tensor tensor) {
            Device device = tensor.device();
            Tensor packed = tensor.to(Device.CPU);
            if (pinMemory && !device.equals(Device.CPU)) {
              packed = Aten.pin_memory(packed, null);
            }
            return new Packed(device, packed, null);
          }

          @Override
          public Tensor unpack(Packed packed) {
            Tensor tensor = Objects.requireNonNull(packed.tensor());
            Device device = (Device) Objects.requireNonNull(packed.value());
            return Aten.to_device(tensor, device, tensor.dtype(), pinMemory, false, null);
          }
        });
  }

  /**
   * Refuses hooks for saved tensors in this thread, until the mode is closed: Python's {@code
   * torch.autograd.graph.disable_saved_tensors_hooks(error_message)}.
   *
   * <pre>{@code
   * try (var mode = Graph.disableSavedTensorsHooks("no hooks in here")) {
   *   Graph.saveOnCpu(); // throws TorchException: no hooks in here
   * }
   * }</pre>
   *
   * @param errorMessage the text of the exception for whoever wants to use hooks
   * @throws TorchException with that text, if hooks are in use already
   */
  public static ThreadMode disableSavedTensorsHooks(String errorMessage) {
    return AutogradEngine.disableSavedTensorsHooks(errorMessage);
  }

  /**
   * Lets saved tensors be changed in place without harm to the backward pass, in this thread, until
   * the mode is closed: Python's {@code torch.autograd.graph.allow_mutation_on_saved_tensors()}.
   *
   * <pre>{@code
   * try (var mode = Graph.allowMutationOnSavedTensors()) {
   *   Tensor b = a.clone();
   *   Tensor out = b.pow(2).sum();
   *   b.sin_(); // backward uses b as it was
   *   out.backward();
   * }
   * }</pre>
   *
   * <p>Each saved tensor is copied at once, where Python copies when the change comes: the
   * gradients are the same, and the memory is that of the copies.
   */
  public static ThreadMode allowMutationOnSavedTensors() {
    return AutogradEngine.savedTensorsHooks(
        new SavedTensorHooks() {
          @Override
          public Packed pack(Tensor tensor) {
            return new Packed(null, Aten.clone(tensor, null), null);
          }

          @Override
          public Tensor unpack(Packed packed) {
            return Objects.requireNonNull(packed.tensor());
          }
        });
  }

  // ---- hooks on several tensors

  /**
   * Calls a hook once in each backward pass, when the gradients of all the tensors that take part
   * have been computed: Python's {@code torch.autograd.graph.register_multi_grad_hook(tensors,
   * hook)}.
   *
   * <pre>{@code
   * Graph.registerMultiGradHook(List.of(a, b), gradients -> {
   *   if (gradients.get(0) != null && gradients.get(1) != null) {
   *     products.add(gradients.get(0).mul(gradients.get(1)).sum().item());
   *   }
   * });
   * }</pre>
   *
   * <p>The hook is called by the thread that the last gradient arrives in. A pass that fails before
   * that does not call it.
   *
   * @param hook gets one gradient for each tensor, null for those that take no part
   * @throws TorchException if a tensor does not require gradients
   */
  public static RemovableHandle registerMultiGradHook(
      Collection<Tensor> tensors, Consumer<List<Tensor>> hook) {
    return MultiGradHook.all(List.copyOf(tensors), hook);
  }

  /**
   * The same, or with mode {@code "any"} as soon as the first gradient has been computed: Python's
   * {@code torch.autograd.graph.register_multi_grad_hook(tensors, hook, mode=mode)}.
   *
   * @param hook with {@code "any"}, gets a list of that one gradient
   * @param mode {@code "all"} or {@code "any"}
   * @throws dev.obor.ValueException if the mode is neither
   */
  public static RemovableHandle registerMultiGradHook(
      Collection<Tensor> tensors, Consumer<List<Tensor>> hook, String mode) {
    return MultiGradHook.register(List.copyOf(tensors), hook, mode);
  }

  // ---- edges and versions

  /**
   * The place in the graph that the gradient of a tensor goes to: Python's {@code
   * torch.autograd.graph.get_gradient_edge(tensor)}.
   *
   * @throws TorchException if the tensor does not require gradients
   */
  public static GradientEdge getGradientEdge(Tensor tensor) {
    GradientEdge edge = tensor.requiresGrad() ? AutogradEngine.gradientEdge(tensor) : null;
    if (edge == null) {
      throw new TorchException(
          "It is not possible to get the gradient edge for a Tensor that does not require"
              + " gradients");
    }
    return edge;
  }

  /**
   * Notes that a tensor has been changed in place in a way that no operator knows of, so that a
   * backward pass that needs the old elements fails instead of being wrong: Python's {@code
   * torch.autograd.graph.increment_version(tensor)}.
   *
   * <pre>{@code
   * x.asFloatBuffer().put(0, 7f); // no operator sees this
   * Graph.incrementVersion(x);
   * }</pre>
   */
  public static void incrementVersion(Tensor... tensors) {
    incrementVersion(List.of(tensors));
  }

  /** The same for a collection of tensors. */
  public static void incrementVersion(Collection<Tensor> tensors) {
    AutogradEngine.incrementVersion(List.copyOf(tensors));
  }

  /**
   * Says whether a warning tells of gradients that arrive on another stream than the one that sums
   * them up, for all threads: Python's {@code
   * torch.autograd.graph.set_warn_on_accumulate_grad_stream_mismatch(enabled)}.
   */
  public static void setWarnOnAccumulateGradStreamMismatch(boolean enabled) {
    AutogradEngine.setWarnOnStreamMismatch(enabled);
  }
}
