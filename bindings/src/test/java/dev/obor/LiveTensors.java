package dev.obor;

import dev.obor.Collector.TensorReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tensors that hold native memory at one moment, for tests in every module.
 *
 * <p>Looking at them loads no native library.
 */
public final class LiveTensors {
  private final Set<TensorReference> collected = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Tensor> scoped = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Long> light = new HashSet<>();
  private final int openScopes = ThreadTensors.current().depth();

  private LiveTensors() {
    Collector.drain();
    ThreadTensors.current().endCompanions();
    collected.addAll(Collector.references());
    scoped.addAll(ThreadTensors.alive());
    Arrays.stream(HandleBlock.all()).forEach(light::add);
  }

  /** The tensors that are alive now. */
  public static LiveTensors now() {
    return new LiveTensors();
  }

  /** Those of these tensors that were not alive at an earlier moment. */
  public LiveTensors since(LiveTensors earlier) {
    collected.removeAll(earlier.collected);
    scoped.removeAll(earlier.scoped);
    light.removeAll(earlier.light);
    return this;
  }

  /** How many tensors are open. */
  public long open() {
    return scoped.size() + collected.size() + light.size() - closed();
  }

  /** How many tensors are closed and wait until no thread can reach them. */
  public long closed() {
    return collected.stream().filter(LiveTensors::isClosed).count();
  }

  private static boolean isClosed(TensorReference reference) {
    Tensor tensor = reference.tensor();
    return reference.isClosed() || (tensor != null && tensor.isClosed());
  }

  /** How many scopes the calling thread had open. */
  public int openScopes() {
    return openScopes;
  }

  /** Closes all scopes of the calling thread but the outermost ones. */
  public static void closeScopes(int but) {
    if (ThreadTensors.current().depth() > but) {
      ThreadTensors.current().close(but);
    }
  }

  /**
   * Where the open tensors were made and how many at each place; empty unless leak detection is on.
   */
  public Map<String, Integer> sites() {
    List<@Nullable Tensor> open = new ArrayList<>(scoped);
    collected.stream()
        .filter(reference -> !isClosed(reference))
        .forEach(reference -> open.add(reference.tensor()));
    Map<String, Integer> sites = new HashMap<>();
    for (Tensor tensor : open) {
      if (tensor != null && tensor.madeAt != null) {
        sites.merge(tensor.madeAt, 1, Integer::sum);
      }
    }
    return sites;
  }
}
