package dev.obor;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Tensor#backward(java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class BackwardOptions {
  @Nullable Tensor gradient;
  @Nullable Boolean retainGraph;
  boolean createGraph;
  Tensor @Nullable [] inputs;

  BackwardOptions() {}

  /** Sets the gradient with respect to the tensor; without it 1, for tensors with one element. */
  public BackwardOptions gradient(Tensor value) {
    this.gradient = value;
    return this;
  }

  /**
   * Sets whether the graph stays for another backward; without it, it stays only with {@link
   * #createGraph}.
   */
  public BackwardOptions retainGraph(boolean value) {
    this.retainGraph = value;
    return this;
  }

  /** Sets whether the gradients themselves can be differentiated; without it, they cannot. */
  public BackwardOptions createGraph(boolean value) {
    this.createGraph = value;
    return this;
  }

  /** Sets the tensors whose gradients are summed up; without it, all leaves. */
  public BackwardOptions inputs(Collection<Tensor> value) {
    this.inputs = Crossings.tensors(value);
    return this;
  }
}
