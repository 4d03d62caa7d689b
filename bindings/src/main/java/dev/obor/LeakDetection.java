package dev.obor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where tensors were made and closed, when the property {@code obor.leakDetection} is
 * {@code true}.
 */
final class LeakDetection {
  private static final boolean ENABLED = Boolean.getBoolean("obor.leakDetection");
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final int FRAMES = 12;

  private LeakDetection() {}

  static boolean isEnabled() {
    return ENABLED;
  }

  /**
   * The callers outside of Obor's own tensor classes, innermost first; null when detection is off.
   */
  static @Nullable String site() {
    if (!ENABLED) {
      return null;
    }
    List<String> frames =
        WALKER.walk(
            stack ->
                stack
                    .dropWhile(frame -> isOwn(frame.getClassName()))
                    .limit(FRAMES)
                    .map(StackWalker.StackFrame::toString)
                    .toList());
    return String.join("\n\tat ", frames);
  }

  private static boolean isOwn(String type) {
    return type.matches(
        "dev\\.obor\\.(LeakDetection|Tensor|TensorMethods|TorchFunctions|Torch|Aten|Crossings|Scope"
            + "|ThreadTensors|Collector|Linalg|Fft|Special|NestedData|TensorOptions)(\\$.*)?");
  }

  /** Open tensors by the place where they were made, the most frequent place first. */
  static List<MemoryReport.Site> sites() {
    List<Tensor> alive = new ArrayList<>(Collector.alive());
    alive.addAll(ThreadTensors.alive());
    Map<String, Integer> counts = new HashMap<>();
    for (Tensor tensor : alive) {
      String site = tensor.madeAt;
      if (site != null) {
        counts.merge(site, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new MemoryReport.Site(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingInt(MemoryReport.Site::tensors).reversed())
        .toList();
  }
}
