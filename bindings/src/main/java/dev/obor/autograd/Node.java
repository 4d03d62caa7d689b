package dev.obor.autograd;

import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function in a gradient graph: Python's {@code torch.autograd.graph.Node}.
 *
 * <p>{@link Tensor#gradFn} gives the node that made a tensor.
 *
 * <pre>{@code
 * Node node = a.mul(b).gradFn();
 * System.out.println(node.name()); // MulBackward0
 * System.out.println(node.nextFunctions().size()); // 2
 * }</pre>
 *
 * <p>A node object keeps the graph below it alive until the collector finds the object unreachable.
 * Two objects for the same node are equal. Safe for use by any thread; what {@link
 * Tensor#registerHook} says of hooks is true of those here too.
 */
public interface Node {
  /**
   * The name: Python's {@code node.name()}, such as {@code CloneBackward0}, or {@code
   * torch::autograd::AccumulateGrad} for the node that sums up the gradient of a leaf.
   */
  String name();

  /**
   * Where the gradients go that this function computes, one place for each input of the forward
   * function: Python's {@code node.next_functions}.
   */
  List<Next> nextFunctions();

  /**
   * A map for whatever a program wants to keep with the node: Python's {@code node.metadata}.
   *
   * <p>It lives as long as the node, and is safe for use by several threads. In anomaly mode {@code
   * "traceback_"} is where the node was made.
   */
  Map<String, Object> metadata();

  /**
   * Calls a hook whenever the function has computed gradients: Python's {@code
   * node.register_hook(hook)}.
   *
   * <pre>{@code
   * b.gradFn().registerHook((gradInputs, gradOutputs) -> new Tensor[] {gradOutputs[0].mul(2)});
   * }</pre>
   */
  RemovableHandle registerHook(Hook hook);

  /**
   * Calls a hook before the function computes gradients: Python's {@code
   * node.register_prehook(hook)}.
   *
   * <pre>{@code
   * b.gradFn().registerPrehook(gradOutputs -> new Tensor[] {gradOutputs[0].mul(2)});
   * }</pre>
   */
  RemovableHandle registerPrehook(Prehook hook);

  /**
   * A place that a gradient goes to.
   *
   * @param function the next node, or null where no gradient is wanted
   * @param inputNr the number of that node's input
   */
  record Next(@Nullable Node function, int inputNr) {
    /** As Python prints the pair: {@code (<AccumulateGrad object at 0x…>, 0)}. */
    @Override
    public String toString() {
      return "(" + (function == null ? "None" : function) + ", " + inputNr + ")";
    }
  }

  /** What is called when a node has computed gradients. */
  @FunctionalInterface
  interface Hook {
    /**
     * Looks at gradients, or replaces them.
     *
     * @param gradInputs the gradients of the forward function's inputs, null where there is none
     * @param gradOutputs the gradients of its outputs, null where there is none
     * @return the gradients to go on with in place of the first, as many of them; null for these
     */
    @Nullable Tensor @Nullable [] apply(Tensor[] gradInputs, Tensor[] gradOutputs);
  }

  /** What is called before a node computes gradients. */
  @FunctionalInterface
  interface Prehook {
    /**
     * Looks at gradients, or replaces them.
     *
     * @param gradOutputs the gradients of the forward function's outputs, null where there is none
     * @return the gradients to go on with, as many of them; null for these
     */
    @Nullable Tensor @Nullable [] apply(Tensor[] gradOutputs);
  }
}
