package dev.obor.tutorials.service;

import dev.obor.MemoryReport;
import dev.obor.Obor;
import dev.obor.PythonNumber;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * Counts what a service does, and writes it in the text format of Prometheus.
 *
 * <p>May be used by any number of threads.
 */
final class ServiceMetrics {
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
  };

  private final Map<Integer, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length];
  private final LongAdder latencies = new LongAdder();
  private final LongAdder latencyNanos = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder batched = new LongAdder();

  ServiceMetrics() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /** A prediction was asked for and answered with a status. */
  void request(int status, long nanos) {
    requests.computeIfAbsent(status, key -> new LongAdder()).increment();
    latencies.increment();
    latencyNanos.add(nanos);
    for (int i = 0; i < BOUNDS.length; i++) {
      if (nanos <= BOUNDS[i] * 1e9) {
        buckets[i].increment();
      }
    }
  }

  /** The model was asked so many questions at once. */
  void batch(int size) {
    batches.increment();
    batched.add(size);
  }

  /** Writes everything. */
  String text(IntSupplier waiting) {
    StringBuilder text = new StringBuilder();
    head(text, "obor_requests_total", "counter", "Predictions asked for, by HTTP status.");
    requests.forEach(
        (status, count) ->
            line(text, "obor_requests_total{status=\"" + status + "\"}", count.sum()));
    head(text, "obor_request_seconds", "histogram", "Time from a request to its answer.");
    for (int i = 0; i < BOUNDS.length; i++) {
      line(text, "obor_request_seconds_bucket{le=\"" + BOUNDS[i] + "\"}", buckets[i].sum());
    }
    line(text, "obor_request_seconds_bucket{le=\"+Inf\"}", latencies.sum());
    text.append("obor_request_seconds_sum ")
        .append(PythonNumber.fixed(latencyNanos.sum() / 1e9, 6))
        .append('\n');
    line(text, "obor_request_seconds_count", latencies.sum());
    head(text, "obor_batches_total", "counter", "Batches that the model has answered.");
    line(text, "obor_batches_total", batches.sum());
    head(text, "obor_batched_requests_total", "counter", "Requests in these batches.");
    line(text, "obor_batched_requests_total", batched.sum());
    head(text, "obor_queue_length", "gauge", "Requests that wait for the model.");
    line(text, "obor_queue_length", waiting.getAsInt());
    MemoryReport memory = Obor.memory();
    head(text, "obor_tensors", "gauge", "Tensors that are alive.");
    line(text, "obor_tensors", memory.tensors());
    head(text, "obor_tensor_bytes", "gauge", "Native memory of these tensors.");
    line(text, "obor_tensor_bytes", memory.bytes());
    Runtime runtime = Runtime.getRuntime();
    head(text, "obor_heap_bytes", "gauge", "Used heap of the JVM.");
    line(text, "obor_heap_bytes", runtime.totalMemory() - runtime.freeMemory());
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
