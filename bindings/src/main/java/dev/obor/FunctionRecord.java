package dev.obor;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * The node of a function that is written in Java, while one of its methods runs. Not for programs:
 * {@code dev.obor.autograd.FunctionCtx} is made of it.
 *
 * <p>Safe for use by any thread: a call from another one is over before the node can go.
 */
public final class FunctionRecord implements AutoCloseable {
  private long node;
  private final int inputCount;
  private final boolean forward;

  FunctionRecord(long node, int inputCount, boolean forward) {
    this.node = node;
    this.inputCount = inputCount;
    this.forward = forward;
  }

  private long node() {
    if (node == 0) {
      throw new IllegalStateException(
          "the context of a function is good only while its forward, backward or jvp runs; store"
              + " values with put, not the context");
    }
    return node;
  }

  private long forwardNode(String name) {
    if (!forward) {
      throw new IllegalStateException(name + " can be called in forward and setupContext only");
    }
    return node();
  }

  /** Says which tensors backward needs; the graph keeps them. */
  public synchronized void saveForBackward(@Nullable Tensor[] tensors) {
    FunctionNatives.save_for_backward(forwardNode("saveForBackward"), Tensor.handles(tensors));
    Reference.reachabilityFence(tensors);
  }

  /** Says which tensors jvp needs. */
  public synchronized void saveForForward(@Nullable Tensor[] tensors) {
    FunctionNatives.save_for_forward(forwardNode("saveForForward"), Tensor.handles(tensors));
    Reference.reachabilityFence(tensors);
  }

  /** Says which inputs forward has changed in place. */
  public synchronized void markDirty(Tensor[] tensors) {
    FunctionNatives.mark_dirty(forwardNode("markDirty"), Tensor.handles(tensors));
    Reference.reachabilityFence(tensors);
  }

  /** Says which outputs have no gradient. */
  public synchronized void markNonDifferentiable(Tensor[] tensors) {
    FunctionNatives.mark_non_differentiable(
        forwardNode("markNonDifferentiable"), Tensor.handles(tensors));
    Reference.reachabilityFence(tensors);
  }

  /** Says whether absent gradients come as zeros. */
  public synchronized void setMaterializeGrads(boolean value) {
    FunctionNatives.set_materialize_grads(forwardNode("setMaterializeGrads"), value);
  }

  /** The tensors that were saved, as new Java tensors. */
  public synchronized @Nullable Tensor[] savedTensors() {
    return Tensor.ownAll(FunctionNatives.saved_tensors(node()));
  }

  /** Whether an input of forward wanted a gradient. */
  public synchronized boolean needsInputGrad(int index) {
    return FunctionNatives.needs_input_grad(node(), index);
  }

  /**
   * Whether a value is a tensor or holds some: in arrays, collections, the values of maps,
   * optionals and the components of records, at any depth.
   */
  public static boolean holdsTensors(Object value) {
    boolean[] found = new boolean[1];
    Scope.visit(value, tensor -> found[0] = true);
    return found[0];
  }

  /** The number of inputs of forward. */
  public int inputCount() {
    return inputCount;
  }

  /** Ends the record: its methods throw from now on. */
  @Override
  public synchronized void close() {
    node = 0;
  }
}
