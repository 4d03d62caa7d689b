package dev.obor.autograd;

import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.autograd.Derivation.Dependent;
import dev.obor.autograd.Derivation.Stage;
import dev.obor.autograd.Functional.Product;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Products of a Hessian and a vector. */
final class HessianProduct {
  /** The function's value and first derivative, ready to be differentiated again. */
  private static final class First {
    private final Tensor[] inputs;
    private final Tensor @Nullable [] vector;
    private final Tensor[] output;
    private final @Nullable Tensor[] gradients;

    private First(
        Tensor[] inputs,
        Tensor @Nullable [] vector,
        Tensor[] output,
        @Nullable Tensor[] gradients) {
      this.inputs = inputs;
      this.vector = vector;
      this.output = output;
      this.gradients = gradients;
    }
  }

  private HessianProduct() {}

  private static First first(
      String name,
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    Tensor[] own = Derivation.prepare(inputs, o.createGraph, true);
    Tensor[] v = Derivation.inputVector(vector, own, o, isTuple);
    Tensor[] output = function.apply(own.clone());
    Derivation.check(output, Dependent.OUTPUTS, o.strict);
    if (!Derivation.isNumber(output)) {
      throw new TorchException(
          "The Tensor returned by the function given to "
              + name
              + " should contain a single element");
    }
    @Nullable Tensor[] gradients = Derivation.gradients(output, own, null, true, true);
    Derivation.check(gradients, Dependent.JACOBIAN, o.strict);
    return new First(own, v, output, gradients);
  }

  static Product<Tensor[], Tensor[]> vhp(
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    First first;
    try (ThreadMode mode = Torch.enableGrad()) {
      first = first("vhp", function, inputs, vector, o, isTuple);
    }
    return second(first, first.gradients, first.inputs, o, Stage.DOUBLE_BACK);
  }

  static Product<Tensor[], Tensor[]> hvp(
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    First first;
    Tensor[] probes;
    @Nullable Tensor[] probed;
    try (ThreadMode mode = Torch.enableGrad()) {
      first = first("hvp", function, inputs, vector, o, isTuple);
      probes = JacobianProduct.probes(first.inputs);
      probed = Derivation.gradients(first.gradients, first.inputs, probes, true, true);
      Derivation.check(first.gradients, Dependent.HESSIAN, o.strict);
    }
    return second(first, probed, probes, o, Stage.DOUBLE_BACK_TRICK);
  }

  private static Product<Tensor[], Tensor[]> second(
      First first,
      @Nullable Tensor[] of,
      Tensor[] withRespectTo,
      FunctionalOptions o,
      Stage stage) {
    return Derivation.product(
        first.output, of, withRespectTo, first.vector, first.inputs, o, stage);
  }
}
