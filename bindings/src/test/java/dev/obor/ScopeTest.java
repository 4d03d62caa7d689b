package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What scopes own, keep and refuse. */
class ScopeTest {
  private record Pair(Tensor first, @Nullable Object second) {}

  private static long scoped() {
    return Obor.memory().scopedTensors();
  }

  @Test
  void aScopeClosesWhatItsThreadMakesInIt() {
    long bytes = Obor.memory().bytes();
    Tensor first;
    Tensor second;
    try (Scope scope = Torch.scope()) {
      first = Torch.ones(3);
      second = first.add(1);
      assertThat(scoped()).isEqualTo(2);
    }
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
    assertThat(scoped()).isZero();
    assertThat(Obor.memory().bytes()).isEqualTo(bytes);
  }

  @Test
  void aScopeOwnsManyTensorsAndThoseClosedInsideOfIt() {
    long bytes = Obor.memory().bytes();
    try (Scope scope = Torch.scope()) {
      List<Tensor> kept = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        Tensor tensor = Torch.full(Torch.size(1), (double) i);
        if (i % 7 == 0) {
          kept.add(tensor);
        } else if (i % 2 == 0) {
          tensor.close();
        }
      }
      Collections.shuffle(kept, new java.util.Random(1));
      kept.subList(0, kept.size() / 2).forEach(Tensor::close);
      for (Tensor tensor : kept.subList(kept.size() / 2, kept.size())) {
        assertThat(tensor.item().intValue() % 7).isZero();
      }
    }
    assertThat(scoped()).isZero();
    assertThat(Obor.memory().bytes()).isEqualTo(bytes);
  }

  @Test
  void keepMovesATensorToTheEnclosingScope() {
    try (Scope outer = Torch.scope()) {
      Tensor kept;
      Tensor other;
      try (Scope inner = Torch.scope()) {
        kept = inner.keep(Torch.ones(1));
        other = Torch.ones(1);
        assertThat(inner.keep(kept)).isSameAs(kept);
      }
      assertThat(kept.isClosed()).isFalse();
      assertThat(other.isClosed()).isTrue();
      try (Scope inner = Torch.scope()) {
        inner.keep(kept);
      }
      assertThat(kept.isClosed()).isFalse();
      outer.close();
      assertThat(kept.isClosed()).isTrue();
    }
  }

  @Test
  void anOuterScopeKeepsATensorThroughAllInsideOfIt() {
    Tensor kept;
    try (Scope first = Torch.scope()) {
      try (Scope second = Torch.scope()) {
        try (Scope third = Torch.scope()) {
          kept = Torch.ones(1);
          third.keep(kept);
          first.keep(kept);
          second.keep(kept);
        }
        assertThat(kept.isClosed()).isFalse();
      }
      assertThat(kept.isClosed()).isFalse();
      assertThat(scoped()).isOne();
    }
    assertThat(kept.isClosed()).isFalse();
    assertThat(scoped()).isZero();
    kept.close();
  }

  @Test
  void theOutermostScopeLeavesWhatItKeepsToTheCollector() {
    long collected = Obor.memory().collectedTensors();
    Tensor kept;
    try (Scope scope = Torch.scope()) {
      kept = scope.keep(Torch.ones(1));
    }
    assertThat(Obor.memory().collectedTensors()).isEqualTo(collected + 1);
    try (Scope scope = Torch.scope()) {
      scope.keep(kept);
    }
    kept.close();
    assertThat(Obor.memory().collectedTensors()).isEqualTo(collected);
  }

  @Test
  void aKeptTensorCanBeClosed() {
    try (Scope outer = Torch.scope()) {
      Tensor kept;
      try (Scope inner = Torch.scope()) {
        kept = inner.keep(Torch.ones(1));
        kept.close();
        Torch.ones(1);
      }
      assertThat(scoped()).isZero();
      assertThat(kept.isClosed()).isTrue();
    }
  }

  @Test
  void keepAllFindsTensorsInWhatJavaPutsThemIn() {
    try (Scope outer = Torch.scope()) {
      List<Tensor> made = new ArrayList<>();
      Map<String, @Nullable Object> everything = new LinkedHashMap<>();
      try (Scope inner = Torch.scope()) {
        for (int i = 0; i < 9; i++) {
          made.add(Torch.ones(1));
        }
        everything.put("tensor", made.get(0));
        everything.put("list", List.of(made.get(1), "text", 3));
        everything.put("array", new Tensor[] {made.get(2)});
        everything.put("nested array", new Object[][] {{made.get(3), null}});
        everything.put("record", new Pair(made.get(4), Optional.of(made.get(5))));
        everything.put("set", Set.of(made.get(6)));
        everything.put("null", null);
        everything.put("return type", new ReturnTypes.Aminmax(made.get(7), made.get(8)));
        assertThat(inner.keepAll(everything)).isSameAs(everything);
        Torch.ones(1);
      }
      assertThat(made).noneMatch(Tensor::isClosed);
      assertThat(scoped()).isEqualTo(made.size());
    }
  }

  @Test
  void aScopedBodyGivesItsResultOut() {
    try (Scope outer = Torch.scope()) {
      Tensor sum = Torch.scoped(() -> Torch.ones(2).add(1).sum());
      assertThat(sum.item().intValue()).isEqualTo(4);
      Pair pair = Torch.scoped(() -> new Pair(Torch.ones(1), new int[] {1}));
      assertThat(pair.first().isClosed()).isFalse();
      assertThat(scoped()).isEqualTo(2);
      Torch.scoped(
          () -> {
            Torch.ones(1);
          });
      assertThat(scoped()).isEqualTo(2);
    }
  }

  @Test
  void anExceptionClosesTheScopeOfItsBody() {
    assertThatThrownBy(
            () ->
                Torch.scoped(
                    () -> {
                      Tensor x = Torch.ones(2);
                      return x.add(Torch.ones(3));
                    }))
        .isInstanceOf(TorchException.class);
    assertThat(scoped()).isZero();
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.ones(1).isClosed()).isFalse();
    }
  }

  @Test
  void closingAScopeTwiceIsHarmless() {
    try (Scope outer = Torch.scope()) {
      Scope inner = Torch.scope();
      inner.close();
      Tensor later = Torch.ones(1);
      try (Scope takesItsPlace = Torch.scope()) {
        Tensor inside = Torch.ones(1);
        inner.close();
        assertThat(inside.isClosed()).isFalse();
      }
      assertThat(later.isClosed()).isFalse();
    }
  }

  @Test
  void closingAScopeBeforeOneInsideOfItClosesBothAndSaysSo() {
    Scope outer = Torch.scope();
    Tensor first = Torch.ones(1);
    Scope inner = Torch.scope();
    Tensor second = Torch.ones(1);
    assertThatIllegalStateException()
        .isThrownBy(outer::close)
        .withMessageContaining("close the inner one first");
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
    outer.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> inner.keep(first))
        .withMessage("the scope is closed");
    try (Scope otherOuter = Torch.scope()) {
      try (Scope otherInner = Torch.scope()) {
        Tensor tensor = Torch.ones(1);
        inner.close();
        assertThat(tensor.isClosed()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> inner.keepAll(tensor));
      }
    }
  }

  @Test
  void aClosedScopeKeepsNothing() {
    Scope scope = Torch.scope();
    Tensor tensor = Torch.ones(1);
    scope.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> scope.keep(tensor))
        .withMessage("the scope is closed");
    assertThatIllegalStateException().isThrownBy(() -> scope.keepAll(List.of(tensor)));
    assertThatIllegalStateException().isThrownBy(() -> scope.own(tensor));
  }

  @Test
  void aScopeBelongsToTheThreadThatOpenedIt() throws InterruptedException {
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Torch.ones(1);
      inAnotherThread(
          () -> {
            assertThatIllegalStateException()
                .isThrownBy(scope::close)
                .withMessageContaining("must be closed by the thread that opened it");
            assertThatIllegalStateException()
                .isThrownBy(() -> scope.keep(tensor))
                .withMessageContaining("belongs to the thread that opened it");
            assertThatIllegalStateException().isThrownBy(() -> scope.own(tensor));
            try (Scope own = Torch.scope()) {
              assertThatIllegalStateException().isThrownBy(() -> own.own(tensor));
              assertThat(own.keep(tensor)).isSameAs(tensor);
            }
          });
      assertThat(tensor.isClosed()).isFalse();
    }
  }

  @Test
  void otherThreadsTensorsAreNotInTheScope() throws InterruptedException {
    try (Scope scope = Torch.scope()) {
      Tensor[] made = new Tensor[1];
      inAnotherThread(() -> made[0] = Torch.ones(1));
      scope.close();
      assertThat(made[0].isClosed()).isFalse();
      made[0].close();
    }
  }

  @Test
  void ownTakesATensorIn() {
    Tensor outside = Torch.ones(1);
    long collected = Obor.memory().collectedTensors();
    try (Scope outer = Torch.scope()) {
      Tensor ofOuter = Torch.ones(1);
      try (Scope inner = Torch.scope()) {
        assertThat(inner.own(outside)).isSameAs(outside);
        inner.ownAll(List.of(ofOuter, outside));
        assertThatIllegalStateException()
            .isThrownBy(() -> outer.own(ofOuter))
            .withMessage("only the innermost scope can take tensors");
        assertThat(Obor.memory().collectedTensors()).isEqualTo(collected - 1);
      }
      assertThat(ofOuter.isClosed()).isTrue();
      assertThat(outside.isClosed()).isTrue();
      assertThatIllegalStateException()
          .isThrownBy(() -> outer.own(ofOuter))
          .withMessageStartingWith("the tensor is closed");
    }
  }

  @Test
  void whatAScopeTookInCanBeKeptAgain() {
    Tensor outside = Torch.ones(1);
    for (int i = 0; i < 3; i++) {
      try (Scope scope = Torch.scope()) {
        scope.keep(scope.own(outside));
      }
      assertThat(scoped()).isZero();
    }
    try (Scope scope = Torch.scope()) {
      scope.own(outside).unscoped();
    }
    assertThat(outside.item().intValue()).isOne();
    outside.close();
  }

  @Test
  void anUnscopedTensorOutlivesAllScopes() {
    Tensor tensor;
    try (Scope outer = Torch.scope();
        Scope inner = Torch.scope()) {
      tensor = inner.keep(Torch.ones(1)).unscoped();
      assertThat(tensor.unscoped()).isSameAs(tensor);
      outer.keep(tensor);
    }
    assertThat(tensor.isClosed()).isFalse();
    tensor.close();
  }

  @Test
  void aScopeThatNobodyHoldsGivesUpItsTensors() throws InterruptedException {
    long bytes = Obor.memory().bytes();
    inAnotherThread(
        () -> {
          Torch.scope();
          for (int i = 0; i < 5000; i++) {
            Torch.ones(1);
            if (i % 500 == 0) {
              System.gc();
            }
          }
          assertThat(scoped()).isLessThan(5000);
        });
    awaitBytes(bytes);
  }

  @Test
  void aThreadThatEndsGivesUpItsScopes() throws InterruptedException {
    long bytes = Obor.memory().bytes();
    List<Scope> held = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>();
    inAnotherThread(
        () -> {
          held.add(Torch.scope());
          tensors.add(Torch.full(Torch.size(1), 7.0));
          held.add(Torch.scope());
          tensors.add(Torch.ones(1));
          Torch.zeros(1 << 20);
        });
    awaitBytes(bytes + 2 * Float.BYTES);
    assertThat(tensors.get(0).item().intValue()).isEqualTo(7);
    tensors.forEach(Tensor::close);
    tensors.clear();
    assertThatIllegalStateException().isThrownBy(held.get(0)::close);
    awaitBytes(bytes);
  }

  @Test
  void aScopeMayStayOpenBetweenTheTasksOfAThread() throws Exception {
    ExecutorService single = Executors.newSingleThreadExecutor();
    try {
      Scope scope = single.submit(() -> Torch.scope()).get();
      Tensor tensor = single.submit(() -> Torch.ones(1)).get();
      assertThat(scoped()).isOne();
      single.submit(scope::close).get();
      assertThat(tensor.isClosed()).isTrue();
    } finally {
      single.shutdown();
    }
  }

  private interface Body {
    void run() throws InterruptedException;
  }

  private static void inAnotherThread(Body body) throws InterruptedException {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                body.run();
                ended.complete(true);
              } catch (Throwable e) {
                ended.completeExceptionally(e);
              }
            });
    thread.start();
    thread.join();
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the other thread failed", e.getCause());
    }
  }

  private static void awaitBytes(long expected) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (Obor.memory().bytes() > expected && System.nanoTime() - end < 0) {
      System.gc();
      Thread.sleep(5);
    }
    assertThat(Obor.memory().bytes()).isLessThanOrEqualTo(expected);
  }
}
