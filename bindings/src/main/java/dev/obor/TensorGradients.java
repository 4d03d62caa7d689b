package dev.obor;

import java.lang.ref.Reference;
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

  /** Whether gradients are recorded for the tensor: Python's {@code x.requires_grad}. */
  public boolean requiresGrad() {
    boolean requires = AutogradNatives.requires_grad(handle());
    Reference.reachabilityFence(this);
    return requires;
  }

  /** Begins to record gradients for the tensor: Python's {@code x.requires_grad_()}. */
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
    if (value && !isDifferentiable()) {
      throw new TorchException("only Tensors of floating point dtype can require gradients");
    }
    AutogradNatives.set_requires_grad(handle(), value);
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
   */
  public boolean isLeaf() {
    boolean leaf = AutogradNatives.is_leaf(handle());
    Reference.reachabilityFence(this);
    return leaf;
  }

  /** The gradient that {@link #backward} has summed up, or null: Python's {@code x.grad}. */
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
   * The name of the gradient function, such as {@code AddBackward0}, or null: Python's {@code
   * type(x.grad_fn).__name__}.
   */
  public @Nullable String gradFn() {
    String name = AutogradNatives.gradient_function(handle());
    Reference.reachabilityFence(this);
    return name == null ? null : name.substring(name.lastIndexOf(':') + 1);
  }

  /** The same elements in a new tensor without gradient history: Python's {@code x.data}. */
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
    GradientChecks.startable(self(), gradient);
    AutogradNatives.backward(
        new long[] {handle()}, new long[] {Tensor.handleOrNone(gradient)}, -1, false, null);
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(gradient);
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
    GradientChecks.startable(self(), o.gradient);
    AutogradNatives.backward(
        new long[] {handle()},
        new long[] {Tensor.handleOrNone(o.gradient)},
        Crossings.code(o.retainGraph),
        o.createGraph,
        inputs == null ? null : Tensor.handles(inputs));
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(o);
    Reference.reachabilityFence(inputs);
  }
}
