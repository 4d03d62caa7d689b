package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scalar;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares gradients that are computed forward with finite differences. */
final class ForwardGradcheck {
  private static final Scalar I = Scalar.of(0.0, 1.0);

  private final Tensor[] inputs;
  private final GradcheckOptions options;

  ForwardGradcheck(Tensor[] inputs, GradcheckOptions options) {
    this.inputs = inputs;
    this.options = options;
  }

  /** A complex input is checked as two real ones, of which the other is constant. */
  void run(Function<Tensor[], Tensor[]> function) {
    if (Arrays.stream(inputs).noneMatch(Tensor::isComplex)) {
      compare(function, inputs, "");
      return;
    }
    compare(withPart(function, true), parts(true), " imaginary part of complex inputs only, ");
    compare(withPart(function, false), parts(false), " real part of complex inputs only, ");
  }

  private Tensor[] parts(boolean imaginary) {
    Tensor[] parts = inputs.clone();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isComplex()) {
        Tensor part = imaginary ? Aten.imag(parts[i]) : Aten.real(parts[i]);
        parts[i] = Aten.clone(Aten.detach(part), null).requiresGrad_(inputs[i].requiresGrad());
      }
    }
    return parts;
  }

  private Function<Tensor[], Tensor[]> withPart(
      Function<Tensor[], Tensor[]> function, boolean imaginary) {
    return parts -> {
      Tensor[] whole = parts.clone();
      for (int i = 0; i < whole.length; i++) {
        if (inputs[i].isComplex()) {
          Tensor other = Aten.detach(imaginary ? Aten.real(inputs[i]) : Aten.imag(inputs[i]));
          whole[i] =
              imaginary
                  ? Aten.add_Tensor(other, Aten.mul_Scalar(parts[i], I), 1)
                  : Aten.add_Tensor(parts[i], Aten.mul_Scalar(other, I), 1);
        }
      }
      return function.apply(whole);
    };
  }

  private void compare(Function<Tensor[], Tensor[]> function, Tensor[] real, String part) {
    Tensor[] outputs = function.apply(real.clone());
    List<Tensor[]> numerical = new NumericalJacobian(function, real, options.eps).all();
    int input = 0;
    for (int j = 0; j < real.length; j++) {
      if (!real[j].requiresGrad()) {
        continue;
      }
      Tensor[] analytical = jacobians(function, real, j, outputs.length);
      int output = 0;
      for (int i = 0; i < outputs.length; i++) {
        if (isContinuous(outputs[i])) {
          Tensor found = numerical.get(input)[i];
          if (!Gradcheck.close(analytical[i], found, options.rtol, options.atol)) {
            throw new Gradcheck(inputs, options)
                .mismatch(analytical[i], found, output, input, part, "computed with forward mode ");
          }
          output++;
        }
      }
      if (options.checkUndefinedGrad) {
        checkAbsentTangent(function, real, j);
      }
      input++;
    }
  }

  private static boolean isContinuous(Tensor tensor) {
    DType type = tensor.dtype();
    return type.isFloatingPoint() || type.isComplex();
  }

  private Tensor[] jacobians(
      Function<Tensor[], Tensor[]> function, Tensor[] real, int index, int outputs) {
    List<Tensor[]> rows = new ArrayList<>();
    for (long element = 0; element < real[index].numel(); element++) {
      Tensor tangent = Gradcheck.zeros(new Tensor[] {real[index]})[0];
      Aten.fill__Scalar(Aten.select_int(Aten.view(tangent, new long[] {-1}), 0, element), 1);
      rows.add(tangents(function, real, index, tangent));
    }
    Tensor[] jacobians = new Tensor[outputs];
    for (int i = 0; i < outputs; i++) {
      Tensor[] ofOutput = new Tensor[rows.size()];
      for (int k = 0; k < ofOutput.length; k++) {
        ofOutput[k] = rows.get(k)[i];
      }
      jacobians[i] =
          ofOutput.length == 0
              ? Aten.zeros(new long[] {0}, null, null, null, null)
              : Aten.stack(ofOutput, 0);
    }
    return jacobians;
  }

  /** The flat tangents of all outputs, for one input's tangent; without one, it is not dual. */
  private Tensor[] tangents(
      Function<Tensor[], Tensor[]> function, Tensor[] real, int index, @Nullable Tensor tangent) {
    try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
      Tensor[] duals = real.clone();
      for (int i = 0; i < duals.length; i++) {
        if (!real[i].requiresGrad()) {
          continue;
        }
        duals[i] = Aten.detach(real[i]);
        if (i != index) {
          duals[i] = ForwardAd.makeDual(duals[i], Gradcheck.zeros(new Tensor[] {real[i]})[0]);
        } else if (tangent != null) {
          duals[i] = ForwardAd.makeDual(duals[i], tangent);
        }
      }
      Tensor[] outputs = function.apply(duals);
      Tensor[] tangents = new Tensor[outputs.length];
      for (int i = 0; i < tangents.length; i++) {
        UnpackedDualTensor output = ForwardAd.unpackDual(outputs[i]);
        Tensor derivative = output.tangent();
        if (derivative == null) {
          derivative = Gradcheck.zeros(new Tensor[] {output.primal()})[0];
        } else if (options.checkGradDtypes
            && derivative.isComplex() != output.primal().isComplex()) {
          throw new GradcheckException("Forward AD gradient has dtype mismatch.");
        }
        tangents[i] = Aten.reshape(Aten.clone(Aten.detach(derivative), null), new long[] {-1});
      }
      return tangents;
    }
  }

  private void checkAbsentTangent(Function<Tensor[], Tensor[]> function, Tensor[] real, int index) {
    Tensor[] zero = tangents(function, real, index, Gradcheck.zeros(new Tensor[] {real[index]})[0]);
    Tensor[] absent = tangents(function, real, index, null);
    for (int i = 0; i < zero.length; i++) {
      if (!Gradcheck.close(zero[i], absent[i], 1e-5, 1e-8)) {
        throw new GradcheckException(
            "Mismatch in tangent values for output with index: "
                + i
                + " when input: "
                + index
                + " has an undefined tangent value. Got: "
                + zero[i]
                + " but expected: "
                + absent[i]);
      }
    }
  }
}
