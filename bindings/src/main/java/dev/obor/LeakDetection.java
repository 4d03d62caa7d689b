package dev.obor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where tensors were made and closed, when the property {@code obor.leakDetection} is
 * {@code true}.
 */
final class LeakDetection {
  private static final boolean ENABLED = Boolean.getBoolean("obor.leakDetection");
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final int FRAMES = 12;

  /** What stands between the program and the place where tensors are made. */
  private static final Set<String> OWN =
      Stream.of(
              "Aten",
              "Collector",
              "Crossings",
              "ElementConversion",
              "Fft",
              "Generator",
              "IndexSequence",
              "IndexWords",
              "LeakDetection",
              "Linalg",
              "NestedData",
              "NestedNumbers",
              "Scope",
              "SharedMemory",
              "Special",
              "Tensor",
              "TensorAttributes",
              "TensorBuffers",
              "TensorElements",
              "TensorGradients",
              "TensorIndexing",
              "TensorMethods",
              "TensorOptions",
              "TensorTypes",
              "ThreadTensors",
              "Torch",
              "TorchFunctions")
          .map(name -> LeakDetection.class.getPackageName() + "." + name)
          .collect(Collectors.toUnmodifiableSet());

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
    int nested = type.indexOf('$');
    return OWN.contains(nested < 0 ? type : type.substring(0, nested));
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
