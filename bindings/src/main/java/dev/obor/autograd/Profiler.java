package dev.obor.autograd;

import dev.obor.CallRecord;
import dev.obor.ThreadMode;
import java.util.function.Consumer;

/**
 * Measures what a program spends its time on: Python's {@code torch.autograd.profiler}.
 *
 * <pre>{@code
 * Profile prof = Profiler.profile();
 * try (prof) {
 *   try (var mode = Profiler.recordFunction("my step")) {
 *     model.call(x).sum().backward();
 *   }
 * }
 * System.out.println(prof.keyAverages().table(o -> o.sortBy("self_cpu_time_total")));
 * }</pre>
 *
 * <p>A profile tells about the thread that began it, and the backward passes that run there.
 * Virtual threads have none.
 */
public final class Profiler {
  private Profiler() {}

  /**
   * Begins to measure; closing the profile ends it: Python's {@code profiler.profile()}.
   *
   * @throws dev.obor.TorchException if the thread is already being measured
   */
  public static Profile profile() {
    return profile(o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code profiler.profile(record_shapes=True)}.
   *
   * @see ProfileOptions
   */
  public static Profile profile(Consumer<ProfileOptions> options) {
    ProfileOptions o = new ProfileOptions();
    options.accept(o);
    return new Profile(o.enabled ? CallRecord.begin(o.recordShapes) : null);
  }

  /**
   * Gives a part of the program a name in the profile, until the mode is closed: Python's {@code
   * with profiler.record_function(name)}.
   */
  public static ThreadMode recordFunction(String name) {
    return CallRecord.enter(name);
  }
}
