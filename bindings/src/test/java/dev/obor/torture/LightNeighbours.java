package dev.obor.torture;

import dev.obor.Aten;
import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Small tensors that are made side by side, of which some live on. */
final class LightNeighbours {
  private static final int MEBIBYTE = 1 << 20;

  private LightNeighbours() {}

  public static void main(String[] arguments) throws InterruptedException {
    Torch.setNumThreads(1);
    closed();
    moved();
    survivors();
    grown("resize_", tensor -> tensor.resize_(MEBIBYTE));
    grown("set_", tensor -> tensor.set_(Torch.zeros(MEBIBYTE)));
    grown("out", tensor -> Aten.add_out(Torch.ones(MEBIBYTE), Torch.ones(MEBIBYTE), 1, tensor));
    grown("a gradient graph", tensor -> tensor.add_(loss()));
    grown("a gradient graph through an index", tensor -> tensor.set(loss(), 0));
    grown(
        "a gradient graph through a list",
        tensor -> Aten._foreach_add__Tensor(new Tensor[] {tensor}, loss(), 1));
    System.out.println("left=" + Obor.memory().tensors());
  }

  /** Something small that holds a gradient graph with two MiB in it. */
  private static Tensor loss() {
    Tensor weights = Torch.ones(MEBIBYTE / 2).requiresGrad_();
    return weights.mul(weights).sum();
  }

  private static void closed() {
    long before = Obor.memory().tensors();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      tensors.add(Torch.ones(3));
    }
    for (int i = 0; i < 1000; i += 2) {
      tensors.get(i).close();
      tensors.get(i).close();
    }
    check("half of them closed", Obor.memory().tensors() - before, 500);
    tensors.forEach(Tensor::close);
    check("all of them closed", Obor.memory().tensors() - before, 0);
  }

  private static void moved() {
    long before = Obor.memory().tensors();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tensors.add(Torch.ones(3));
    }
    try (Scope scope = Torch.scope()) {
      scope.ownAll(tensors);
    }
    check("moved into a scope", Obor.memory().tensors() - before, 0);
  }

  private static void survivors() throws InterruptedException {
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Tensor tensor = Torch.ones(3);
      if (i % 1000 == 0) {
        kept.add(tensor);
      }
    }
    // Each survivor keeps those that were made with it, and no others.
    ProcessMemory.awaitRelease(32L * kept.size(), 32L * kept.size() * 3 * Float.BYTES);
    check("survivors", kept.stream().filter(t -> t.sum().item().intValue() == 3).count(), 100);
    kept.clear();
    ProcessMemory.awaitRelease(0, 0);
  }

  /** What a tensor comes to hold goes when the tensor goes, not when its neighbours do. */
  private static void grown(String how, Consumer<Tensor> grow) throws InterruptedException {
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Tensor small = Torch.zeros(1);
      kept.add(Torch.zeros(1));
      grow.accept(small);
    }
    try {
      ProcessMemory.awaitRelease(Long.MAX_VALUE, 100_000);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(how, e);
    }
    Reference.reachabilityFence(kept);
    kept.clear();
    ProcessMemory.awaitRelease(0, 0);
  }

  private static void check(String what, long found, long expected) {
    if (found != expected) {
      throw new AssertionError(what + ": " + found + " instead of " + expected);
    }
  }
}
