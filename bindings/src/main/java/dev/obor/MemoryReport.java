package dev.obor;

import java.util.List;

/**
 * What Obor holds in native memory at one moment: the result of {@link Obor#memory()}.
 *
 * @param scopedTensors open tensors that scopes own
 * @param collectedTensors tensors in the garbage collector's care, those included that were closed
 *     while other threads could still be using them
 * @param bytes bytes that LibTorch's CPU allocator holds for elements, those of tensors that only
 *     gradients need included
 * @param sites where the open tensors were made; empty unless the property {@code
 *     obor.leakDetection} is {@code true}
 */
public record MemoryReport(
    long scopedTensors, long collectedTensors, long bytes, List<Site> sites) {

  /**
   * A place in a program that made tensors which are still open.
   *
   * @param stack the innermost callers
   * @param tensors how many tensors
   */
  public record Site(String stack, int tensors) {}

  /** All tensors that hold native memory. */
  public long tensors() {
    return scopedTensors + collectedTensors;
  }

  static MemoryReport now() {
    Collector.drain();
    ThreadTensors.current().endCompanions();
    return new MemoryReport(
        ThreadTensors.alive().size(),
        Collector.count(),
        MemoryPressure.bytes(),
        LeakDetection.isEnabled() ? LeakDetection.sites() : List.of());
  }

  /** A few lines that a person can read. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(tensors()).append(" tensors (").append(scopedTensors).append(" in scopes, ");
    text.append(collectedTensors).append(" in the collector's care), ");
    text.append(bytes).append(" bytes");
    for (Site site : sites) {
      text.append("\n").append(site.tensors()).append(" made at ").append(site.stack());
    }
    return text.toString();
  }
}
