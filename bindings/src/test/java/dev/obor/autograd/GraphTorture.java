package dev.obor.autograd;

import dev.obor.Obor;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What would crash the JVM if it could: very deep graphs, endless recursion, threads at cross
 * purposes.
 */
final class GraphTorture {
  private interface Work {
    void run() throws Exception;
  }

  private static final int DEPTH = 100_000;
  private static final int THREADS = 4;
  private static final int GRAPHS = 20_000;
  private static final int LINKS = 20;

  private GraphTorture() {}

  public static void main(String[] names) throws Exception {
    Torch.setNumThreads(1);
    Map<String, Work> works = new TreeMap<>();
    works.put("deepGraph", GraphTorture::deepGraph);
    works.put("endlessForward", GraphTorture::endlessForward);
    works.put("endlessHook", GraphTorture::endlessHook);
    works.put("sharedGraph", GraphTorture::sharedGraph);
    works.put("siblings", GraphTorture::siblings);
    works.put("firstHooks", GraphTorture::firstHooks);
    for (String name : names) {
      Objects.requireNonNull(works.get(name), name).run();
      System.out.println(name + " done");
    }
  }

  private static final class Saving extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      Tensor result = inputs[0].mul(1);
      ctx.saveForBackward(inputs[0], result);
      return result;
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return new Tensor[] {gradOutputs[0].add(ctx.savedTensors()[1].mul(0))};
    }
  }

  /** Made, gone through and released without recursion. */
  private static void deepGraph() {
    Tensor x = Torch.ones(1).requiresGrad_();
    for (boolean released : new boolean[] {true, false}) {
      Tensor y = x;
      AtomicInteger calls = new AtomicInteger();
      for (int i = 0; i < DEPTH; i++) {
        Tensor next = new Saving().apply(y);
        if (i % 10 == 0) {
          next.registerHook(
              gradient -> {
                calls.incrementAndGet();
                return null;
              });
        }
        if (y != x) {
          y.close();
        }
        y = next;
      }
      if (released) {
        y.backward();
        System.out.println("gradient=" + Objects.requireNonNull(x.grad()).item());
        System.out.println("calls=" + calls);
      }
      y.close();
    }
  }

  private static final class Endless extends Function<Tensor> {
    @Override
    protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
      return new Endless().apply(inputs[0].mul(2));
    }
  }

  private static void endlessForward() {
    Tensor x = Torch.ones(4, 4).requiresGrad_();
    int overflows = 0;
    for (int i = 0; i < 20; i++) {
      try {
        new Endless().apply(x);
      } catch (StackOverflowError e) {
        overflows++;
      }
    }
    System.out.println("overflows=" + overflows);
  }

  private static int descend(int depth) {
    return depth < 0 ? depth : descend(depth + 1) + 1;
  }

  private static void endlessHook() {
    Tensor x = Torch.ones(4, 4).requiresGrad_();
    x.registerHook(gradient -> gradient.mul(descend(0)));
    int overflows = 0;
    for (int i = 0; i < 20; i++) {
      try (Scope scope = Torch.scope()) {
        x.mul(2).sum().backward();
      } catch (StackOverflowError e) {
        overflows++;
      }
    }
    System.out.println("overflows=" + overflows);
  }

  /** Threads go back through one graph while others hook, look at and drop it. */
  private static void sharedGraph() throws Exception {
    Tensor x = Torch.ones(8).requiresGrad_();
    Tensor h = new Saving().apply(x.mul(2));
    Tensor y = h.exp().sum();
    Node node = Objects.requireNonNull(h.gradFn());
    h.registerHook(gradient -> null);
    x.registerHook(gradient -> null);
    node.registerHook((inputs, outputs) -> null);
    node.registerPrehook(outputs -> null);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> futures = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int kind = t % 2;
      futures.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 3000; i++) {
                  try (Scope scope = Torch.scope()) {
                    if (kind == 0) {
                      Autograd.grad(y, x, o -> o.retainGraph(true));
                    } else {
                      change(x, h, node, i);
                    }
                  }
                }
              }));
    }
    pool.shutdown();
    for (Future<?> future : futures) {
      future.get();
    }
  }

  private static void change(Tensor x, Tensor h, Node node, int i) {
    int value = ThreadLocalRandom.current().nextInt(100);
    try (RemovableHandle first = x.registerHook(gradient -> gradient.mul(1));
        RemovableHandle second = h.registerHook(gradient -> gradient.add(0));
        RemovableHandle third = node.registerHook((inputs, outputs) -> inputs)) {
      node.metadata().put("key" + value, i);
      Node next = Objects.requireNonNull(h.exp().gradFn());
      next.metadata().put("other", next.nextFunctions());
      Tensor own = new Saving().apply(h);
      Autograd.grad(own.sum(), List.of(h, x), o -> o.retainGraph(true));
    }
  }

  /** A hook puts hooks on all other outputs of its function. */
  private static void siblings() {
    AtomicInteger calls = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      try (Scope scope = Torch.scope()) {
        List<Tensor> parts = Torch.ones(64).requiresGrad_().mul(2).unbind();
        parts
            .get(0)
            .registerHook(
                gradient -> {
                  for (int k = 1; k < parts.size(); k++) {
                    parts
                        .get(k)
                        .registerHook(
                            other -> {
                              calls.incrementAndGet();
                              return null;
                            });
                  }
                  return null;
                });
        Tensor sum = Torch.stack(parts).sum();
        sum.backward(o -> o.retainGraph(true));
        sum.backward();
      }
    }
    System.out.println("calls=" + calls);
    System.out.println("tensors=" + Obor.memory().tensors());
  }

  private record Shared(Tensor x, Tensor y) {}

  /** A thread goes back through graphs whose nodes get their first hooks. */
  private static void firstHooks() throws Exception {
    AtomicReference<Shared> current = new AtomicReference<>();
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicInteger passes = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Future<?> going =
        pool.submit(
            () -> {
              while (!isOver.get()) {
                Shared graph = current.get();
                if (graph != null) {
                  Torch.scoped(() -> Autograd.grad(graph.y, graph.x, o -> o.retainGraph(true)));
                  passes.incrementAndGet();
                }
              }
            });
    for (int i = 0; i < GRAPHS && !going.isDone(); i++) {
      Tensor x = Torch.ones(4).requiresGrad_();
      List<Tensor> links = new ArrayList<>();
      for (Tensor h = x; links.size() < LINKS; links.add(h)) {
        h = h.mul(1);
      }
      current.set(new Shared(x, links.get(LINKS - 1).sum()));
      for (int k = LINKS - 1; k >= 0; k--) {
        links.get(k).registerHook(gradient -> null);
        Node node = Objects.requireNonNull(links.get(LINKS - 1 - k).gradFn());
        node.registerPrehook(outputs -> null);
        node.registerHook((inputs, outputs) -> null);
      }
      x.registerHook(gradient -> null);
    }
    isOver.set(true);
    pool.shutdown();
    going.get();
    System.out.println("passes=" + passes);
  }
}
