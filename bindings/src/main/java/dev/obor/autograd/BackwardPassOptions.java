package dev.obor.autograd;

import dev.obor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Autograd#backward(Collection, java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class BackwardPassOptions {
  @Nullable List<@Nullable Tensor> gradTensors;
  @Nullable Boolean retainGraph;
  boolean createGraph;
  @Nullable List<Object> inputs;

  BackwardPassOptions() {}

  /**
   * Sets the gradients with respect to the tensors, one for each, null for ones; without it ones
   * for all, which must have one element.
   */
  public BackwardPassOptions gradTensors(@Nullable Tensor... value) {
    this.gradTensors = Collections.unmodifiableList(Arrays.asList(value.clone()));
    return this;
  }

  /** The same with a collection. */
  public BackwardPassOptions gradTensors(Collection<? extends @Nullable Tensor> value) {
    return gradTensors(value.toArray(new Tensor[0]));
  }

  /**
   * Sets whether the graph stays for another pass; without it, it stays only with {@link
   * #createGraph}.
   */
  public BackwardPassOptions retainGraph(boolean value) {
    this.retainGraph = value;
    return this;
  }

  /** Sets whether the gradients themselves can be differentiated; without it, they cannot. */
  public BackwardPassOptions createGraph(boolean value) {
    this.createGraph = value;
    return this;
  }

  /**
   * Sets the tensors, or gradient edges, whose gradients are summed up; without it, all leaves.
   *
   * @param value {@link Tensor} and {@link GradientEdge} objects
   */
  public BackwardPassOptions inputs(Collection<?> value) {
    this.inputs = List.copyOf(value);
    return this;
  }
}
