package dev.obor.data;

import dev.obor.Scope;
import dev.obor.Torch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a loop, each of which does its tasks one after the other in a thread of its own.
 *
 * <p>A thread that has had nothing to do for a while ends, and a new one takes up the work of its
 * worker when there is some: a loop that somebody left holds no thread, even before the collector
 * finds it. For that, a pool must not refer to the loop or to the loader.
 */
final class WorkerPool<P, B> {
  /** How long an idle thread waits, unless {@code -Dobor.data.keepAlive} says so, in ms. */
  private static final long KEEP_ALIVE = Long.getLong("obor.data.keepAlive", 2_000);

  /** How long closing waits for the threads, as Python does. */
  private static final long PATIENCE = 5_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Worker> workers = new ArrayList<>();
  private final Supplier<Reader<P, B>> reading;
  private final @Nullable IntConsumer workerInitFn;
  private final long keepAlive;
  private long epoch;
  private boolean closed;

  WorkerPool(
      int size,
      long baseSeed,
      Dataset<?> dataset,
      Supplier<Reader<P, B>> reading,
      @Nullable IntConsumer workerInitFn) {
    this(size, baseSeed, dataset, reading, workerInitFn, KEEP_ALIVE);
  }

  WorkerPool(
      int size,
      long baseSeed,
      Dataset<?> dataset,
      Supplier<Reader<P, B>> reading,
      @Nullable IntConsumer workerInitFn,
      long keepAlive) {
    this.reading = reading;
    this.workerInitFn = workerInitFn;
    this.keepAlive = keepAlive;
    for (int id = 0; id < size; id++) {
      workers.add(new Worker(new WorkerInfo(id, size, baseSeed + id, dataset)));
    }
  }

  int size() {
    return workers.size();
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Begins a new loop: every worker reads from the dataset's beginning. */
  void nextEpoch() {
    lock.lock();
    try {
      epoch++;
    } finally {
      lock.unlock();
    }
  }

  Task<P, B> submit(int worker, P place) {
    lock.lock();
    try {
      Task<P, B> task = new Task<>(worker, place, epoch);
      workers.get(worker).add(task);
      return task;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until one of some tasks is done.
   *
   * @param timeout in nanoseconds; 0 means for ever
   * @return the first of them that is done, or null if none was in time
   * @throws InterruptedException if the waiting thread is interrupted
   */
  @Nullable Task<P, B> await(Iterable<Task<P, B>> tasks, long timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout;
      while (true) {
        for (Task<P, B> task : tasks) {
          if (task.done) {
            return task;
          }
        }
        if (timeout == 0) {
          arrived.await();
        } else if (left <= 0) {
          return null;
        } else {
          left = arrived.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives up tasks: what they have read, or read from now on, is released. */
  void cancel(Collection<Task<P, B>> tasks) {
    List<Task<P, B>> unwanted = new ArrayList<>();
    lock.lock();
    try {
      for (Task<P, B> task : tasks) {
        task.cancelled = true;
        workers.get(task.worker).tasks.remove(task);
        if (task.done) {
          unwanted.add(task);
        }
      }
    } finally {
      lock.unlock();
    }
    unwanted.forEach(Task::discard);
  }

  /** Lets the threads end after the tasks that they have begun; they may not be waited for. */
  void close() {
    lock.lock();
    try {
      closed = true;
      for (Worker worker : workers) {
        worker.tasks.forEach(task -> task.cancelled = true);
        worker.tasks.clear();
        worker.available.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes the pool and waits a while for the threads to end. */
  void closeAndWait() {
    close();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    boolean interrupted = false;
    for (Worker worker : workers) {
      Thread thread = worker.thread;
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (thread == null || thread == Thread.currentThread() || left <= 0) {
        continue;
      }
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the pool and interrupts threads that may be stuck. */
  void abort() {
    close();
    for (Worker worker : workers) {
      Thread thread = worker.thread;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** One worker; its fields but the last two are guarded by the lock. */
  private final class Worker {
    final WorkerInfo info;
    final Condition available = lock.newCondition();
    final Deque<Task<P, B>> tasks = new ArrayDeque<>();
    volatile @Nullable Thread thread;

    private boolean isInitialised;
    private @Nullable Reader<P, B> reader;
    private long readerEpoch = -1;

    Worker(WorkerInfo info) {
      this.info = info;
    }

    /** Must be called under the lock. */
    void add(Task<P, B> task) {
      if (closed) {
        throw new IllegalStateException("the loop is closed");
      }
      tasks.add(task);
      if (thread == null) {
        Thread fresh = new Thread(null, this::work, "obor-data-worker-" + info.id(), 0, false);
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
      } else {
        available.signal();
      }
    }

    private void work() {
      info.enter();
      for (Task<P, B> task = take(); task != null; task = take()) {
        perform(task);
        boolean isUnwanted;
        lock.lock();
        try {
          task.done = true;
          isUnwanted = task.cancelled || closed;
          arrived.signalAll();
        } finally {
          lock.unlock();
        }
        if (isUnwanted) {
          task.discard();
        }
      }
    }

    /** The next task, or null if the thread is to end; a new thread goes on where it ended. */
    private @Nullable Task<P, B> take() {
      lock.lock();
      try {
        long left = TimeUnit.MILLISECONDS.toNanos(keepAlive);
        while (tasks.isEmpty()) {
          if (closed || left <= 0) {
            thread = null;
            return null;
          }
          try {
            left = available.awaitNanos(left);
          } catch (InterruptedException e) {
            // Somebody's code in the worker was meant; what ends the thread is the flag.
          }
        }
        return tasks.remove();
      } finally {
        lock.unlock();
      }
    }

    private void perform(Task<P, B> task) {
      try {
        Reader<P, B> source = reader(task.epoch);
        try (Scope scope = Torch.scope()) {
          B batch = source.read(task.place);
          if (BatchContents.areKnown(batch)) {
            task.given = scope.handOverAll(batch);
          } else {
            scope.keepAll();
          }
          task.batch = batch;
        }
      } catch (EndOfData e) {
        task.ended = true;
      } catch (Throwable e) {
        task.failure = e;
      }
    }

    private Reader<P, B> reader(long wanted) {
      if (!isInitialised) {
        isInitialised = true;
        if (workerInitFn != null) {
          workerInitFn.accept(info.id());
        }
      }
      if (readerEpoch != wanted) {
        reader = reading.get();
        readerEpoch = wanted;
      }
      return Objects.requireNonNull(reader);
    }
  }
}
