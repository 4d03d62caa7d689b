package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.TransformLayer;
import org.jspecify.annotations.Nullable;

/**
 * A function with a gradient of your own: Python's {@code torch.autograd.Function}.
 *
 * <pre>{@code
 * final class Exp extends Function<Tensor> {
 *   @Override
 *   protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
 *     Tensor result = inputs[0].exp();
 *     ctx.saveForBackward(result);
 *     return result;
 *   }
 *
 *   @Override
 *   protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
 *     return new Tensor[] {gradOutputs[0].mul(ctx.savedTensors()[0])};
 *   }
 * }
 *
 * Tensor y = new Exp().apply(x);
 * }</pre>
 *
 * <p><b>Arguments.</b> Tensors are passed to {@link #apply}; what else Python would pass there is a
 * field of the function: {@code new Scale(2.0).apply(x)}. The function object is shared by all
 * graphs that it is used in, so its fields should be final; what belongs to one application goes
 * into the context. Results are one tensor ({@code Function<Tensor>}), an array ({@code
 * Function<Tensor[]>}) or a list.
 *
 * <p><b>Gradients of gradients.</b> What {@link #backward} does is recorded when the caller asks
 * for it ({@code createGraph}), so that the operators in it give second gradients. A backward that
 * cannot be differentiated says so with {@link OnceDifferentiable}.
 *
 * <p><b>Memory.</b> {@code forward}, {@code backward} and {@code jvp} each run in a scope of their
 * own: the tensors that are made in them, those they get as gradients and those the context gives
 * are closed when they return, but for their results. The graph keeps what was saved with {@link
 * FunctionCtx#saveForBackward} and releases it with itself. A function that holds one of its own
 * outputs in a field keeps the graph alive for good.
 *
 * <p><b>Threads.</b> {@code apply} may be called from any thread. {@code backward} is called by the
 * thread that the backward pass runs in: as a rule the one that called {@code backward}, else one
 * of LibTorch's; by two at once when two threads go back through one graph. What it throws comes
 * out of the backward pass as the same exception.
 *
 * @param <R> {@code Tensor}, {@code Tensor[]} or {@code List<Tensor>}
 */
public abstract class Function<R> {
  /** For subclasses. */
  protected Function() {}

  /**
   * Runs the function and records it: Python's {@code MyFunction.apply(…)}.
   *
   * @param inputs the inputs; null where an input is absent, as Python's {@code None}
   * @return what {@code forward} returned. A tensor that forward returned as it came in takes the
   *     form of a view, unless it was marked as dirty
   */
  public final R apply(@Nullable Tensor... inputs) {
    TransformLayer.refuse(
        "In order to use an autograd.Function with functorch transforms (vmap, grad, jvp, jacrev,"
            + " ...), it must override the setup_context staticmethod. For more details, please see"
            + " https://pytorch.org/docs/main/notes/extending.func.html\n"
            + "In Java none can take part in Func.vmap; write the function with operators.");
    FunctionCall<R> call = new FunctionCall<>(this);
    return call.result(AutogradEngine.apply(call, inputs.clone()));
  }

  /**
   * Computes the result; what it does is not recorded.
   *
   * <p>Override this one, or {@link #forward(Tensor...)} together with {@link #setupContext}.
   *
   * @param ctx says what backward needs, and more
   * @param inputs what {@code apply} was called with
   */
  protected R forward(FunctionCtx ctx, Tensor... inputs) {
    R output = forward(inputs);
    setupContext(ctx, inputs, output);
    return output;
  }

  /**
   * Computes the result without a context; {@link #setupContext} is called afterwards.
   *
   * @param inputs what {@code apply} was called with
   */
  protected R forward(Tensor... inputs) {
    throw new NotImplementedException(
        "You must implement the forward function for custom autograd.Function.");
  }

  /**
   * Says what backward needs, for a {@link #forward(Tensor...)} without a context: Python's {@code
   * setup_context}.
   *
   * @param ctx the context
   * @param inputs what {@code apply} was called with
   * @param output what forward has returned
   */
  protected void setupContext(FunctionCtx ctx, Tensor[] inputs, R output) {
    throw new NotImplementedException("setup_context is not implemented.");
  }

  /**
   * Computes the gradients of the inputs from those of the results: the vector-Jacobian product.
   *
   * @param ctx has what forward saved
   * @param gradOutputs the gradient of each result: zeros where there is none, or null after {@code
   *     ctx.setMaterializeGrads(false)}
   * @return one gradient for each input, null where there is none. An input that needs no gradient
   *     may get one; {@link FunctionCtx#needsInputGrad(int)} saves the work
   */
  protected @Nullable Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
    throw new NotImplementedException(
        "You must implement either the backward or vjp method for your custom autograd.Function to"
            + " use it with backward mode AD.");
  }

  /**
   * Computes the tangents of the results from those of the inputs: the Jacobian-vector product, for
   * {@link ForwardAd}.
   *
   * @param ctx has what {@link FunctionCtx#saveForForward} was called with
   * @param gradInputs the tangent of each input: zeros where there is none, or null after {@code
   *     ctx.setMaterializeGrads(false)}
   */
  protected R jvp(FunctionCtx ctx, Tensor... gradInputs) {
    throw new NotImplementedException(
        "You must implement the jvp function for custom autograd.Function to use it with forward"
            + " mode AD.");
  }
}
