package dev.obor.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who draws on which figure. */
class CurrentFigureTest {
  private final CurrentFigure current = new CurrentFigure();
  private final Figure figure = new Figure(new FigureOptions());

  private @Nullable Figure seenByAnotherThread() {
    CompletableFuture<@Nullable Figure> seen = new CompletableFuture<>();
    new Thread(() -> seen.complete(current.get())).start();
    return seen.join();
  }

  @Test
  void eachThreadHasItsOwn() {
    current.set(figure);
    assertThat(current.get()).isSameAs(figure);
    assertThat(seenByAnotherThread()).isNull();
    current.set(null);
    assertThat(current.get()).isNull();
  }

  @Test
  void sharedFigureIsSeenByAllThreads() {
    current.set(figure);
    current.share();
    assertThat(current.get()).isSameAs(figure);
    assertThat(seenByAnotherThread()).isSameAs(figure);
    current.share();
    assertThat(current.get()).isSameAs(figure);
    current.set(null);
    assertThat(seenByAnotherThread()).isNull();
  }
}
