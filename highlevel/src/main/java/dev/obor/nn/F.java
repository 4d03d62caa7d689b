package dev.obor.nn;

/**
 * The functions below the modules: Python's {@code torch.nn.functional}, by custom imported as
 * {@code F}.
 *
 * <pre>{@code
 * Tensor scores = F.linear(x, weight, bias);
 * Tensor loss = F.crossEntropy(scores, labels, o -> o.labelSmoothing(0.1));
 * }</pre>
 *
 * <p>Results are new tensors unless a function says otherwise; they belong to the caller's scope.
 * All functions may be called from any thread.
 */
public final class F extends LossFunctions {
  private F() {}
}
