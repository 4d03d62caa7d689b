package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Compares the gradients that a function computes with finite differences.
 *
 * <p>A complex output is checked as two real ones. For a complex input z = x + iy and a real output
 * s, the gradient wanted is ds/dx + i ds/dy.
 */
final class Gradcheck {
  private final Tensor[] inputs;
  private final GradcheckOptions options;

  Gradcheck(Tensor[] inputs, GradcheckOptions options) {
    this.inputs = inputs.clone();
    this.options = options;
  }

  static boolean check(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, GradcheckOptions options) {
    if (!options.checkForwardAd && !options.checkBackwardAd) {
      throw new ValueException(
          "Expected at least one of check_forward_ad or check_backward_ad to be True");
    }
    try {
      new Gradcheck(inputs, options).run(function);
      return true;
    } catch (GradcheckException e) {
      if (options.raiseException) {
        throw e;
      }
      return false;
    }
  }

  static boolean checkTwice(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, GradcheckOptions options) {
    Tensor[] outputs = differentiable(function.apply(inputs.clone()));
    Tensor[] gradients =
        options.gradOutputs != null
            ? options.gradOutputs.toArray(new Tensor[0])
            : randomGradients(outputs, options.genNonContigGradOutputs);
    Tensor[] all = Arrays.copyOf(inputs, inputs.length + gradients.length);
    System.arraycopy(gradients, 0, all, inputs.length, gradients.length);
    boolean[] wanted = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      wanted[i] = all[i].requiresGrad();
    }
    return check(
        arguments -> firstDerivative(function, arguments, wanted, inputs.length), all, options);
  }

  /**
   * The gradients of a function as a function of its inputs and of the gradients of its outputs.
   */
  private static Tensor[] firstDerivative(
      Function<Tensor[], Tensor[]> function, Tensor[] arguments, boolean[] wanted, int count) {
    List<Tensor> sources = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (wanted[i] && !arguments[i].requiresGrad()) {
        arguments[i].requiresGrad_();
      }
      if (wanted[i] && i < count) {
        sources.add(arguments[i]);
      }
    }
    Tensor[] outputs = differentiable(function.apply(Arrays.copyOf(arguments, count)));
    Tensor[] gradients = Arrays.copyOfRange(arguments, count, arguments.length);
    return Autograd.grad(
            List.of(outputs),
            sources,
            o -> o.gradOutputs(gradients).createGraph(true).allowUnused(true))
        .stream()
        .filter(gradient -> gradient != null)
        .toArray(Tensor[]::new);
  }

  private static Tensor[] randomGradients(Tensor[] outputs, boolean apart) {
    Generator generator = new Generator();
    Tensor[] gradients = new Tensor[outputs.length];
    for (int i = 0; i < gradients.length; i++) {
      long[] shape = outputs[i].size().toArray();
      long[] wide = Arrays.copyOf(shape, shape.length + 1);
      wide[shape.length] = 2;
      Tensor pairs =
          Aten.sub_Scalar(
              Aten.mul_Scalar(
                  Aten.rand_generator(wide, generator, DType.FLOAT64, null, null, null), 2),
              1,
              1);
      Tensor values =
          outputs[i].isComplex() ? Aten.view_as_complex(pairs) : Aten.select_int(pairs, -1, 0);
      Tensor cast =
          Aten.to_device(values, outputs[i].device(), outputs[i].dtype(), false, false, null);
      gradients[i] = Aten.detach(apart ? cast : cast.contiguous()).requiresGrad_();
    }
    return gradients;
  }

  private void run(Function<Tensor[], Tensor[]> function) {
    checkInputs();
    Tensor[] all = function.apply(inputs.clone());
    checkOutputs(all);
    if (options.checkBackwardAd) {
      if (Arrays.stream(all).anyMatch(Tensor::isComplex)) {
        backward(part(function, true), " imaginary part of complex outputs only, ");
        backward(part(function, false), " real part of complex outputs only, ");
      } else {
        backward(function, "");
      }
    }
    if (options.checkForwardAd) {
      new ForwardGradcheck(inputs, options).run(function);
    }
    if (options.checkBackwardAd) {
      checkProportional(differentiable(all));
      if (options.checkUndefinedGrad) {
        checkAbsentGradients(function);
      }
    }
  }

  private void checkInputs() {
    boolean any = false;
    for (int i = 0; i < inputs.length; i++) {
      Tensor input = inputs[i];
      if (!input.requiresGrad()) {
        continue;
      }
      any = true;
      if (!input.layout().equals(Layout.STRIDED)) {
        throw new ValueException(
            "gradcheck takes strided inputs only, but input " + i + " is " + input.layout());
      }
      long[] sizes = input.size().toArray();
      long[] strides = input.stride();
      for (int d = 0; d < sizes.length; d++) {
        if (strides[d] <= 0 && sizes[d] > 1) {
          throw new TorchException(
              "The "
                  + i
                  + "th input has a dimension with stride 0. gradcheck only supports inputs that"
                  + " are non-overlapping to be able to compute the numerical gradients correctly."
                  + " You should call .contiguous on the input before passing it to gradcheck.");
        }
      }
    }
    if (!any) {
      throw new ValueException(
          "gradcheck expects at least one input tensor to require gradient, but none of the them"
              + " have requires_grad=True.");
    }
  }

  private static void checkOutputs(Tensor[] outputs) {
    for (Tensor output : outputs) {
      if (!output.layout().equals(Layout.STRIDED)) {
        throw new ValueException(
            "Sparse output is not supported at gradcheck yet. Please call"
                + " to_dense(masked_grad=...) on the output of fn for gradcheck.");
      }
    }
  }

  static Tensor[] differentiable(Tensor[] outputs) {
    return Arrays.stream(outputs).filter(Tensor::requiresGrad).toArray(Tensor[]::new);
  }

  Tensor[] wanted() {
    return differentiable(inputs);
  }

  private static Function<Tensor[], Tensor[]> part(
      Function<Tensor[], Tensor[]> function, boolean imaginary) {
    return arguments -> {
      Tensor[] outputs = function.apply(arguments).clone();
      for (int i = 0; i < outputs.length; i++) {
        if (outputs[i].isComplex()) {
          outputs[i] = imaginary ? Aten.imag(outputs[i]) : Aten.real(outputs[i]);
        }
      }
      return outputs;
    };
  }

  // ---- backward

  private void backward(Function<Tensor[], Tensor[]> function, String part) {
    Tensor[] all = function.apply(inputs.clone());
    Tensor[] outputs = differentiable(all);
    NumericalJacobian numerical = new NumericalJacobian(function, inputs, options.eps);
    boolean isComplex = Arrays.stream(inputs).anyMatch(Tensor::isComplex);
    if (outputs.length == 0) {
      numerical.checkZero();
    } else if (options.fastMode && !isComplex && part.isEmpty()) {
      new FastGradcheck(inputs, options, numerical).run(all);
    } else {
      compare(all, outputs, numerical.all(), part);
    }
  }

  private void compare(Tensor[] all, Tensor[] outputs, List<Tensor[]> numerical, String part) {
    AnalyticalJacobian analytical = new AnalyticalJacobian(wanted(), options);
    int output = 0;
    for (int i = 0; i < all.length; i++) {
      if (!all[i].requiresGrad()) {
        continue;
      }
      Tensor[] expected = analytical.of(outputs[output]);
      for (int j = 0; j < expected.length; j++) {
        Tensor found = numerical.get(j)[i];
        if (!close(expected[j], found, options.rtol, options.atol)) {
          throw mismatch(expected[j], found, output, j, part, "");
        }
      }
      output++;
    }
  }

  static boolean close(Tensor analytical, Tensor numerical, double rtol, double atol) {
    DType type = Aten.promote_types(analytical.dtype(), numerical.dtype());
    return Aten.allclose(analytical.to(type), numerical.to(type), rtol, atol, false);
  }

  GradcheckException mismatch(
      Tensor analytical, Tensor numerical, int output, int input, String part, String mode) {
    StringBuilder text = new StringBuilder();
    if (!part.isEmpty()) {
      text.append("While considering the").append(part);
    }
    text.append("Jacobian ")
        .append(mode)
        .append("mismatch for output ")
        .append(output)
        .append(" with respect to input ")
        .append(input)
        .append(",\nnumerical:")
        .append(numerical)
        .append("\nanalytical:")
        .append(analytical)
        .append("\n");
    for (int i = 0; i < inputs.length; i++) {
      DType type = inputs[i].dtype();
      if (inputs[i].requiresGrad() && type != DType.FLOAT64 && type != DType.COMPLEX128) {
        text.append("Input #")
            .append(i)
            .append(
                " requires gradient and is not a double precision floating point or complex. This"
                    + " check will likely fail if all the inputs are not of double precision"
                    + " floating point or complex.\n");
      }
    }
    return new GradcheckException(text.toString());
  }

  /** Gradients of zero must give gradients of zero. */
  private void checkProportional(Tensor[] outputs) {
    Tensor[] wanted = wanted();
    if (outputs.length == 0) {
      return;
    }
    List<Tensor> gradients =
        Autograd.grad(
            List.of(outputs),
            List.of(wanted),
            o -> o.gradOutputs(zeros(outputs)).allowUnused(true));
    for (int i = 0; i < wanted.length; i++) {
      Tensor gradient = gradients.get(i);
      if (gradient == null) {
        continue;
      }
      if (isNonzero(gradient)) {
        throw new GradcheckException("backward not multiplied by grad_output");
      }
      if (gradient.dtype() != wanted[i].dtype()) {
        throw new GradcheckException("grad is incorrect type");
      }
      if (!gradient.device().equals(wanted[i].device())) {
        throw new GradcheckException("grad is incorrect device");
      }
      if (!gradient.size().equals(wanted[i].size())) {
        throw new GradcheckException("grad is incorrect size");
      }
    }
  }

  static Tensor[] zeros(Tensor[] like) {
    return Arrays.stream(like)
        .map(t -> Aten.zeros_like(t, null, null, null, null, dev.obor.MemoryFormat.CONTIGUOUS))
        .toArray(Tensor[]::new);
  }

  static boolean isNonzero(Tensor tensor) {
    return Aten.any(Aten.ne_Scalar(tensor, 0)).item().booleanValue();
  }

  /** Absent gradients, of all outputs or of one, must count as zeros. */
  private void checkAbsentGradients(Function<Tensor[], Tensor[]> function) {
    int count = differentiable(function.apply(inputs.clone())).length;
    if (count == 0) {
      return;
    }
    for (int absent = count > 1 ? 0 : count; absent <= count; absent++) {
      Tensor[] outputs = differentiable(function.apply(inputs.clone()));
      for (int i = 0; i < count; i++) {
        if (absent == count || i == absent) {
          outputs[i] = AutogradEngine.undefinedGrad(outputs[i]);
        }
      }
      checkAbsentGradients(outputs);
    }
  }

  private void checkAbsentGradients(Tensor[] outputs) {
    List<Tensor> gradients;
    try {
      gradients =
          Autograd.grad(
              List.of(outputs),
              List.of(wanted()),
              o -> o.gradOutputs(zeros(outputs)).allowUnused(true));
    } catch (RuntimeException e) {
      GradcheckException failure =
          new GradcheckException(
              "Expected backward function to handle undefined output grads. Please look at \"Notes"
                  + " about undefined output gradients\" in \"tools/autograd/derivatives.yaml\"");
      failure.initCause(e);
      throw failure;
    }
    for (Tensor gradient : gradients) {
      if (gradient != null && isNonzero(gradient)) {
        throw new GradcheckException(
            "Expected all input grads to be undefined or zero when all output grads are undefined"
                + " or zero. Please look at \"Notes about undefined output gradients\" in"
                + " \"tools/autograd/derivatives.yaml\"");
      }
    }
  }
}
