package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.autograd.Derivation.Dependent;
import dev.obor.autograd.Derivation.Stage;
import dev.obor.autograd.Functional.Product;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Products of a Jacobian and a vector. */
final class JacobianProduct {
  private JacobianProduct() {}

  static Product<Tensor[], Tensor[]> vjp(
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    Tensor[] own;
    Tensor[] outputs;
    Tensor[] v = null;
    try (ThreadMode mode = Torch.enableGrad()) {
      own = Derivation.prepare(inputs, o.createGraph, true);
      outputs = function.apply(own.clone());
      Derivation.check(outputs, Dependent.OUTPUTS, o.strict);
      if (vector != null) {
        v = Derivation.vector(vector, outputs, o.createGraph, isTuple);
      } else if (!Derivation.isNumber(outputs)) {
        throw new TorchException(
            "The vector v can only be None if the user-provided function returns a single Tensor"
                + " with a single element.");
      }
    }
    return Derivation.product(outputs, outputs, own, v, own, o, Stage.BACK);
  }

  /** The backward pass is linear in its vector, so its own derivative is the product wanted. */
  static Product<Tensor[], Tensor[]> jvp(
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    Tensor[] v;
    Tensor[] outputs;
    Tensor[] probes;
    @Nullable Tensor[] gradients;
    try (ThreadMode mode = Torch.enableGrad()) {
      Tensor[] own = Derivation.prepare(inputs, o.createGraph, true);
      v = Derivation.inputVector(vector, own, o, isTuple);
      outputs = function.apply(own.clone());
      Derivation.check(outputs, Dependent.OUTPUTS, o.strict);
      probes = probes(outputs);
      gradients = Derivation.gradients(outputs, own, probes, true, true);
      Derivation.check(gradients, Dependent.GRAD_INPUTS, o.strict);
    }
    return Derivation.product(outputs, gradients, probes, v, outputs, o, Stage.BACK_TRICK);
  }

  /** Zeros with a gradient; their values do not matter. */
  static Tensor[] probes(Tensor[] like) {
    Tensor[] probes = new Tensor[like.length];
    for (int i = 0; i < probes.length; i++) {
      probes[i] = Aten.zeros_like(like[i], null, null, null, null, null).requiresGrad_();
    }
    return probes;
  }
}
