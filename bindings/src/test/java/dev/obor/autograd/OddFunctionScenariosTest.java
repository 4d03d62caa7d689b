package dev.obor.autograd;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Functions that do what few do, or what none may do, as in {@code
 * src/test/python/autograd_odd_functions.py}.
 */
@InScope
class OddFunctionScenariosTest {
  /** Python's has this name, and its results tell it. */
  private static final class Any extends Steps {
    Any(Step first, Step back, Step ahead) {
      super(first, back, ahead);
    }
  }

  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor[] only(Tensor tensor) {
    return new Tensor[] {tensor};
  }

  private static Tensor[] doubled(FunctionCtx ctx, Tensor... inputs) {
    return only(inputs[0].mul(2));
  }

  private static Tensor[] one(FunctionCtx ctx, Tensor... gradients) {
    return only(Torch.ones(2));
  }

  private static Tensor[] both(FunctionCtx ctx, Tensor... gradients) {
    return only(gradients[0].add(gradients[1].mul(2)));
  }

  private static Tensor[] apply(Steps.Step first, Tensor... inputs) {
    return applyWith(first, OddFunctionScenariosTest::one, inputs);
  }

  private static Tensor[] applyWith(Steps.Step first, Steps.Step back, Tensor... inputs) {
    return new Any(first, back, back).apply(inputs);
  }

  private static int outputNr(Tensor tensor) {
    return Graph.getGradientEdge(tensor).outputNr();
  }

  @Test
  void outputsThatAreTheSame() {
    Transcript.check(
        "outputs_that_are_the_same",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor[] same =
              applyWith(
                  (ctx, in) -> {
                    Tensor y = in[0].mul(2);
                    return new Tensor[] {y, y};
                  },
                  OddFunctionScenariosTest::both,
                  x);
          out.tell(same[0] == same[1], same[0], outputNr(same[0]));
          same[0].add(same[1]).sum().backward();
          out.tell(x.grad());
          x.setGrad(null);
          Tensor[] inputs =
              applyWith(
                  (ctx, in) -> new Tensor[] {in[0], in[0]}, OddFunctionScenariosTest::both, x);
          out.tell(
              inputs[0] == inputs[1],
              inputs[0] == x,
              inputs[0],
              outputNr(inputs[0]),
              outputNr(inputs[1]));
          inputs[0].add(inputs[1]).sum().backward();
          out.tell(x.grad());
        });
  }

  @Test
  void outputsThatAreNoFunctionOfInputs() {
    Transcript.check(
        "outputs_that_are_no_function_of_inputs",
        out -> {
          Tensor x = leaf(1, 2);
          out.tell(apply((ctx, in) -> new Tensor[0], x).length);
          out.tell(apply((ctx, in) -> only(Torch.ones(2)))[0]);
          out.tell(apply((ctx, in) -> only(Torch.tensor(new long[] {1, 1})), x)[0]);
          Tensor[] mixed =
              apply((ctx, in) -> new Tensor[] {in[0].mul(2), Torch.tensor(new long[] {1, 1})}, x);
          out.tell(mixed[0].requiresGrad(), mixed[1].requiresGrad());
          Tensor constant = Torch.ones(2);
          Tensor y = apply((ctx, in) -> only(constant), x)[0];
          out.tell(y == constant, y);
        });
  }

  @Test
  void marksOnOtherTensors() {
    Transcript.check(
        "marks_on_other_tensors",
        out -> {
          Tensor x = leaf(1, 2);
          Steps.Step other =
              (ctx, in) -> {
                ctx.markNonDifferentiable(Torch.ones(2));
                return only(in[0].mul(2));
              };
          out.tell(apply(other, x)[0].requiresGrad());
          Steps.Step allOutputs =
              (ctx, in) -> {
                Tensor y = in[0].mul(2);
                ctx.markNonDifferentiable(y);
                return only(y);
              };
          out.tell(apply(allOutputs, x)[0].requiresGrad());
          Steps.Step dirtyStranger =
              (ctx, in) -> {
                ctx.markDirty(Torch.ones(2));
                return only(in[0].mul(2));
              };
          out.error(() -> apply(dirtyStranger, x));
          Steps.Step dirtyOutput =
              (ctx, in) -> {
                Tensor y = in[0].mul(2);
                ctx.markDirty(y);
                return only(y);
              };
          out.tell(apply(dirtyOutput, x)[0].requiresGrad());
        });
  }

  private static @Nullable Tensor gradient(Supplier<Tensor> result) {
    Tensor x = leaf(1, 2);
    applyWith(OddFunctionScenariosTest::doubled, (ctx, in) -> only(result.get()), x)[0]
        .sum()
        .backward();
    return x.grad();
  }

  @Test
  void gradientsThatHardlyFit() {
    Transcript.check(
        "gradients_that_hardly_fit",
        out -> {
          out.tell(gradient(() -> Torch.ones(2).toDouble()));
          out.tell(gradient(() -> Torch.tensor(new long[] {1, 1})));
          out.tell(gradient(() -> Torch.ones(3, 2).mul(2)));
          out.error(() -> gradient(() -> Torch.ones(1)));
          out.error(() -> gradient(() -> Torch.ones(2).to(DType.COMPLEX64)));
          out.tell(gradient(() -> Torch.tensor(1.0).expand(2)));
        });
  }

  private static Tensor tangent(Steps.Step first, Steps.Step ahead) {
    try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
      Tensor x =
          ForwardAd.makeDual(Torch.tensor(new double[] {1, 2}), Torch.tensor(new double[] {1, 1}));
      Tensor[] outputs = new Any(first, OddFunctionScenariosTest::one, ahead).apply(x);
      return Objects.requireNonNull(ForwardAd.unpackDual(outputs[0]).tangent());
    }
  }

  @Test
  void tangentsThatHardlyFit() {
    Transcript.check(
        "tangents_that_hardly_fit",
        out -> {
          Steps.Step doubled = OddFunctionScenariosTest::doubled;
          out.tell(tangent(doubled, doubled));
          out.tell(tangent(doubled, (ctx, in) -> only(Torch.ones(2).toDouble())));
          out.error(() -> tangent(doubled, (ctx, in) -> new Tensor[] {in[0], in[0]}));
          out.error(() -> tangent(doubled, (ctx, in) -> only(Torch.ones(3))));
          Steps.Step same = (ctx, in) -> only(in[0]);
          out.error(() -> tangent(same, (ctx, in) -> only(in[0].mul(1))));
          out.tell(tangent(same, (ctx, in) -> only(in[0].viewAs(in[0]))));
          Steps.Step inPlace =
              (ctx, in) -> {
                ctx.markDirty(in[0].mul_(2));
                return only(in[0]);
              };
          out.error(() -> tangent(inPlace, doubled));
          out.tell(tangent(inPlace, (ctx, in) -> only(in[0].mul_(2))));
          Steps.Step column = (ctx, in) -> only(in[0].view(2, 1));
          out.error(() -> tangent(column, (ctx, in) -> only(in[0].view(2, 1).clone())));
          out.tell(tangent(column, column));
        });
  }

  private static final class Inner extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.saveForBackward(inputs);
      return inputs[0].pow(2);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return only(ctx.savedTensors()[0].mul(2).mul(gradOutputs[0]));
    }
  }

  @Test
  void functionsInFunctions() {
    Transcript.check(
        "functions_in_functions",
        out -> {
          Steps.Step outer =
              (ctx, in) -> {
                Tensor y = new Inner().apply(in);
                ctx.saveForBackward(in);
                out.tell(y.requiresGrad());
                return only(y);
              };
          Steps.Step back =
              (ctx, in) -> {
                try (var mode = Torch.enableGrad()) {
                  Tensor x = ctx.savedTensors()[0].detach().requiresGrad_();
                  return only(in[0].mul(Autograd.grad(new Inner().apply(x).sum(), x).get(0)));
                }
              };
          Tensor x = leaf(1, 2);
          applyWith(outer, back, x)[0].sum().backward();
          out.tell(x.grad());
          Tensor savedTwice = leaf(3, 4);
          Steps.Step twice =
              (ctx, in) -> {
                ctx.saveForBackward(in[0]);
                ctx.saveForBackward(in[0].mul(10));
                return only(in[0].mul(2));
              };
          applyWith(twice, (ctx, in) -> ctx.savedTensors(), savedTwice)[0].sum().backward();
          out.tell(savedTwice.grad());
        });
  }
}
