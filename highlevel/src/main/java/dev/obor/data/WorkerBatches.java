package dev.obor.data;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.lang.ref.Cleaner;
import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches from workers, in the order of the sampler, and asks for as many in advance as the
 * prefetch factor says.
 *
 * <p>The sampler runs in the thread that asks, at the same moments as in Python, so that the random
 * numbers that it draws are Python's for any number of workers.
 */
final class WorkerBatches<P, B> implements BatchIterator<B> {
  private static final Cleaner CLEANER = Cleaner.create();

  private final WorkerPool<P, B> pool;
  private final Iterator<P> places;
  private final Settings settings;
  private final Deque<Task<P, B>> outstanding;
  private final boolean[] active;
  private final int[] tasksOf;
  private final Cleaner.Cleanable cleanable;
  private int cycle;
  private boolean ended;
  private @Nullable Task<P, B> ahead;

  /**
   * How the batches are taken.
   *
   * @param prefetchFactor how many batches each worker may have made in advance
   * @param timeout how long to wait for a batch, in seconds; 0 means for ever
   * @param inOrder whether batches come in the order of the sampler
   * @param persistent whether the workers serve other loops after this one
   */
  record Settings(int prefetchFactor, double timeout, boolean inOrder, boolean persistent) {}

  /** Ends a loop that nobody holds any more; it must not refer to the iterator. */
  private record Abandonment<P, B>(
      WorkerPool<P, B> pool, Deque<Task<P, B>> outstanding, boolean persistent)
      implements Runnable {
    @Override
    public void run() {
      pool.cancel(outstanding);
      if (!persistent) {
        pool.close();
      }
    }
  }

  WorkerBatches(WorkerPool<P, B> pool, Iterator<P> places, Settings settings) {
    this.pool = pool;
    this.places = places;
    this.settings = settings;
    this.outstanding = new ArrayDeque<>();
    this.active = new boolean[pool.size()];
    this.tasksOf = new int[pool.size()];
    this.cleanable =
        CLEANER.register(this, new Abandonment<>(pool, outstanding, settings.persistent()));
    Arrays.fill(active, true);
    try {
      for (int i = 0; i < most(); i++) {
        submitNext();
      }
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private int most() {
    return settings.prefetchFactor() * pool.size();
  }

  /** Asks the next worker in turn for one more batch, if the sampler has one. */
  private void submitNext() {
    if (!places.hasNext()) {
      return;
    }
    P place = places.next();
    int alive = 0;
    for (boolean isActive : active) {
      alive += isActive ? 1 : 0;
    }
    for (int i = 0; i < active.length; i++) {
      int worker = cycle;
      cycle = (cycle + 1) % active.length;
      if (active[worker] && (settings.inOrder() || tasksOf[worker] < most() / alive)) {
        outstanding.add(pool.submit(worker, place));
        tasksOf[worker]++;
        return;
      }
    }
  }

  @Override
  public boolean hasNext() {
    if (ahead == null && !ended) {
      ahead = awaitNext();
      if (ahead == null) {
        finish();
      }
    }
    return ahead != null;
  }

  @Override
  public B next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException("the loop has come to its end");
    }
    Task<P, B> task = ahead;
    ahead = null;
    Throwable failure = task.failure;
    if (failure != null) {
      close();
      throw caught(failure, task);
    }
    try {
      submitNext();
    } catch (Throwable e) {
      task.discard();
      close();
      throw e;
    }
    return taken(task);
  }

  private @Nullable Task<P, B> awaitNext() {
    while (!outstanding.isEmpty()) {
      Task<P, B> task = await();
      outstanding.remove(task);
      tasksOf[task.worker]--;
      if (!task.ended) {
        return task;
      }
      active[task.worker] = false;
      submitNext();
    }
    return null;
  }

  private Task<P, B> await() {
    Iterable<Task<P, B>> wanted =
        settings.inOrder() ? List.of(outstanding.getFirst()) : outstanding;
    Task<P, B> task;
    try {
      task = pool.await(wanted, (long) (settings.timeout() * TimeUnit.SECONDS.toNanos(1)));
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new TorchException("interrupted while waiting for a batch of the DataLoader");
    }
    if (task == null) {
      double seconds = settings.timeout();
      end();
      pool.abort();
      throw new TorchException(
          "DataLoader timed out after "
              + (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : seconds + "")
              + " seconds\nNone of the workers had the next batch ready in time; the loop is closed.");
    }
    return task;
  }

  /** Gives the batch's tensors to the innermost scope of the calling thread, if there is one. */
  private static <P, B> B taken(Task<P, B> task) {
    B batch = task.batch;
    if (batch == null) {
      throw new TorchException("a dataset or a collateFn gave no batch, but null");
    }
    if (!task.given.isEmpty()) {
      try (Scope scope = Torch.scope()) {
        for (Tensor tensor : task.given) {
          scope.keep(scope.own(tensor));
        }
      }
    }
    return batch;
  }

  /** The exception for the reader of the loop, of the same type as the worker's if that can be. */
  private static RuntimeException caught(Throwable failure, Task<?, ?> task) {
    String text =
        "Caught "
            + pythonName(failure)
            + " in DataLoader worker process "
            + task.worker
            + ".\nOriginal message: "
            + failure.getMessage()
            + "\nThe worker was reading "
            + place(failure, task.place)
            + "; the loop is closed.";
    if (failure instanceof TorchException) {
      try {
        Constructor<?> constructor = failure.getClass().getConstructor(String.class);
        TorchException same = (TorchException) constructor.newInstance(text);
        same.initCause(failure);
        return same;
      } catch (ReflectiveOperationException e) {
        failure.addSuppressed(e);
      }
    }
    TorchException other = new TorchException(text);
    other.initCause(failure);
    return other;
  }

  private static String pythonName(Throwable failure) {
    Class<?> type = failure.getClass();
    if (type == TorchException.class) {
      return "RuntimeError";
    }
    String name = type.getSimpleName();
    return failure instanceof TorchException ? name.replace("Exception", "Error") : name;
  }

  private static String place(Throwable failure, Object place) {
    FailedItem item = FailedItem.of(failure);
    if (item != null) {
      return "item " + item.index;
    }
    if (place instanceof int[] indices) {
      return indices.length <= 16
          ? "the items " + Arrays.toString(indices)
          : indices.length + " items, the first of which is " + indices[0];
    }
    return "item " + place;
  }

  private void finish() {
    end();
    if (!settings.persistent()) {
      pool.closeAndWait();
    }
  }

  /** Gives up all batches that are still to come. */
  private void end() {
    ended = true;
    Task<P, B> unused = ahead;
    ahead = null;
    if (unused != null) {
      unused.discard();
    }
    cleanable.clean();
    outstanding.clear();
  }

  @Override
  public void close() {
    if (!ended) {
      finish();
    }
  }
}
