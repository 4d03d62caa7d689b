package dev.obor.autograd;

import dev.obor.AutogradEngine;

/**
 * Anomaly detection, until it is closed: Python's {@code torch.autograd.detect_anomaly} and {@code
 * set_detect_anomaly}.
 *
 * <pre>{@code
 * try (var mode = Autograd.detectAnomaly()) {
 *   model.call(x).sum().backward();
 * }
 * }</pre>
 *
 * <p>While it is on, each node of a graph remembers where it was made. When a backward pass fails,
 * the log (SLF4J, as a warning) says where the forward operator was called, and the exception
 * carries it as a {@linkplain Throwable#getSuppressed suppressed one}. A gradient that is NaN fails
 * too, unless that is switched off.
 *
 * <p>The mode is the whole program's, not a thread's, and slows everything down: it is for finding
 * faults.
 */
public final class AnomalyMode implements AutoCloseable {
  private final boolean enabledBefore = AutogradEngine.isAnomalyEnabled();
  private final boolean checkNanBefore = AutogradEngine.isAnomalyCheckingNan();
  private boolean closed;

  AnomalyMode(boolean enabled, boolean checkNan) {
    AutogradEngine.setAnomalyEnabled(enabled, checkNan);
  }

  /** Goes back to the mode before. Closing twice is harmless. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      AutogradEngine.setAnomalyEnabled(enabledBefore, checkNanBefore);
    }
  }
}
