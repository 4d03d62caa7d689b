package dev.obor;

import dev.obor.autograd.GradientHook;
import dev.obor.autograd.Node;
import dev.obor.autograd.RemovableHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The methods of {@link Tensor} that concern gradients.
 *
 * <p>All methods may be called from any thread; gradients are recorded as the calling thread's
 * modes say.
 */
public abstract sealed class TensorGradients extends TensorComputations permits TensorIndexing {
  TensorGradients() {}

  /**
   * Whether gradients are recorded for the tensor: Python's {@code x.requires_grad}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(1.0, o -> o.requiresGrad(true));
   * w.requiresGrad() // true
   * }</pre>
   */
  public boolean requiresGrad() {
    boolean requires = AutogradNatives.requires_grad(handle());
    Reference.reachabilityFence(this);
    return requires;
  }

  /**
   * Begins to record gradients for the tensor: Python's {@code x.requires_grad_()}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(new double[] {1});
   * w.requiresGrad_() // tensor([1.], requires_grad=True)
   * }</pre>
   */
  public Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * Says whether gradients are recorded for the tensor: Python's {@code x.requires_grad_(value)}.
   *
   * @return this tensor
   * @throws TorchException if the elements are not real or complex numbers, or the tensor is the
   *     result of an operator
   */
  public Tensor requiresGrad_(boolean value) {
    TransformLayer.refuse(
        "You are attempting to call Tensor.requires_grad_() (or perhaps using"
            + " torch.autograd.functional.* APIs) inside of a function being transformed by a"
            + " functorch transform. This is unsupported, please attempt to use the functorch"
            + " transforms (e.g. grad, vjp, jacrev, jacfwd, hessian) or call requires_grad_()"
            + " outside of a function being transformed instead.");
    return recordGradients(value);
  }

  /** The same for a tensor that was just made. */
  final Tensor recordGradients(boolean value) {
    if (value && !isDifferentiable()) {
      throw new TorchException("only Tensors of floating point dtype can require gradients");
    }
    AutogradNatives.set_requires_grad(handle(), value);
    self().changed();
    Reference.reachabilityFence(this);
    return self();
  }

  /** Whether gradients can be recorded for elements of this dtype. */
  boolean isDifferentiable() {
    DType type = dtype();
    return type.isFloatingPoint() || type.isComplex();
  }

  /**
   * Whether the tensor is not the result of an operator that records gradients: Python's {@code
   * x.is_leaf}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(1.0, o -> o.requiresGrad(true));
   * w.mul(2).isLeaf() // false
   * }</pre>
   */
  public boolean isLeaf() {
    boolean leaf = AutogradNatives.is_leaf(handle());
    Reference.reachabilityFence(this);
    return leaf;
  }

  /**
   * The gradient that {@link #backward} has summed up, or null: Python's {@code x.grad}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(3.0, o -> o.requiresGrad(true));
   * w.pow(2).backward();
   * w.grad() // tensor(6.)
   * }</pre>
   */
  public @Nullable Tensor grad() {
    long gradient = AutogradNatives.gradient(handle());
    Reference.reachabilityFence(this);
    return Tensor.own(gradient);
  }

  /**
   * Sets or, with null, removes the gradient: Python's {@code x.grad = gradient}.
   *
   * @throws TorchException if the gradient has another shape, dtype or device
   */
  public void setGrad(@Nullable Tensor gradient) {
    if (gradient != null) {
      GradientChecks.assignable(self(), gradient);
    }
    AutogradNatives.set_gradient(handle(), Tensor.handleOrNone(gradient));
    self().changed();
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(gradient);
  }

  /** Keeps the gradient of a tensor that is not a leaf: Python's {@code x.retain_grad()}. */
  public void retainGrad() {
    AutogradNatives.retain_grad(handle());
    Reference.reachabilityFence(this);
  }

  /** Whether the gradient of this non-leaf tensor is kept: Python's {@code x.retains_grad}. */
  public boolean retainsGrad() {
    boolean retains = AutogradNatives.retains_grad(handle());
    Reference.reachabilityFence(this);
    return retains;
  }

  /**
   * The node of the gradient graph that made the tensor, or null for a leaf: Python's {@code
   * x.grad_fn}.
   *
   * <pre>{@code
   * System.out.println(x.mul(2).gradFn().name()); // MulBackward0
   * }</pre>
   */
  public @Nullable Node gradFn() {
    return GraphNode.of(self());
  }

  /** The name of the class of {@link #gradFn} in Python. */
  @Nullable String gradFnName() {
    String name = AutogradNatives.gradient_function(handle());
    Reference.reachabilityFence(this);
    return name == null ? null : name.substring(name.lastIndexOf(':') + 1);
  }

  /**
   * Calls a hook with the gradient of this tensor whenever one is computed: Python's {@code
   * x.register_hook(hook)}.
   *
   * <pre>{@code
   * Tensor h = x.mul(2);
   * try (RemovableHandle handle = h.registerHook(g -> g.clamp(-1, 1))) {
   *   h.sum().backward();
   * }
   * h.registerHook(g -> { norms.add(g.norm().item()); return null; }); // only looks
   * }</pre>
   *
   * <p>The hook returns the gradient to go on with, or null to leave it as it is; it must not
   * change its argument. Hooks are called in the order of their registration, by the thread that
   * the backward pass runs in: as a rule the one that called {@code backward}, else one of
   * LibTorch's. Tensors that a hook gets or makes belong to the innermost scope that is open in
   * that thread, or to the collector. What a hook throws ends the backward pass and comes out of
   * {@code backward} as the same exception.
   *
   * <p>Hooks may register and remove hooks, and so may any thread at any time. Only the first hook
   * on a tensor waits while another thread goes back through the same graph; in a hook of another
   * pass, where waiting could last forever, it is refused.
   *
   * <p>The graph keeps the hook. A hook that holds its own tensor, or one computed from it, keeps
   * both until the tensor is closed or the hook is removed.
   *
   * @throws TorchException if the tensor does not require gradients
   */
  public RemovableHandle registerHook(GradientHook hook) {
    Objects.requireNonNull(hook, "hook");
    Object[] list = {new HookList()};
    HookNatives.tensor_hooks(handle(), list);
    Reference.reachabilityFence(this);
    return ((HookList) list[0]).add(hook);
  }

  /**
   * Calls a hook with this leaf whenever a gradient has been added to its {@link #grad}: Python's
   * {@code x.register_post_accumulate_grad_hook(hook)}.
   *
   * <pre>{@code
   * weights.registerPostAccumulateGradHook(p -> {
   *   optimizer.step(p);
   *   p.setGrad(null);
   * });
   * }</pre>
   *
   * <p>The hook gets this tensor itself, as long as it is open. For the rest, what {@link
   * #registerHook} says is true here too.
   *
   * @throws TorchException if the tensor does not require gradients, or is not a leaf
   */
  public RemovableHandle registerPostAccumulateGradHook(Consumer<Tensor> hook) {
    Objects.requireNonNull(hook, "hook");
    Object[] list = {new HookList()};
    HookNatives.accumulated_hooks(handle(), list);
    HookList hooks = (HookList) list[0];
    hooks.rememberTensor(self());
    return hooks.add(hook);
  }

  /**
   * The same elements in a new tensor without gradient history: Python's {@code x.data}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(1.0, o -> o.requiresGrad(true));
   * w.data() // tensor(1.)
   * }</pre>
   */
  public Tensor data() {
    long data = AutogradNatives.detached_data(handle());
    Reference.reachabilityFence(this);
    return Tensor.own(data);
  }

  /** Whether the tensor was made in inference mode: Python's {@code x.is_inference()}. */
  public boolean isInference() {
    boolean inference = AutogradNatives.is_inference(handle());
    Reference.reachabilityFence(this);
    return inference;
  }

  /**
   * Sums up the gradients of all leaves that this number was computed from, into their {@link
   * #grad}: Python's {@code x.backward()}.
   *
   * <pre>{@code
   * Tensor w = Torch.tensor(new double[] {1, 2}, o -> o.requiresGrad(true));
   * w.pow(2).sum().backward();
   * w.grad() // tensor([2., 4.])
   * }</pre>
   *
   * @throws TorchException if the tensor has more than one element, or no gradients were recorded
   */
  public void backward() {
    backward((Tensor) null);
  }

  /**
   * The same for a tensor of any shape, with the gradient with respect to it: Python's {@code
   * x.backward(gradient)}.
   */
  public void backward(@Nullable Tensor gradient) {
    AutogradEngine.backward(
        List.of(self()), gradient == null ? null : List.of(gradient), null, false, false);
  }

  /**
   * The same with Python's keyword arguments: {@code x.backward(o ->
   * o.gradient(g).retainGraph(true))}.
   *
   * @see BackwardOptions
   */
  public void backward(Consumer<BackwardOptions> options) {
    BackwardOptions o = new BackwardOptions();
    options.accept(o);
    Tensor[] inputs = o.inputs == null ? null : GradientChecks.inputs(o.inputs);
    boolean retainGraph = o.retainGraph == null ? o.createGraph : o.retainGraph;
    AutogradEngine.backward(
        List.of(self()),
        o.gradient == null ? null : List.of(o.gradient),
        inputs == null ? null : List.of(inputs),
        retainGraph,
        o.createGraph);
  }

  /**
   * The same with the gradient in its place: Python's {@code x.backward(gradient,
   * retain_graph=True)}.
   *
   * @see BackwardOptions
   */
  public void backward(@Nullable Tensor gradient, Consumer<BackwardOptions> options) {
    backward(
        o -> {
          o.gradient = gradient;
          options.accept(o);
        });
  }
}
