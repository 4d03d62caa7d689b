package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps that all derivatives of functions share. */
final class Derivation {
  private Derivation() {}

  /** At which derivative an absent gradient is noticed, with what Python says of it. */
  enum Stage {
    BACK(
        "The output of the user-provided function is independent of input %d. This is not allowed"
            + " in strict mode."),
    BACK_TRICK(
        "The gradient with respect to the input is independent of entry %d in the grad_outputs when"
            + " using the double backward trick to compute forward mode gradients. This is not"
            + " allowed in strict mode."),
    DOUBLE_BACK(
        "The jacobian of the user-provided function is independent of input %d. This is not allowed"
            + " in strict mode."),
    DOUBLE_BACK_TRICK(
        "The hessian of the user-provided function is independent of entry %d in the grad_jacobian."
            + " This is not allowed in strict mode as it prevents from using the double backward"
            + " trick to replace forward mode AD.");

    private final String absent;

    Stage(String absent) {
      this.absent = absent;
    }

    private String constant() {
      String what = this == BACK || this == BACK_TRICK ? "jacobian" : "hessian";
      return "The "
          + what
          + " of the user-provided function is independent of input %d. This is not allowed in"
          + " strict mode when create_graph=True.";
    }
  }

  /** What must depend on the inputs in strict mode, with what Python says when it does not. */
  enum Dependent {
    OUTPUTS(
        "Output %d of the user-provided function does not require gradients. The outputs must be"
            + " computed in a differentiable manner from the input when running in strict mode."),
    GRAD_INPUTS(
        "The gradient with respect to input %d is independent of the inputs of the user-provided"
            + " function. This is not allowed in strict mode."),
    JACOBIAN(
        "While computing the hessian, found that the jacobian of the user-provided function with"
            + " respect to input %d is independent of the input. This is not allowed in strict"
            + " mode. You should ensure that your function is twice differentiable and that the"
            + " jacobian depends on the inputs (this would be violated by a linear function for"
            + " example)."),
    HESSIAN(
        "The hessian of the user-provided function with respect to input %d is independent of the"
            + " input. This is not allowed in strict mode. You should ensure that your function is"
            + " thrice differentiable and that the hessian depends on the inputs.");

    private final String constant;

    Dependent(String constant) {
      this.constant = constant;
    }
  }

  /**
   * Tensors of our own with the elements of the given ones, so that these cannot be mistaken for
   * what a function captured.
   *
   * @param connected whether derivatives flow back into the given tensors
   * @param needed whether derivatives with respect to the new ones will be asked for
   */
  static Tensor[] prepare(Tensor[] tensors, boolean connected, boolean needed) {
    Tensor[] own = new Tensor[tensors.length];
    for (int i = 0; i < own.length; i++) {
      Tensor tensor = tensors[i];
      if (connected && tensor.requiresGrad()) {
        own[i] =
            tensor.layout().equals(Layout.STRIDED)
                ? Aten.view_as(tensor, tensor)
                : Aten.clone(tensor, null);
      } else {
        own[i] = Aten.detach(tensor).requiresGrad_(needed);
      }
    }
    return own;
  }

  /** Without history, unless derivatives of the results were asked for. */
  static Tensor[] finish(Tensor[] results, boolean createGraph) {
    if (createGraph) {
      return results;
    }
    Tensor[] plain = new Tensor[results.length];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = Aten.detach(results[i]);
    }
    return plain;
  }

  /** The gradients of those outputs that have some; null where an input is not reached. */
  static @Nullable Tensor[] gradients(
      @Nullable Tensor[] outputs,
      @Nullable Tensor[] inputs,
      @Nullable Tensor @Nullable [] vectors,
      boolean createGraph,
      boolean retainGraph) {
    List<Tensor> differentiable = new ArrayList<>();
    List<@Nullable Tensor> matching = new ArrayList<>();
    for (int i = 0; i < outputs.length; i++) {
      Tensor output = outputs[i];
      if (output != null && output.requiresGrad()) {
        differentiable.add(output);
        matching.add(vectors == null ? null : vectors[i]);
      }
    }
    if (differentiable.isEmpty()) {
      return new Tensor[inputs.length];
    }
    return AutogradEngine.grad(
        differentiable, matching, List.of(inputs), retainGraph, createGraph, true);
  }

  /** Zeros for absent gradients, or an error in strict mode. */
  static Tensor[] fill(
      @Nullable Tensor[] gradients, Tensor[] like, FunctionalOptions options, Stage stage) {
    Tensor[] filled = new Tensor[gradients.length];
    for (int i = 0; i < filled.length; i++) {
      Tensor gradient = gradients[i];
      if (gradient == null) {
        refuse(options.strict, stage.absent, i);
        gradient = Aten.zeros_like(like[i], null, null, null, null, null);
      } else {
        refuse(
            options.strict && options.createGraph && !gradient.requiresGrad(), stage.constant(), i);
      }
      filled[i] = gradient;
    }
    return filled;
  }

  /** In strict mode, throws unless all tensors have a history. */
  static void check(@Nullable Tensor[] tensors, Dependent what, boolean strict) {
    for (int i = 0; strict && i < tensors.length; i++) {
      Tensor tensor = tensors[i];
      refuse(tensor == null, Stage.BACK.absent, i);
      refuse(tensor != null && !tensor.requiresGrad(), what.constant, i);
    }
  }

  private static void refuse(boolean refused, String text, int index) {
    if (refused) {
      throw new TorchException(text.replace("%d", Integer.toString(index)));
    }
  }

  /** The vector as a tensor of our own with the shape of the other tensors. */
  static Tensor[] vector(Tensor[] vector, Tensor[] like, boolean createGraph, boolean isTuple) {
    Tensor[] own = prepare(vector, createGraph, false);
    if (own.length != like.length) {
      throw new TorchException(
          isTuple
              ? "v is a tuple of invalid length: should be "
                  + like.length
                  + " but got "
                  + own.length
                  + "."
              : "The given v should contain a single Tensor.");
    }
    for (int i = 0; i < own.length; i++) {
      if (!own[i].size().equals(like[i].size())) {
        throw new TorchException(
            (isTuple ? "Entry " + i + " in " : "")
                + "v has invalid size: should be "
                + like[i].size()
                + " but got "
                + own[i].size()
                + ".");
      }
    }
    return own;
  }

  /** The vector for the inputs, which can be left out where they are one number. */
  static Tensor @Nullable [] inputVector(
      Tensor @Nullable [] vector, Tensor[] inputs, FunctionalOptions o, boolean isTuple) {
    if (vector != null) {
      return vector(vector, inputs, o.createGraph, isTuple);
    }
    if (!isNumber(inputs)) {
      throw new TorchException(
          "The vector v can only be None if the input to the user-provided function is a single"
              + " Tensor with a single element.");
    }
    return null;
  }

  /**
   * The last derivative of a product, with the function's value beside it.
   *
   * @param like what the product is shaped like
   */
  static Functional.Product<Tensor[], Tensor[]> product(
      Tensor[] outputs,
      @Nullable Tensor[] of,
      Tensor[] withRespectTo,
      Tensor @Nullable [] vector,
      Tensor[] like,
      FunctionalOptions o,
      Stage stage) {
    try (ThreadMode mode = Torch.setGradEnabled(o.createGraph || Torch.isGradEnabled())) {
      @Nullable Tensor[] gradients =
          gradients(of, withRespectTo, vector, o.createGraph, o.createGraph);
      Tensor[] product = fill(gradients, like, o, stage);
      return new Functional.Product<>(
          finish(outputs, o.createGraph), finish(product, o.createGraph));
    }
  }

  static boolean isNumber(Tensor[] tensors) {
    return tensors.length == 1 && tensors[0].numel() == 1;
  }
}
