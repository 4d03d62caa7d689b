package dev.obor;

import dev.obor.AutogradEngine.CustomFunction;
import org.jspecify.annotations.Nullable;

/**
 * One application of a function that is written in Java, as its node in the graph knows it.
 *
 * <p>The tensors are there only until the function has been applied: the outputs keep the graph,
 * and the graph keeps this.
 */
final class CustomCall {
  private static final @Nullable Tensor[] NONE = {};

  final CustomFunction function;
  final int inputCount;
  @Nullable Tensor[] inputs;
  @Nullable Tensor[] outputs = NONE;

  private CustomCall(CustomFunction function, @Nullable Tensor[] inputs) {
    this.function = function;
    this.inputCount = inputs.length;
    this.inputs = inputs;
  }

  /** Runs forward and records it; an output is the tensor that forward returned where it can be. */
  static @Nullable Tensor[] apply(CustomFunction function, @Nullable Tensor[] inputs) {
    CustomCall call = new CustomCall(function, inputs);
    try {
      long[] handles = FunctionNatives.apply(call, Tensor.handles(inputs));
      @Nullable Tensor[] outputs = call.outputs.clone();
      for (int i = 0; i < outputs.length; i++) {
        if (handles[i] > 0) {
          outputs[i] = Tensor.own(handles[i]);
        }
      }
      Tensor.changed(outputs);
      return outputs;
    } finally {
      call.inputs = NONE;
      call.outputs = NONE;
      java.lang.ref.Reference.reachabilityFence(inputs);
    }
  }
}
