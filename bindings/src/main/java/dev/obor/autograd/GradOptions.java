package dev.obor.autograd;

import dev.obor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Autograd#grad(Collection, Collection,
 * java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class GradOptions {
  @Nullable List<@Nullable Tensor> gradOutputs;
  @Nullable Boolean retainGraph;
  boolean createGraph;
  @Nullable Boolean allowUnused;
  boolean isGradsBatched;
  boolean materializeGrads;

  GradOptions() {}

  /**
   * Sets the gradients with respect to the outputs, one for each, null for ones; without it ones
   * for all, which must have one element.
   */
  public GradOptions gradOutputs(@Nullable Tensor... value) {
    this.gradOutputs = Collections.unmodifiableList(Arrays.asList(value.clone()));
    return this;
  }

  /** The same with a collection. */
  public GradOptions gradOutputs(Collection<? extends @Nullable Tensor> value) {
    return gradOutputs(value.toArray(new Tensor[0]));
  }

  /**
   * Sets whether the graph stays for another pass; without it, it stays only with {@link
   * #createGraph}.
   */
  public GradOptions retainGraph(boolean value) {
    this.retainGraph = value;
    return this;
  }

  /** Sets whether the gradients themselves can be differentiated; without it, they cannot. */
  public GradOptions createGraph(boolean value) {
    this.createGraph = value;
    return this;
  }

  /**
   * Sets whether the gradient of an input that the outputs do not depend on is null; without it,
   * such an input is an error, unless {@link #materializeGrads} is set.
   */
  public GradOptions allowUnused(boolean value) {
    this.allowUnused = value;
    return this;
  }

  /**
   * Sets whether the first dimension of {@link #gradOutputs} counts several gradients for which the
   * pass is made; the results are stacked along a new first dimension. One pass follows another:
   * this saves code, not time.
   */
  public GradOptions isGradsBatched(boolean value) {
    this.isGradsBatched = value;
    return this;
  }

  /** Sets whether gradients that would be null are zeros. */
  public GradOptions materializeGrads(boolean value) {
    this.materializeGrads = value;
    return this;
  }
}
