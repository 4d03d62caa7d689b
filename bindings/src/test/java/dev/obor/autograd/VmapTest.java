package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TransformLayer;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import dev.obor.testing.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What concerns only Java in mapped functions: memory, exceptions, threads, escaped tensors. */
@InScope
class VmapTest {
  @AfterEach
  void noLayerIsLeft() {
    assertThat(TransformLayer.isInside()).isFalse();
  }

  @Test
  void aJavaExceptionComesOutAndEndsTheLayers() {
    UnaryOperator<Tensor> failing =
        Func.vmap(
            Func.grad(
                x -> {
                  throw new IllegalArgumentException("mine");
                }));
    assertThatThrownBy(() -> failing.apply(Torch.ones(2, 2)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("mine");
  }

  @Test
  void tensorsThatEscapeAreRefusedAndDoNotCrash() {
    List<Tensor> escaped = new ArrayList<>();
    UnaryOperator<Tensor> sum =
        x -> {
          escaped.add(x.mul(2).unscoped());
          return x.sum();
        };
    for (UnaryOperator<Tensor> mapped : List.of(Func.vmap(sum), Func.vmap(Func.grad(sum)))) {
      assertThat(mapped.apply(Torch.ones(2, 3)).size(0)).isEqualTo(2);
    }
    for (Tensor tensor : escaped) {
      List<Runnable> uses =
          List.of(
              () -> tensor.add(1),
              () -> tensor.sum().item(),
              tensor::toFloatArray,
              tensor::asFloatBuffer,
              () -> assertThat(tensor.toString()).contains("value="),
              tensor::storageOffset,
              () -> tensor.add_(1),
              () -> tensor.backward(),
              () -> tensor.isContiguous(),
              () -> tensor.setGrad(Torch.ones(3)),
              () -> tensor.get(0),
              () -> tensor.nbytes(),
              () -> assertThat(Func.vmap(x -> x.add(tensor)).apply(Torch.ones(2, 3))).isNotNull());
      for (Runnable use : uses) {
        try {
          use.run();
        } catch (TorchException e) {
          assertThat(e).hasMessageMatching("(?s).+");
        }
        assertThat(TransformLayer.isInside()).isFalse();
      }
      tensor.close();
    }
  }

  @Test
  void elementsOfMappedTensorsCannotBeReached() {
    Tensor m = Torch.ones(2, 3);
    assertThatThrownBy(() -> Func.vmap(x -> Torch.tensor(x.toFloatArray())).apply(m))
        .isInstanceOf(TorchException.class);
    assertThatThrownBy(
            () ->
                Func.vmap(
                        x -> {
                          x.asFloatBuffer();
                          return x;
                        })
                    .apply(m))
        .isInstanceOf(TorchException.class);
    assertThatThrownBy(
            () ->
                Func.vmap(
                        x -> {
                          x.copyTo(new float[3]);
                          return x;
                        })
                    .apply(m))
        .isInstanceOf(TorchException.class);
  }

  @Test
  void savedTensorsHaveNoHooksInMappedDerivatives() {
    UnaryOperator<Tensor> gradients =
        Func.vmap(Func.grad(x -> Checkpoint.checkpoint(y -> y.sin(), x).sum()));
    assertThatThrownBy(() -> gradients.apply(Torch.ones(2, 3)))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("torch.func.{grad, vjp, jacrev, hessian} don't yet support");
  }

  @Test
  void countsMustFit() {
    Tensor[] one = {Torch.ones(2)};
    assertThatThrownBy(() -> Func.vmap(in -> in, one, o -> o.inDims(0, 0)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageStartingWith(
            "vmap(<lambda>, in_dims=(0, 0), ...)(<inputs>): in_dims is not compatible with the"
                + " structure of `inputs`.");
    assertThatThrownBy(() -> Func.vmap(in -> in, one, o -> o.outDims(0, 0)))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageStartingWith(
            "vmap(<lambda>, ..., out_dims=(0, 0))(<inputs>): out_dims is not compatible with the"
                + " structure of `outputs`.");
    assertThatThrownBy(() -> Func.vmap(in -> in, new Tensor[0]))
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageStartingWith("vmap(<lambda>)(<inputs>): got no inputs.");
  }

  @Test
  void leavesNoTemporaries() {
    Tensor m = Torch.ones(4, 3);
    UnaryOperator<Tensor> gradients = Func.vmap(Func.grad(x -> x.sin().sum()));
    assertThat(LeakCheck.closesTemporaries(1, () -> gradients.apply(m)).numel()).isEqualTo(12);
    UnaryOperator<Tensor> chunks = Func.vmap(x -> x.exp().sum(), o -> o.chunkSize(3));
    assertThat(LeakCheck.closesTemporaries(1, () -> chunks.apply(m)).numel()).isEqualTo(4);
  }

  @Test
  void threadsDoNotSeeEachOthersLayers() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Float>> sums = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        double factor = i;
        sums.add(threads.submit(() -> manyTimes(factor)));
      }
      for (int i = 0; i < 8; i++) {
        assertThat(sums.get(i).get()).isEqualTo(6f * i);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static float manyTimes(double factor) {
    float sum = 0;
    for (int i = 0; i < 20; i++) {
      sum =
          Torch.scoped(
              () -> {
                Tensor rows =
                    Func.vmap(Func.grad(x -> x.mul(factor).sum())).apply(Torch.ones(2, 3));
                assertThat(rows.dim()).isEqualTo(2);
                return rows.sum().item().floatValue();
              });
    }
    return sum;
  }
}
