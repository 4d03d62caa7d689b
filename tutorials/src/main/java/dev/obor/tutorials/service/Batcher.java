package dev.obor.tutorials.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Brings single questions together into batches, which a model answers faster than one by one.
 *
 * <p>One thread of its own asks the model. It takes what waits, up to the largest batch; where that
 * is less, and more questions are on their way, it waits a moment for them. A question that is
 * alone waits for nobody. Questions that find the queue full are refused at once: under overload a
 * quick no is better than an answer that comes too late.
 *
 * <p>May be used by any number of threads.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
final class Batcher<Q, A> implements AutoCloseable {
  private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

  private final BlockingQueue<Waiting<Q, A>> queue;
  private final int largestBatch;
  private final long patienceNanos;
  private final IntSupplier onTheirWay;
  private final Function<List<Q>, List<A>> model;
  private final ServiceMetrics metrics;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object gate = new Object();
  private boolean closed;

  /**
   * Starts.
   *
   * @param capacity how many questions may wait
   * @param largestBatch how many the model is asked at once
   * @param patienceMillis how long a question waits at most for others that are on their way
   * @param onTheirWay how many questions will be asked soon, as far as is known
   * @param model answers a batch, in its order
   * @param metrics is told of batches
   */
  Batcher(
      int capacity,
      int largestBatch,
      double patienceMillis,
      IntSupplier onTheirWay,
      Function<List<Q>, List<A>> model,
      ServiceMetrics metrics) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.largestBatch = largestBatch;
    this.patienceNanos = (long) (patienceMillis * 1e6);
    this.onTheirWay = onTheirWay;
    this.model = model;
    this.metrics = metrics;
    new Thread(this::run, "obor-batcher").start();
  }

  /**
   * Asks a question.
   *
   * @return the answer to come
   * @throws OverloadException if the queue is full, or this is closed
   */
  CompletableFuture<A> ask(Q question) throws OverloadException {
    Waiting<Q, A> waiting = new Waiting<>(question, new CompletableFuture<>());
    synchronized (gate) {
      if (closed) {
        throw new OverloadException("the service is shutting down");
      }
      if (!queue.offer(waiting)) {
        throw new OverloadException("too many requests are waiting");
      }
    }
    return waiting.answer();
  }

  /** How many questions wait. */
  int waiting() {
    return queue.size();
  }

  private void run() {
    List<Waiting<Q, A>> batch = new ArrayList<>();
    try {
      while (!isClosed()) {
        batch.clear();
        collect(batch);
        if (!batch.isEmpty()) {
          answer(batch);
        }
      }
    } catch (InterruptedException e) {
      // Nobody but a debugger interrupts this thread; those who wait are told below.
      Thread.currentThread().interrupt();
    } finally {
      refuseAll(batch);
      ended.countDown();
    }
  }

  /** Tells those who would wait for ever, where the thread ends before its time. */
  private void refuseAll(List<Waiting<Q, A>> batch) {
    List<Waiting<Q, A>> all = new ArrayList<>(batch);
    synchronized (gate) {
      closed = true;
      queue.drainTo(all);
    }
    // Where there is an answer already, this changes nothing.
    for (Waiting<Q, A> waiting : all) {
      waiting.answer().completeExceptionally(new IllegalStateException("the batcher has ended"));
    }
  }

  private boolean isClosed() {
    synchronized (gate) {
      return closed && queue.isEmpty();
    }
  }

  private void collect(List<Waiting<Q, A>> batch) throws InterruptedException {
    Waiting<Q, A> first = queue.poll(100, TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    batch.add(first);
    queue.drainTo(batch, largestBatch - 1);
    long end = System.nanoTime() + patienceNanos;
    while (batch.size() < largestBatch && onTheirWay.getAsInt() > 0) {
      Waiting<Q, A> next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
      queue.drainTo(batch, largestBatch - batch.size());
    }
  }

  private void answer(List<Waiting<Q, A>> batch) {
    metrics.batch(batch.size());
    try {
      List<A> answers = model.apply(batch.stream().map(Waiting::question).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException | Error e) {
      // One bad batch must not end the service; those who asked are told.
      for (Waiting<Q, A> waiting : batch) {
        waiting.answer().completeExceptionally(e);
      }
    }
  }

  /** Answers what waits, and ends. */
  @Override
  public void close() {
    synchronized (gate) {
      closed = true;
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
