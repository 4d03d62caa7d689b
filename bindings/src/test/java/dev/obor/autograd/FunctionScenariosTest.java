package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Custom functions, as in {@code src/test/python/autograd_functions.py}. */
@InScope
class FunctionScenariosTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values, o -> o.requiresGrad(true));
  }

  private static Tensor ones(long... shape) {
    return Torch.ones(shape);
  }

  private static @Nullable String name(Tensor tensor) {
    Node node = tensor.gradFn();
    return node == null ? null : node.name();
  }

  private static final class Exp extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      Tensor result = inputs[0].exp();
      ctx.saveForBackward(result);
      return result;
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(ctx.savedTensors()[0])};
    }
  }

  @Test
  void exponential() {
    Transcript.check(
        "exponential",
        out -> {
          Tensor x = leaf(0, 1);
          Tensor y = new Exp().apply(x);
          out.tell(y, name(y), y.isLeaf());
          y.sum().backward();
          out.tell(x.grad());
          out.tell(new Exp().apply(x.detach()));
          try (ThreadMode mode = Torch.noGrad()) {
            out.tell(new Exp().apply(x));
          }
          out.error(() -> y.sum().backward());
          Tensor third = new Exp().apply(x);
          for (int i = 0; i < 3; i++) {
            third = Autograd.grad(third.sum(), x, o -> o.createGraph(true)).get(0);
            out.tell(third);
          }
        });
  }

  private static final class Linear extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, @Nullable Tensor... inputs) {
      ctx.saveForBackward(inputs);
      Tensor y = inputs[0].matmul(inputs[1].t());
      return inputs[2] == null ? y : y.add(inputs[2]);
    }

    @Override
    protected @Nullable Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      Tensor g = gradOutputs[0];
      @Nullable Tensor[] saved = ctx.savedTensors();
      boolean[] needs = ctx.needsInputGrad();
      return new Tensor[] {
        needs[0] ? g.matmul(saved[1]) : null,
        needs[1] ? g.t().matmul(saved[0]) : null,
        saved[2] != null && needs[2] ? g.sum(0) : null
      };
    }
  }

  @Test
  void linearLayers() {
    Transcript.check(
        "linear_layers",
        out -> {
          Tensor x = Torch.tensor(new double[][] {{1, 2}});
          Tensor weight =
              Torch.tensor(new double[][] {{1, -1}, {0.5, 2}}, o -> o.requiresGrad(true));
          Tensor bias = leaf(0.1, 0.2);
          Tensor y = new Linear().apply(x, weight, bias);
          out.tell(y);
          y.sum().backward();
          out.tell(weight.grad(), bias.grad(), x.grad());
          Tensor z = new Linear().apply(x, weight, null);
          out.tell(z);
          weight.setGrad(null);
          z.sum().backward();
          out.tell(weight.grad());
        });
  }

  private static final class Scale extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.put("factor", 3);
      return inputs[0].mul(3);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(ctx.get("factor", Integer.class))};
    }
  }

  @Test
  void attributes() {
    Transcript.check(
        "attributes",
        out -> {
          Tensor x = leaf(1);
          new Scale().apply(x).sum().backward();
          out.tell(x.grad());
        });
  }

  private static final class Cube extends Function<Tensor[]> {
    @Override
    protected Tensor[] forward(Tensor... inputs) {
      return new Tensor[] {inputs[0].pow(3), inputs[0].pow(2).mul(3)};
    }

    @Override
    protected void setupContext(FunctionCtx ctx, Tensor[] inputs, Tensor[] output) {
      ctx.saveForBackward(inputs[0], output[1]);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      Tensor[] saved = ctx.savedTensors();
      return new Tensor[] {gradOutputs[0].mul(saved[1]).add(gradOutputs[1].mul(6).mul(saved[0]))};
    }
  }

  @Test
  void separateContexts() {
    Transcript.check(
        "separate_contexts",
        out -> {
          Tensor x = leaf(2);
          Tensor[] first = new Cube().apply(x);
          out.tell(first[0], first[1]);
          Tensor y = first[0];
          out.tell(Autograd.grad(y, x, o -> o.createGraph(true)));
          out.tell(Autograd.grad(Autograd.grad(y, x, o -> o.createGraph(true)).get(0), x));
          Tensor[] second = new Cube().apply(x);
          second[0].add(second[1]).backward();
          out.tell(x.grad());
        });
  }

  private static final class NoBackward extends Function<Tensor> {
    @Override
    protected Tensor forward(Tensor... inputs) {
      return inputs[0].mul(2);
    }

    @Override
    protected void setupContext(FunctionCtx ctx, Tensor[] inputs, Tensor output) {}
  }

  private static final class Nothing extends Function<Tensor> {}

  @Test
  void methodsThatAreMissing() {
    Transcript.check(
        "methods_that_are_missing",
        out -> {
          Tensor x = leaf(1);
          Tensor y = new NoBackward().apply(x);
          out.error(() -> y.sum().backward());
          out.error(() -> new Nothing().apply(x));
        });
  }

  private static final class Split extends Function<List<Tensor>> {
    private final boolean isMaterialized;
    private final List<String> seen = new ArrayList<>();

    Split(boolean isMaterialized) {
      this.isMaterialized = isMaterialized;
    }

    @Override
    protected List<Tensor> forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.setMaterializeGrads(isMaterialized);
      Tensor sign = inputs[0].sign();
      ctx.markNonDifferentiable(sign);
      return List.of(inputs[0].mul(2), sign, inputs[0].argmax());
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      for (Object gradient : gradOutputs) {
        seen.add(gradient == null ? "None" : gradient.toString());
      }
      return new Tensor[] {gradOutputs[0].mul(2)};
    }
  }

  @Test
  void outputsWithoutGradients() {
    Transcript.check(
        "outputs_without_gradients",
        out -> {
          Tensor x = leaf(1, -2);
          Split function = new Split(true);
          List<Tensor> outputs = function.apply(x);
          out.tell(outputs.toArray());
          out.tell(outputs.stream().map(Tensor::requiresGrad).toArray());
          outputs.get(0).sum().backward();
          out.tell(function.seen);
          out.tell(x.grad());
          Split absent = new Split(false);
          absent.apply(x).get(0).sum().backward();
          out.tell(absent.seen);
        });
  }

  private static final class Double_ extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      inputs[0].mul_(2);
      ctx.markDirty(inputs[0]);
      return inputs[0];
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(2)};
    }
  }

  private static final class Undeclared extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      inputs[0].mul_(2);
      ctx.markDirty(inputs[0]);
      return inputs[1].mul(2);
    }
  }

  @Test
  void changesInPlace() {
    Transcript.check(
        "changes_in_place",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor h = x.mul(1);
          Tensor result = new Double_().apply(h);
          out.tell(result == h, h, AutogradEngine.version(h));
          h.sum().backward();
          out.tell(x.grad());
          out.error(() -> new Double_().apply(x));
          out.error(() -> new Undeclared().apply(x.mul(1), x));
          Tensor base = x.mul(1);
          new Double_().apply(base.narrow(0, 0, 1));
          out.tell(base);
        });
  }

  private static final class Identity extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0];
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].neg()};
    }
  }

  @Test
  void inputsThatAreReturned() {
    Transcript.check(
        "inputs_that_are_returned",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor y = new Identity().apply(x);
          out.tell(y == x, name(y), y.detach().equal(x));
          y.sum().backward();
          out.tell(x.grad());
        });
  }

  private static final class Wrong extends Function<Tensor> {
    private final @Nullable Tensor[] results;

    Wrong(@Nullable Tensor... results) {
      this.results = results;
    }

    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(1);
    }

    @Override
    protected @Nullable Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return results;
    }
  }

  @Test
  void wrongGradients() {
    Transcript.check(
        "wrong_gradients",
        out -> {
          Tensor x = leaf(1, 2);
          Tensor y = leaf(3, 4);
          Tensor one = ones(2);
          out.error(() -> new Wrong(one).apply(x, y).sum().backward());
          out.error(() -> new Wrong(ones(3), one).apply(x, y).sum().backward());
          new Wrong(one, null, null).apply(x, y).sum().backward();
          out.tell(x.grad(), y.grad());
          new Wrong(one, null).apply(x, null).sum().backward();
          out.error(() -> new Wrong(one, one).apply(x, null).sum().backward());
        });
  }

  private static final class Once extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.saveForBackward(inputs);
      return inputs[0].pow(2);
    }

    @Override
    @OnceDifferentiable
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(2).mul(ctx.savedTensors()[0])};
    }
  }

  @Test
  void functionsDifferentiableOnce() {
    Transcript.check(
        "functions_differentiable_once",
        out -> {
          Tensor x = leaf(3);
          new Once().apply(x).backward();
          out.tell(x.grad());
          Tensor plain = Autograd.grad(new Once().apply(x), x, o -> o.createGraph(true)).get(0);
          out.tell(plain, plain.requiresGrad());
          Tensor vector = ones(1).requiresGrad_();
          Tensor first =
              Autograd.grad(new Once().apply(x), x, o -> o.gradOutputs(vector).createGraph(true))
                  .get(0);
          out.tell(first.requiresGrad());
          out.error(first::backward);
        });
  }

  private static final class Peek extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.saveForBackward(inputs);
      return inputs[0].mul(1);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].mul(ctx.savedTensors()[0])};
    }
  }

  @Test
  void savedTensorsThatChange() {
    Transcript.check(
        "saved_tensors_that_change",
        out -> {
          Tensor h = leaf(1, 2).mul(1);
          Tensor y = new Peek().apply(h);
          h.add_(ones(2));
          out.error(() -> y.sum().backward());
        });
  }

  private static final class Square extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.saveForForward(inputs);
      ctx.saveForBackward(inputs);
      return inputs[0].pow(2);
    }

    @Override
    protected Tensor jvp(FunctionCtx ctx, Tensor... gradInputs) {
      return ctx.savedTensors()[0].mul(2).mul(gradInputs[0]);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {ctx.savedTensors()[0].mul(2).mul(gradOutputs[0])};
    }
  }

  @Test
  void forwardGradientsOfFunctions() {
    Transcript.check(
        "forward_gradients_of_functions",
        out -> {
          Tensor x = leaf(1, 3);
          try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
            Tensor tangent = Torch.tensor(new double[] {1, 10});
            Tensor y = new Square().apply(ForwardAd.makeDual(x, tangent));
            out.tell(y);
            UnpackedDualTensor parts = ForwardAd.unpackDual(y);
            out.tell(parts.primal(), parts.tangent());
            out.error(() -> new Exp().apply(ForwardAd.makeDual(x, ones(2))));
          }
          Tensor wide = x.detach().to(DType.FLOAT64).requiresGrad_();
          out.tell(
              Autograd.gradcheck(
                  input -> new Square().apply(input), wide, o -> o.checkForwardAd(true)));
          out.tell(Autograd.gradgradcheck(input -> new Square().apply(input), wide));
        });
  }
}
