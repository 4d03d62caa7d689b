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
    try (ThreadMode mode = Torch.setGradEnabled(o.createGraph || Torch.isGradEnabled())) {
      @Nullable Tensor[] gradients =
          Derivation.gradients(outputs, own, v, o.createGraph, o.createGraph);
      Tensor[] product = Derivation.fill(gradients, own, o, Stage.BACK);
      return new Product<>(
          Derivation.finish(outputs, o.createGraph), Derivation.finish(product, o.createGraph));
    }
  }

  /** The backward pass is linear in its vector, so its own derivative is the product wanted. */
  static Product<Tensor[], Tensor[]> jvp(
      Function<Tensor[], Tensor[]> function,
      Tensor[] inputs,
      Tensor @Nullable [] vector,
      FunctionalOptions o,
      boolean isTuple) {
    Tensor[] v = null;
    Tensor[] outputs;
    Tensor[] probes;
    @Nullable Tensor[] gradients;
    try (ThreadMode mode = Torch.enableGrad()) {
      Tensor[] own = Derivation.prepare(inputs, o.createGraph, true);
      if (vector != null) {
        v = Derivation.vector(vector, own, o.createGraph, isTuple);
      } else if (!Derivation.isNumber(own)) {
        throw new TorchException(
            "The vector v can only be None if the input to the user-provided function is a single"
                + " Tensor with a single element.");
      }
      outputs = function.apply(own.clone());
      Derivation.check(outputs, Dependent.OUTPUTS, o.strict);
      probes = probes(outputs);
      gradients = Derivation.gradients(outputs, own, probes, true, true);
      Derivation.check(gradients, Dependent.GRAD_INPUTS, o.strict);
    }
    try (ThreadMode mode = Torch.setGradEnabled(o.createGraph || Torch.isGradEnabled())) {
      @Nullable Tensor[] second =
          Derivation.gradients(gradients, probes, v, o.createGraph, o.createGraph);
      Tensor[] product = Derivation.fill(second, outputs, o, Stage.BACK_TRICK);
      return new Product<>(
          Derivation.finish(outputs, o.createGraph), Derivation.finish(product, o.createGraph));
    }
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
