package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TransformLayer;
import dev.obor.testing.InScope;
import dev.obor.testing.LeftToCollector;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions mapped over dimensions, as in {@code src/test/python/autograd_vmap.py}. */
@InScope
class VmapScenariosTest {
  private static Tensor m() {
    return Torch.tensor(new double[][] {{0.5, 1, -1}, {2, 0, 0.25}});
  }

  private static Tensor w() {
    return Torch.tensor(new double[][] {{1, 2}, {0.5, -1}, {3, 0.25}});
  }

  private static Tensor[] of(Tensor... tensors) {
    return tensors;
  }

  private static void call(UnaryOperator<Tensor> mapped, Tensor input) {
    assertThat(mapped.apply(input).isClosed()).isFalse();
  }

  private static void call(BinaryOperator<Tensor> mapped, Tensor first, Tensor second) {
    assertThat(mapped.apply(first, second).isClosed()).isFalse();
  }

  @AfterEach
  void noLayerIsLeft() {
    assertThat(TransformLayer.isInside()).isFalse();
  }

  @Test
  void mapsOverDimensions() {
    Transcript.check(
        "maps_over_dimensions",
        out -> {
          Tensor m = m();
          Tensor w = w();
          out.tell(Func.vmap(x -> x.sum()).apply(m));
          out.tell(Func.vmap(x -> x.exp(), o -> o.inDims(1).outDims(1)).apply(m));
          out.tell(Func.vmap(x -> x.exp(), o -> o.inDims(-1)).apply(m));
          out.tell(Func.vmap((x, y) -> Torch.dot(x, y)).apply(m, m.add(1)));
          out.tell(Func.vmap((x, y) -> x.mul(y.sum()), o -> o.inDims(0, null)).apply(m, m));
          out.tell(Func.vmap((x, y) -> x.matmul(y), o -> o.inDims(null, 1)).apply(m, w));
          out.tell(Func.vmap((x, y) -> x.sub(y), o -> o.inDims(1, 0).outDims(-1)).apply(m, w));
          out.tell(Func.vmap(x -> w.t().matmul(x)).apply(m));
          out.tell(Func.vmap(x -> Torch.tensor(2.0)).apply(m));
          out.tell(Func.vmap(x -> x.max()).apply(m));
          UnaryOperator<Tensor> sines = Func.vmap(Func.vmap(x -> x.sin()));
          out.tell(sines.apply(m).sum());
          out.tell(
              Func.vmap(
                      (x, y) -> Func.vmap((a, b) -> a.mul(b), o -> o.inDims(0, null)).apply(x, y),
                      o -> o.inDims(null, 0))
                  .apply(m.get(0), m.get(1)));
        });
  }

  @Test
  void mapsManyArgumentsAndResults() {
    Transcript.check(
        "maps_many_arguments_and_results",
        out -> {
          Tensor[] two = Func.vmap(in -> of(in[0].sum(), in[0].mul(in[1])), of(m(), m()));
          out.tell(two[0], two[1]);
          Tensor[] three =
              Func.vmap(
                  in -> of(in[0].add(in[1]), in[2], in[0].sum().mul(in[2])),
                  of(m(), m(), w().get(0)),
                  o -> o.inDims(0, 0, null).outDims(1, null, 0));
          out.tell(three[0], three[1], three[2]);
          Tensor[] sorted =
              Func.vmap(
                  in -> {
                    var sort = in[0].sort();
                    return of(sort.values(), sort.indices());
                  },
                  of(m()));
          out.tell(sorted[0], sorted[1]);
        });
  }

  @Test
  void mapsInChunks() {
    Transcript.check(
        "maps_in_chunks",
        out -> {
          Tensor x = Torch.arange(10.0).reshape(5, 2);
          out.tell(Func.vmap(r -> r.sum(), o -> o.chunkSize(2)).apply(x));
          out.tell(Func.vmap(r -> r.mul(2), o -> o.inDims(1).outDims(1).chunkSize(1)).apply(x));
          for (String randomness : List.of("same", "different")) {
            Torch.manualSeed(4);
            out.tell(
                Func.vmap(r -> r.add(Torch.rand(2)), o -> o.randomness(randomness).chunkSize(3))
                    .apply(x));
          }
          out.error(() -> Func.vmap(r -> r.sin(), o -> o.chunkSize(0)));
        });
  }

  @Test
  void mapsRandomNumbers() {
    Transcript.check(
        "maps_random_numbers",
        out -> {
          for (String randomness : List.of("different", "same")) {
            Torch.manualSeed(5);
            out.tell(
                Func.vmap(x -> x.add(Torch.randn(3)), o -> o.randomness(randomness)).apply(m()));
          }
          Torch.manualSeed(5);
          out.tell(
              Func.vmap(x -> Torch.dropout(x, 0.5, true), o -> o.randomness("different"))
                  .apply(m()));
          out.error(() -> call(Func.vmap(x -> x.add(Torch.randn(3))), m()));
          out.error(() -> call(Func.vmap(x -> x, o -> o.randomness("some")), m()));
        });
  }

  @Test
  void refusesWhatCannotBeMapped() {
    Transcript.check(
        "refuses_what_cannot_be_mapped",
        out -> {
          Tensor m = m();
          Tensor w = w();
          out.error(() -> call(Func.vmap(x -> Torch.tensor(x.item())), w.get(0)));
          out.error(() -> call(Func.vmap(x -> Aten.is_nonzero(x.sum().gt(0)) ? x : x.neg()), m));
          out.error(() -> call(Func.vmap(x -> x), Torch.tensor(1.0)));
          out.error(() -> call(Func.vmap(x -> x, o -> o.inDims(2)), m));
          out.error(() -> call(Func.vmap((x, y) -> x, o -> o.inDims(null, null)), m, m));
          out.error(() -> call(Func.vmap((x, y) -> x), m, w));
          out.error(() -> call(Func.vmap(x -> x, o -> o.outDims(new Integer[] {null})), m));
          out.error(() -> call(Func.vmap(x -> x, o -> o.outDims(3)), m));
          out.error(() -> call(Func.vmap(x -> x.nonzero()), m));
          out.error(() -> call(Func.vmap(x -> Aten.add__Tensor(w.get(0), x.get(0), 1)), m));
        });
  }

  private static final class Twice extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return inputs[0].mul(2);
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return of(gradOutputs[0].mul(2));
    }
  }

  @Test
  void refusesOtherGradientsInside() {
    Transcript.check(
        "refuses_other_gradients_inside",
        out -> {
          Tensor m = m();
          Tensor w = Torch.ones(3).requiresGrad_();
          out.error(() -> call(Func.vmap(x -> new Twice().apply(x)), m));
          out.error(() -> call(Func.vmap(x -> x.requiresGrad_()), m));
          out.error(
              () ->
                  call(
                      Func.vmap(
                          x -> {
                            x.mul(w).sum().backward();
                            return x;
                          }),
                      m));
          out.error(() -> call(Func.vmap(x -> Autograd.grad(x.mul(w).sum(), w).get(0)), m));
          out.error(() -> call(Func.vmap(x -> Functional.jacobian(y -> y.sin(), x)), m));
          out.error(() -> call(Func.vmap(x -> x.data()), m));
          out.tell(
              Func.vmap(x -> Torch.tensor(new double[] {1, 2}, o -> o.requiresGrad(true)))
                  .apply(m));
        });
  }

  @Test
  void printsMappedTensors() {
    Transcript.check(
        "prints_mapped_tensors",
        out -> {
          UnaryOperator<Tensor> tell =
              x -> {
                out.tell(x.toString());
                return x;
              };
          call(Func.vmap(tell), m());
          call(Func.vmap(tell, o -> o.inDims(1)), m());
          call(Func.vmap(Func.vmap(tell)), m());
          call(Func.vmap(Func.grad(x -> tell.apply(x).sum())), m());
        });
  }

  @Test
  @LeftToCollector
  void mapsDerivatives() {
    Transcript.check(
        "maps_derivatives",
        out -> {
          Tensor m = m();
          out.tell(Func.vmap(Func.grad(x -> x.pow(3).sum())).apply(m));
          out.tell(Func.vmap(Func.grad(Func.grad(x -> x.sin()))).apply(m.get(0)));
          out.tell(Func.vmap(Func.jacrev(x -> x.pow(2))).apply(m));
          out.tell(Func.vmap(Func.hessian(x -> x.pow(3).sum())).apply(m));
          out.tell(Func.vmap((x, v) -> Func.vjp(y -> y.sin(), x).vjpFn().apply(v)).apply(m, m));
          Tensor[] gradients =
              Func.vmap(
                  Func.grad(in -> in[1].matmul(in[0]).sum().sub(in[2]).pow(2), 0),
                  of(w(), m, Torch.tensor(new double[] {1, -1})),
                  o -> o.inDims(null, 0, 0));
          out.tell(gradients[0]);
          out.tell(Func.grad(x -> Func.vmap(r -> r.sin().sum()).apply(x).sum()).apply(m));
          out.tell(Func.jacrev(Func.vmap(r -> r.mul(r).sum())).apply(m));
        });
  }

  @Test
  void mappedFunctionsTakePartInGradients() {
    Transcript.check(
        "mapped_functions_take_part_in_gradients",
        out -> {
          Tensor x = m().requiresGrad_();
          Tensor w = w().requiresGrad_();
          Tensor y = Func.vmap(r -> r.matmul(w).tanh()).apply(x);
          out.tell(y.requiresGrad(), y);
          y.sum().backward();
          out.tell(x.grad(), w.grad());
        });
  }

  @Test
  void mapsForwardDerivatives() {
    Transcript.check(
        "maps_forward_derivatives",
        out -> {
          Tensor m = m();
          UnaryOperator<Tensor> f = x -> x.mul(x).sin().add(x.sum());
          out.tell(Func.vmap((x, v) -> Func.jvp(f, x, v).product()).apply(m, m.add(1)));
          out.tell(
              Func.vmap((x, v) -> Func.jvp(f, x, v).output(), o -> o.inDims(0, null))
                  .apply(m, m.get(0)));
          out.tell(Func.vmap(Func.jacfwd(f)).apply(m));
          out.tell(Func.vmap(Func.jacfwd(x -> x.sum())).apply(m));
          out.tell(Func.vmap(Func.jacfwd(Func.jacrev(x -> x.pow(3).sum()))).apply(m));
          UnaryOperator<Tensor> inner = y -> Func.jvp(x -> x.sin(), y, y).product();
          out.tell(Func.vmap(x -> Func.jvp(inner, x, x).product()).apply(m));
          UnaryOperator<Tensor> cubes =
              Func.grad(x -> Func.jvp(y -> y.pow(3), x, Torch.ones(3)).product().sum());
          out.tell(Func.vmap(cubes).apply(m));
          out.tell(Func.vmap(x -> Func.jvp(y -> Torch.ones(2), x, x).product()).apply(m));
        });
  }
}
