package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Compares gradients in one random direction for each input and output. */
final class FastGradcheck {
  private final Tensor[] inputs;
  private final GradcheckOptions options;
  private final NumericalJacobian numerical;
  private final Generator generator = new Generator();

  FastGradcheck(Tensor[] inputs, GradcheckOptions options, NumericalJacobian numerical) {
    this.inputs = inputs;
    this.options = options;
    this.numerical = numerical;
  }

  private Tensor direction(Tensor like) {
    Tensor vector =
        Aten.rand_generator(new long[] {like.numel()}, generator, DType.FLOAT32, null, null, null);
    Tensor cast = Aten.to_device(vector, like.device(), like.dtype(), false, false, null);
    Tensor unit = Aten.div_Tensor(cast, Aten.norm_Scalar(cast, 2));
    return Aten.reshape(unit, like.size().toArray());
  }

  private static Tensor dot(Tensor a, Tensor b) {
    Tensor flat = Aten.reshape(b, new long[] {-1});
    return Aten.sum(Aten.mul_Tensor(Aten.reshape(a, new long[] {-1}), flat), null);
  }

  /** Compares vᵀJu for directions u of the input and v of the output. */
  void run(Tensor[] all) {
    Tensor[] wanted = Gradcheck.differentiable(inputs);
    List<Tensor> directions = new ArrayList<>();
    List<Tensor[]> differences = new ArrayList<>();
    for (Tensor input : wanted) {
      Tensor direction = direction(input);
      directions.add(direction);
      differences.add(numerical.along(input, direction));
    }
    AnalyticalJacobian analytical = new AnalyticalJacobian(wanted, options);
    int output = 0;
    for (int i = 0; i < all.length; i++) {
      if (!all[i].requiresGrad()) {
        continue;
      }
      Tensor vector = direction(all[i]);
      Tensor[] products = analytical.along(all[i], List.of(vector));
      for (int j = 0; j < wanted.length; j++) {
        Tensor expected = dot(products[j], directions.get(j));
        Tensor found = dot(differences.get(j)[i], vector);
        double atol =
            options.atol
                * Aten.sum(directions.get(j), null).item().doubleValue()
                * Aten.sum(vector, null).item().doubleValue();
        if (!Gradcheck.close(expected, found, options.rtol, atol)) {
          throw mismatch(expected, found, all[i], output, i, j);
        }
      }
      output++;
    }
  }

  private GradcheckException mismatch(
      Tensor expected, Tensor found, Tensor output, int number, int place, int input) {
    GradcheckException fast =
        new Gradcheck(inputs, options).mismatch(expected, found, number, input, "", "");
    Tensor[] wanted = Gradcheck.differentiable(inputs);
    Tensor slowNumerical = numerical.of(wanted[input])[place];
    Tensor slowAnalytical = new AnalyticalJacobian(wanted, options).of(output)[input];
    Tensor difference = Aten.max(Aten.abs(Aten.sub_Tensor(slowNumerical, slowAnalytical, 1)));
    boolean isClose = Gradcheck.close(slowAnalytical, slowNumerical, options.rtol, options.atol);
    return new GradcheckException(
        fast.getMessage()
            + "\nThe above quantities relating the numerical and analytical jacobians are computed"
            + " in fast mode. Below, they are computed in slow mode:\n\nNumerical:\n "
            + slowNumerical
            + "\nAnalytical:\n"
            + slowAnalytical
            + "\n\nThe max per-element difference (slow mode) is: "
            + difference.item()
            + ".\n"
            + (isClose
                ? "Fast gradcheck failed but element-wise differences are small. This means that"
                    + " the test might've passed in slow_mode!"
                : ""));
  }
}
