package dev.obor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Where anomaly mode saw the nodes made that a failing backward pass came to. */
final class AnomalyTraces {
  private static final String KEY = "traceback_";
  private static final ThreadLocal<List<Throwable>> FOUND = new ThreadLocal<>();

  private AnomalyTraces() {}

  /** Remembers the stack of a node that is being made. */
  static void store(Map<String, Object> metadata) {
    Throwable made = new Throwable("Traceback of forward call");
    StackTraceElement[] stack = made.getStackTrace();
    // The innermost frames are this method and the one that C++ called.
    made.setStackTrace(Arrays.copyOfRange(stack, Math.min(2, stack.length), stack.length));
    metadata.put(KEY, made);
  }

  /** Tells where a node was made whose function has failed, or which made one that has. */
  static void print(String node, Map<String, Object> metadata, boolean induced) {
    Object made = metadata.get(KEY);
    String text = induced ? "Previous calculation was induced by " : "Error detected in ";
    text += node + ". ";
    if (!(made instanceof Throwable stack)) {
      LoggerFactory.getLogger(AnomalyTraces.class)
          .warn(
              "{}No forward pass information available. Enable detect anomaly during forward pass"
                  + " for more information.",
              text);
      return;
    }
    text +=
        induced
            ? "Traceback of forward call that induced the previous calculation:"
            : "Traceback of forward call that caused the error:";
    Throwable told = new Throwable(text);
    told.setStackTrace(stack.getStackTrace());
    LoggerFactory.getLogger(AnomalyTraces.class).warn(text, told);
    List<Throwable> found = FOUND.get();
    if (found == null || !induced) { // nobody fetches what was found in a thread of LibTorch's
      found = new ArrayList<>();
      FOUND.set(found);
    }
    found.add(told);
  }

  /** Adds what was found in this thread to the exception that ends the backward pass. */
  static void attachTo(Throwable thrown) {
    List<Throwable> found = FOUND.get();
    if (found != null) {
      FOUND.remove();
      found.forEach(thrown::addSuppressed);
    }
  }
}
