package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derivatives of one output by backward passes, one for each element. */
final class AnalyticalJacobian {
  private final Tensor[] inputs;
  private final GradcheckOptions options;

  AnalyticalJacobian(Tensor[] inputs, GradcheckOptions options) {
    this.inputs = inputs;
    this.options = options;
  }

  /** For each input a matrix like those of {@link NumericalJacobian}. */
  Tensor[] of(Tensor output) {
    List<Tensor> vectors = new ArrayList<>();
    for (long i = 0; i < output.numel(); i++) {
      Tensor vector = Gradcheck.zeros(new Tensor[] {output})[0];
      Aten.fill__Scalar(Aten.select_int(Aten.view(vector, new long[] {-1}), 0, i), 1);
      vectors.add(vector);
    }
    return along(output, vectors);
  }

  /** The same for vectors with the shape of the output, each of which makes a column. */
  Tensor[] along(Tensor output, List<Tensor> vectors) {
    Tensor[] first = columns(output, vectors);
    Tensor[] second = columns(output, vectors);
    for (int j = 0; j < first.length; j++) {
      if (first[j].numel() != 0) {
        Tensor difference = Aten.max(Aten.abs(Aten.sub_Tensor(first[j], second[j], 1)));
        if (difference.item().doubleValue() > options.nondetTol) {
          throw new GradcheckException(
              "Backward is not reentrant, i.e., running backward with same input and grad_output"
                  + " multiple times gives different values, although analytical gradient matches"
                  + " numerical gradient.The tolerance for nondeterminism was "
                  + options.nondetTol
                  + ".");
        }
      }
    }
    return first;
  }

  private Tensor[] columns(Tensor output, List<Tensor> vectors) {
    Tensor[] columns = new Tensor[inputs.length];
    List<@Nullable Tensor[]> passes = new ArrayList<>();
    for (Tensor vector : vectors) {
      passes.add(
          Derivation.gradients(new Tensor[] {output}, inputs, new Tensor[] {vector}, false, true));
    }
    for (int j = 0; j < inputs.length; j++) {
      Tensor[] parts = new Tensor[passes.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = column(passes.get(i)[j], inputs[j]);
      }
      columns[j] =
          parts.length == 0
              ? Aten.new_zeros(inputs[j], new long[] {inputs[j].numel(), 0}, null, null, null, null)
              : Aten.stack(parts, 1);
    }
    return columns;
  }

  private Tensor column(@Nullable Tensor gradient, Tensor input) {
    if (gradient == null) {
      return Aten.new_zeros(input, new long[] {input.numel()}, null, null, null, null);
    }
    if (!gradient.size().equals(input.size())) {
      throw new GradcheckException("Analytical gradient has incorrect size");
    }
    if (gradient.dtype() != input.dtype() && options.checkGradDtypes) {
      throw new GradcheckException("Gradient has dtype mismatch");
    }
    Tensor plain = Aten.resolve_neg(Aten.resolve_conj(Aten.detach(gradient)));
    return Aten.reshape(plain, new long[] {-1}).to(input.dtype());
  }
}
