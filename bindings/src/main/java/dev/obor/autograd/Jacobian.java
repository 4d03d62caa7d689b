package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.MemoryFormat;
import dev.obor.NotImplementedException;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.autograd.Derivation.Dependent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whole Jacobians and Hessians, one row or column after another. */
final class Jacobian {
  private Jacobian() {}

  /** {@code [i][j]} is the Jacobian of output i with respect to input j. */
  static Tensor[][] of(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, FunctionalOptions o) {
    return o.forwardMode ? columns(function, inputs, o) : rows(function, inputs, o);
  }

  static Tensor[][] hessian(
      Function<Tensor[], Tensor> function, Tensor[] inputs, FunctionalOptions o) {
    FunctionalOptions inner = new FunctionalOptions().createGraph(true);
    Function<Tensor[], Tensor[]> number =
        own -> {
          Tensor output = function.apply(own);
          Derivation.check(new Tensor[] {output}, Dependent.OUTPUTS, o.strict);
          if (output.numel() != 1) {
            throw new TorchException(
                "The Tensor returned by the function given to hessian should contain a single"
                    + " element");
          }
          return new Tensor[] {Aten.squeeze(output)};
        };
    return of(
        own -> {
          for (Tensor tensor : own) {
            if (!tensor.requiresGrad()) {
              tensor.requiresGrad_();
            }
          }
          Tensor[] jacobian = of(number, own, inner)[0];
          Derivation.check(jacobian, Dependent.JACOBIAN, o.strict);
          return jacobian;
        },
        inputs,
        o);
  }

  private static Tensor[][] rows(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, FunctionalOptions o) {
    try (ThreadMode mode = Torch.enableGrad()) {
      Tensor[] own = Derivation.prepare(inputs, o.createGraph, true);
      Tensor[] outputs = function.apply(own.clone());
      Derivation.check(outputs, Dependent.OUTPUTS, o.strict);
      if (o.strict && o.vectorize) {
        throw new TorchException(
            "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not"
                + " supported together. Please either set `strict=False` or `vectorize=False`.");
      }
      Tensor[][] jacobians = new Tensor[outputs.length][];
      for (int i = 0; i < outputs.length; i++) {
        jacobians[i] = rowsOf(outputs[i], i, own, o);
      }
      return jacobians;
    }
  }

  private static Tensor[] rowsOf(Tensor output, int index, Tensor[] inputs, FunctionalOptions o) {
    List<List<Tensor>> rows = new ArrayList<>();
    for (int j = 0; j < inputs.length; j++) {
      rows.add(new ArrayList<>());
    }
    long count = output.numel();
    for (long element = 0; element < count; element++) {
      Tensor number = Aten.select_int(Aten.reshape(output, new long[] {-1}), 0, element);
      @Nullable Tensor[] gradients =
          Derivation.gradients(new Tensor[] {number}, inputs, null, o.createGraph, true);
      for (int j = 0; j < inputs.length; j++) {
        rows.get(j).add(row(gradients[j], index, j, inputs[j], o));
      }
    }
    Tensor[] jacobians = new Tensor[inputs.length];
    for (int j = 0; j < inputs.length; j++) {
      long[] shape = joined(output, inputs[j]);
      jacobians[j] =
          count == 0
              ? Aten.new_zeros(inputs[j], shape, null, null, null, null)
              : Aten.view(Aten.stack(rows.get(j).toArray(new Tensor[0]), 0), shape);
    }
    return Derivation.finish(jacobians, o.createGraph);
  }

  private static Tensor row(
      @Nullable Tensor gradient, int output, int input, Tensor like, FunctionalOptions o) {
    if (gradient == null) {
      if (o.strict) {
        throw new TorchException(
            "Output "
                + output
                + " of the user-provided function is independent of input "
                + input
                + ". This is not allowed in strict mode.");
      }
      return Aten.zeros_like(like, null, null, null, null, null);
    }
    if (o.strict && o.createGraph && !gradient.requiresGrad()) {
      throw new TorchException(
          "The jacobian of the user-provided function is independent of input "
              + output
              + ". This is not allowed in strict mode when create_graph=True.");
    }
    return gradient;
  }

  static long[] joined(Tensor output, Tensor input) {
    long[] first = output.size().toArray();
    long[] second = input.size().toArray();
    long[] shape = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, shape, first.length, second.length);
    return shape;
  }

  private static Tensor[][] columns(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, FunctionalOptions o) {
    if (o.createGraph) {
      throw new NotImplementedException(
          "torch.autograd.functional.jacobian: `create_graph=True` and `strategy=\"forward-mode\"`"
              + " are not supported together (yet). Please either set `create_graph=False` or"
              + " `strategy=\"reverse-mode\"`.");
    }
    if (o.strict) {
      throw new TorchException(
          "torch.autograd.functional.jacobian: `strict=True` and `strategy=\"forward-mode\"` are"
              + " not supported together (yet). Please either set `strict=False` or"
              + " `strategy=\"reverse-mode\"`.");
    }
    List<List<Tensor[]>> columns = new ArrayList<>(); // by input, then by element
    for (int j = 0; j < inputs.length; j++) {
      List<Tensor[]> ofInput = new ArrayList<>();
      for (long element = 0; element < inputs[j].numel(); element++) {
        ofInput.add(column(function, inputs, j, element));
      }
      columns.add(ofInput);
    }
    Tensor[] outputs = function.apply(Derivation.prepare(inputs, false, false));
    Tensor[][] jacobians = new Tensor[outputs.length][inputs.length];
    for (int i = 0; i < outputs.length; i++) {
      for (int j = 0; j < inputs.length; j++) {
        jacobians[i][j] = joinColumns(columns.get(j), i, outputs[i], inputs[j]);
      }
    }
    return jacobians;
  }

  private static Tensor joinColumns(List<Tensor[]> columns, int i, Tensor output, Tensor input) {
    long[] shape = joined(output, input);
    if (columns.isEmpty()) {
      return Aten.new_zeros(output, shape, null, null, null, null);
    }
    Tensor[] parts = new Tensor[columns.size()];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = Aten.detach(columns.get(k)[i]);
    }
    return Aten.reshape(Aten.stack(parts, output.dim()), shape);
  }

  /** The derivatives of all outputs with respect to one element of one input. */
  private static Tensor[] column(
      Function<Tensor[], Tensor[]> function, Tensor[] inputs, int index, long element) {
    try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
      Tensor[] duals = Derivation.prepare(inputs, false, false);
      Tensor tangent =
          Aten.zeros_like(inputs[index], null, null, null, null, MemoryFormat.CONTIGUOUS);
      Aten.fill__Scalar(Aten.select_int(Aten.view(tangent, new long[] {-1}), 0, element), 1);
      duals[index] = ForwardAd.makeDual(duals[index], tangent);
      Tensor[] outputs = function.apply(duals);
      Tensor[] column = new Tensor[outputs.length];
      for (int i = 0; i < column.length; i++) {
        UnpackedDualTensor output = ForwardAd.unpackDual(outputs[i]);
        Tensor derivative = output.tangent();
        column[i] =
            derivative != null
                ? derivative
                : Aten.zeros_like(output.primal(), null, null, null, null, null);
      }
      return column;
    }
  }
}
