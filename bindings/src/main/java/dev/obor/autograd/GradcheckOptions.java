package dev.obor.autograd;

import dev.obor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Autograd#gradcheck(java.util.function.Function, Tensor[],
 * java.util.function.Consumer)} and {@link Autograd#gradgradcheck(java.util.function.Function,
 * Tensor[], java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class GradcheckOptions {
  double eps = 1e-6;
  double atol = 1e-5;
  double rtol = 1e-3;
  double nondetTol;
  boolean raiseException = true;
  boolean checkUndefinedGrad = true;
  boolean checkGradDtypes;
  boolean checkForwardAd;
  boolean checkBackwardAd = true;
  boolean fastMode;
  @Nullable List<Tensor> gradOutputs;
  boolean genNonContigGradOutputs;

  GradcheckOptions() {}

  /** Sets how far inputs are moved for the numerical gradients; without it, 1e-6. */
  public GradcheckOptions eps(double value) {
    this.eps = value;
    return this;
  }

  /** Sets the absolute tolerance; without it, 1e-5. */
  public GradcheckOptions atol(double value) {
    this.atol = value;
    return this;
  }

  /** Sets the tolerance relative to the numerical gradient; without it, 1e-3. */
  public GradcheckOptions rtol(double value) {
    this.rtol = value;
    return this;
  }

  /** Sets how much two runs of one backward pass may differ; without it, not at all. */
  public GradcheckOptions nondetTol(double value) {
    this.nondetTol = value;
    return this;
  }

  /** Sets whether a failure throws, as without it, or makes the check return false. */
  public GradcheckOptions raiseException(boolean value) {
    this.raiseException = value;
    return this;
  }

  /** Sets whether backward must treat absent gradients as zeros; without it, it must. */
  public GradcheckOptions checkUndefinedGrad(boolean value) {
    this.checkUndefinedGrad = value;
    return this;
  }

  /** Sets whether gradients must have the dtype of their input; without it, they need not. */
  public GradcheckOptions checkGradDtypes(boolean value) {
    this.checkGradDtypes = value;
    return this;
  }

  /** Sets whether forward gradients are checked; without it, they are not. */
  public GradcheckOptions checkForwardAd(boolean value) {
    this.checkForwardAd = value;
    return this;
  }

  /** Sets whether backward gradients are checked; without it, they are. */
  public GradcheckOptions checkBackwardAd(boolean value) {
    this.checkBackwardAd = value;
    return this;
  }

  /**
   * Sets whether the gradient in one random direction is checked in place of the whole Jacobian,
   * where no input and no output is complex; without it, the whole Jacobian is.
   */
  public GradcheckOptions fastMode(boolean value) {
    this.fastMode = value;
    return this;
  }

  /**
   * For {@code gradgradcheck}: sets the gradients with respect to the outputs; without it, random
   * ones.
   */
  public GradcheckOptions gradOutputs(Tensor... value) {
    this.gradOutputs = List.copyOf(Arrays.asList(value));
    return this;
  }

  /**
   * For {@code gradgradcheck}: sets whether the random gradients lie apart in memory; without it,
   * they do not.
   */
  public GradcheckOptions genNonContigGradOutputs(boolean value) {
    this.genNonContigGradOutputs = value;
    return this;
  }
}
