package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Derivatives of functions, as in {@code src/test/python/autograd_derivatives.py}. */
@InScope
class DerivativeScenariosTest {
  private static Tensor rowSums(Tensor x) {
    return x.exp().sum(1);
  }

  private static Tensor[] pair(Tensor[] in) {
    return new Tensor[] {in[0].exp().sum(1).mul(in[1]), in[1].pow(2).sum()};
  }

  private static Tensor cubes(Tensor x) {
    return x.pow(3).sum();
  }

  private static Tensor mixed(Tensor[] in) {
    return in[0].pow(2).mul(2).add(in[0].mul(3).mul(in[1].pow(2))).sum();
  }

  private static Tensor constant(Tensor x) {
    return x.detach().mul(2);
  }

  private static Tensor tensor(double... values) {
    return Torch.tensor(values);
  }

  private static Tensor x() {
    return Torch.tensor(new double[][] {{0.5, 1, -1}, {2, 0, 0.25}});
  }

  private static Tensor y() {
    return tensor(3, -2);
  }

  private static Tensor wide(double... values) {
    return Torch.tensor(values, o -> o.dtype(DType.FLOAT64).requiresGrad(true));
  }

  private static Object[] plusZero(Tensor[][] tensors) {
    return Arrays.stream(tensors)
        .map(row -> Arrays.stream(row).map(t -> t.add(0)).toArray())
        .toArray();
  }

  private static void tell(Transcript out, Functional.Product<?, ?> product) {
    out.tell(product.output(), product.product());
  }

  private static void nest(Transcript out, Functional.Product<?, ?> product) {
    out.tell(List.of(product.output(), product.product()));
  }

  @Test
  void jacobians() {
    Transcript.check(
        "jacobians",
        out -> {
          out.tell(Functional.jacobian(DerivativeScenariosTest::rowSums, x()));
          out.tell(
              Functional.jacobian(DerivativeScenariosTest::rowSums, x(), o -> o.createGraph(true))
                  .requiresGrad());
          Tensor x = x().requiresGrad_();
          Tensor j =
              Functional.jacobian(DerivativeScenariosTest::rowSums, x, o -> o.createGraph(true));
          out.tell(j.requiresGrad());
          j.sum().backward();
          out.tell(x.grad());
          Tensor[] both = {x(), y()};
          out.tell((Object) Functional.jacobian(DerivativeScenariosTest::pair, both));
          out.tell(
              Functional.jacobian(
                      DerivativeScenariosTest::rowSums,
                      x(),
                      o -> o.vectorize(true).strategy("forward-mode"))
                  .add(0));
          out.tell(
              (Object)
                  plusZero(
                      Functional.jacobian(
                          DerivativeScenariosTest::pair,
                          both,
                          o -> o.vectorize(true).strategy("forward-mode"))));
          out.tell(Functional.jacobian(DerivativeScenariosTest::constant, y()));
          out.error(
              () ->
                  Functional.jacobian(DerivativeScenariosTest::constant, y(), o -> o.strict(true)));
          out.error(
              () ->
                  Functional.jacobian(
                      in -> new Tensor[] {in[0].mul(2), in[0].mul(in[1])},
                      new Tensor[] {y(), y()},
                      o -> o.strict(true)));
          out.error(
              () -> Functional.jacobian(t -> t.mul(2), y(), o -> o.strict(true).createGraph(true)));
          out.error(
              () -> Functional.jacobian(t -> t.mul(2), y(), o -> o.strict(true).vectorize(true)));
          out.error(
              () ->
                  Functional.jacobian(
                      t -> t, y(), o -> o.createGraph(true).strategy("forward-mode")));
        });
  }

  @Test
  void hessians() {
    Transcript.check(
        "hessians",
        out -> {
          out.tell(Functional.hessian(DerivativeScenariosTest::cubes, y()));
          out.tell(
              (Object)
                  Functional.hessian(
                      DerivativeScenariosTest::mixed, new Tensor[] {y(), y().add(1)}));
          out.tell(
              Functional.hessian(
                      DerivativeScenariosTest::cubes,
                      y(),
                      o -> o.vectorize(true).outerJacobianStrategy("forward-mode"))
                  .add(0));
          out.error(() -> Functional.hessian(t -> t.pow(3), y()));
          out.error(() -> Functional.hessian(t -> t.mul(2).sum(), y(), o -> o.strict(true)));
          Tensor x = y().requiresGrad_();
          Functional.hessian(DerivativeScenariosTest::cubes, x, o -> o.createGraph(true))
              .sum()
              .backward();
          out.tell(x.grad());
        });
  }

  @Test
  void productsWithJacobians() {
    Transcript.check(
        "products_with_jacobians",
        out -> {
          Tensor v = tensor(1, 0.5);
          Tensor ones = Torch.ones(2, 3);
          Tensor[] both = {x(), y()};
          tell(out, Functional.vjp(DerivativeScenariosTest::rowSums, x(), v));
          nest(
              out,
              Functional.vjp(
                  DerivativeScenariosTest::pair, both, new Tensor[] {v, Torch.tensor(2.0)}));
          tell(out, Functional.vjp(t -> t.pow(2).sum(), y(), null));
          tell(out, Functional.jvp(DerivativeScenariosTest::rowSums, x(), ones));
          nest(out, Functional.jvp(DerivativeScenariosTest::pair, both, new Tensor[] {ones, v}));
          tell(out, Functional.jvp(t -> t.pow(2), tensor(3), null));
          tell(out, Functional.vjp(DerivativeScenariosTest::constant, y(), v));
          Tensor x = x().requiresGrad_();
          out.tell(
              Functional.jvp(DerivativeScenariosTest::rowSums, x, ones, o -> o.createGraph(true))
                  .product()
                  .requiresGrad());
          out.error(() -> Functional.vjp(DerivativeScenariosTest::rowSums, x(), null));
          out.error(() -> Functional.vjp(DerivativeScenariosTest::rowSums, x(), Torch.ones(3)));
          out.error(() -> Functional.vjp(DerivativeScenariosTest::pair, both, new Tensor[] {v}));
          out.error(
              () ->
                  Functional.vjp(
                      DerivativeScenariosTest::pair, both, new Tensor[] {Torch.ones(3), v}));
          out.error(() -> Functional.jvp(DerivativeScenariosTest::rowSums, x(), null));
          out.error(
              () -> Functional.vjp(DerivativeScenariosTest::constant, y(), v, o -> o.strict(true)));
          out.error(
              () -> Functional.jvp(DerivativeScenariosTest::constant, y(), v, o -> o.strict(true)));
          out.error(
              () ->
                  Functional.jvp(
                      in -> new Tensor[] {in[0].mul(2)},
                      new Tensor[] {y(), y()},
                      new Tensor[] {v, v},
                      o -> o.strict(true)));
        });
  }

  @Test
  void productsWithHessians() {
    Transcript.check(
        "products_with_hessians",
        out -> {
          Tensor v = tensor(1, 0.5);
          Tensor[] both = {y(), y().add(1)};
          Tensor[] vectors = {v, v};
          tell(out, Functional.vhp(DerivativeScenariosTest::cubes, y(), v));
          tell(out, Functional.hvp(DerivativeScenariosTest::cubes, y(), v));
          nest(out, Functional.vhp(DerivativeScenariosTest::mixed, both, vectors));
          nest(out, Functional.hvp(DerivativeScenariosTest::mixed, both, vectors));
          tell(out, Functional.vhp(t -> t.pow(3), tensor(2), null));
          out.error(() -> Functional.vhp(t -> t.pow(3), y(), v));
          out.error(() -> Functional.hvp(t -> t.pow(3), y(), v));
          out.error(() -> Functional.vhp(DerivativeScenariosTest::cubes, y(), null));
          UnaryOperator<Tensor> linear = t -> t.mul(2).sum();
          out.error(() -> Functional.vhp(linear, y(), v, o -> o.strict(true)));
          out.error(() -> Functional.hvp(linear, y(), v, o -> o.strict(true)));
        });
  }

  @Test
  @LeftToCollector
  void transforms() {
    Transcript.check(
        "transforms",
        out -> {
          Tensor x = Torch.tensor(0.5);
          UnaryOperator<Tensor> first = Func.grad(Tensor::sin);
          UnaryOperator<Tensor> second = Func.grad(first);
          out.tell(first.apply(x));
          out.tell(second.apply(x));
          out.tell(Func.grad(second).apply(x));
          Func.GradAndValue both = Func.gradAndValue(Tensor::sin).apply(x);
          out.tell(both.grad(), both.value());
          out.tell(
              (Object[])
                  Func.grad(in -> in[0].mul(in[1]).sum(), 1, 0)
                      .apply(new Tensor[] {y(), y().mul(2)}));
          Func.Vjp vjp = Func.vjp(DerivativeScenariosTest::rowSums, x());
          out.tell(vjp.output());
          out.tell(vjp.vjpFn().apply(tensor(1, 0)), vjp.vjpFn().apply(tensor(0, 1)));
          tell(out, Func.jvp(DerivativeScenariosTest::rowSums, x(), Torch.ones(2, 3)));
          out.tell(Func.jacrev(DerivativeScenariosTest::rowSums).apply(x()));
          out.tell(Func.jacfwd(DerivativeScenariosTest::rowSums).apply(x()));
          out.tell(Func.hessian(DerivativeScenariosTest::cubes).apply(y()).add(0));
          out.error(
              () -> {
                Tensor unused = Func.grad(t -> t.mul(2)).apply(y());
              });
          Tensor w = Torch.tensor(2.0, o -> o.requiresGrad(true));
          Tensor g = Func.grad(t -> t.pow(2).mul(w)).apply(x);
          out.tell(g.requiresGrad(), Autograd.grad(g, w).get(0));
          out.tell(first.apply(x).requiresGrad(), first.apply(w).requiresGrad());
        });
  }

  @Test
  void forwardGradients() {
    Transcript.check(
        "forward_gradients",
        out -> {
          out.error(() -> ForwardAd.makeDual(y(), y()));
          out.tell(ForwardAd.unpackDual(y()));
          Tensor whole = Torch.tensor(new int[] {1});
          Tensor dual;
          try (ForwardAd.DualLevel level = ForwardAd.dualLevel()) {
            dual = ForwardAd.makeDual(y(), tensor(1, 10));
            out.tell(dual);
            out.tell(ForwardAd.unpackDual(dual.pow(2)));
            out.tell(ForwardAd.unpackDual(y()));
            out.error(() -> ForwardAd.makeDual(whole, y()));
            out.error(() -> ForwardAd.makeDual(y(), whole));
            out.error(ForwardAd::enterDualLevel);
            out.error(() -> ForwardAd.exitDualLevel(3));
          }
          out.tell(ForwardAd.unpackDual(dual));
          out.tell(ForwardAd.enterDualLevel());
          ForwardAd.exitDualLevel();
        });
  }

  /** One of the two checks. */
  private interface Check {
    boolean run(Function<Tensor[], Tensor[]> function, boolean fastMode, Tensor... inputs);
  }

  private static boolean once(
      Function<Tensor[], Tensor[]> function, boolean fastMode, Tensor... inputs) {
    return Autograd.gradcheck(function, inputs, o -> o.fastMode(fastMode));
  }

  private static boolean twice(
      Function<Tensor[], Tensor[]> function, boolean fastMode, Tensor... inputs) {
    return Autograd.gradgradcheck(function, inputs, o -> o.fastMode(fastMode));
  }

  private static Function<Tensor[], Tensor[]> one(UnaryOperator<Tensor> function) {
    return in -> new Tensor[] {function.apply(in[0])};
  }

  @Test
  void gradientsThatAreRight() {
    Transcript.check(
        "gradients_that_are_right",
        out -> {
          Tensor x = wide(0.5, 1, -1);
          Tensor y =
              Torch.tensor(
                  new double[][] {{2, 0.5, 0.25}}, o -> o.dtype(DType.FLOAT64).requiresGrad(true));
          Tensor z = Torch.complex(wide(1, 0.5).detach(), wide(2, -1).detach()).requiresGrad_();
          for (Check check :
              List.<Check>of(DerivativeScenariosTest::once, DerivativeScenariosTest::twice)) {
            out.tell(check.run(one(t -> t.sin().mul(t)), false, x));
            out.tell(
                check.run(
                    in -> new Tensor[] {in[0].mul(in[1]), in[0].sub(in[1]).exp().sum()},
                    false,
                    x,
                    y));
            out.tell(check.run(in -> new Tensor[] {in[0].mul(in[1])}, true, x, y));
            out.tell(check.run(one(t -> t.mul(t)), false, z));
            out.tell(check.run(one(t -> t.abs().pow(2)), false, z));
            out.tell(check.run(one(t -> Torch.complex(t, t.mul(2)).pow(2)), false, x));
            out.tell(
                check.run(
                    in -> new Tensor[] {in[0].mul(in[1].detach()).mul(2).add(in[0].pow(2))},
                    false,
                    x,
                    y.detach()));
          }
          out.tell(
              Autograd.gradcheck(
                  t -> t.mul(2).detach(), Torch.zeros(0).to(DType.FLOAT64).requiresGrad_()));
          out.tell(
              Autograd.gradcheck(
                  in -> new Tensor[] {in[0].mul(in[1].sin())},
                  new Tensor[] {x, y},
                  o -> o.checkForwardAd(true)));
          out.tell(
              Autograd.gradcheck(
                  t -> t.mul(t), z, o -> o.checkForwardAd(true).checkBackwardAd(false)));
          out.tell(Autograd.gradgradcheck(t -> t.pow(3), x, o -> o.genNonContigGradOutputs(true)));
          out.tell(Autograd.gradgradcheck(t -> t.pow(3), x, o -> o.gradOutputs(wide(1, 1, 1))));
        });
  }

  private static final class Half extends dev.obor.autograd.Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(2);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return gradOutputs;
    }
  }

  private static final class Constant extends dev.obor.autograd.Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(1);
    }

    @Override
    protected @Nullable Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {Torch.onesLike(gradOutputs[0])};
    }
  }

  @Test
  void gradientsThatAreWrong() {
    Transcript.check(
        "gradients_that_are_wrong",
        out -> {
          UnaryOperator<Tensor> half = t -> new Half().apply(t);
          Tensor x = wide(0.5, 1);
          Tensor z = Torch.complex(wide(1).detach(), wide(2).detach()).requiresGrad_();
          try {
            Autograd.gradcheck(half, x);
          } catch (GradcheckException e) {
            out.tell(e.getMessage());
          }
          out.tell(Autograd.gradcheck(half, x, o -> o.raiseException(false)));
          out.tell(Autograd.gradcheck(half, x, o -> o.fastMode(true).raiseException(false)));
          out.tell(Autograd.gradcheck(half, x, o -> o.atol(2)));
          out.error(() -> Autograd.gradcheck(half, x, o -> o.fastMode(true)));
          out.error(() -> Autograd.gradcheck(half, z));
          out.error(() -> Autograd.gradcheck(t -> t.mul(2).detach(), x));
          out.error(
              () -> Autograd.gradcheck(t -> new Constant().apply(t), wide(0.5), o -> o.atol(10)));
          out.error(() -> Autograd.gradcheck(t -> t, Torch.ones(2)));
          out.error(() -> Autograd.gradcheck(t -> t.mul(2), wide(1).expand(2)));
          out.error(() -> Autograd.gradcheck(t -> Aten.to_sparse(t.mul(2), null, null, null), x));
        });
  }
}
