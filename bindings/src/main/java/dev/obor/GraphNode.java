package dev.obor;

import dev.obor.autograd.Node;
import dev.obor.autograd.RemovableHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a gradient graph; the collector lets go of the graph. */
final class GraphNode implements Node {
  private static final Cleaner CLEANER =
      Cleaner.create(work -> ThreadTensors.daemon(work, "obor-nodes"));

  /** Points to one more owner of the node. */
  private final long handle;

  private final long identity;

  private GraphNode(long handle) {
    this.handle = handle;
    this.identity = NodeNatives.identity(handle);
    CLEANER.register(this, () -> NodeNatives.release(handle));
  }

  private static @Nullable GraphNode own(long handle) {
    if (handle == 0) {
      return null;
    }
    // A node can hold much memory that only the collector releases, like a tensor in its care.
    if ((++ThreadTensors.current().collectorTicks & 63) == 0) {
      MemoryPressure.check();
    }
    return new GraphNode(handle);
  }

  /** The node that made a tensor, or null for a leaf. */
  static @Nullable GraphNode of(Tensor tensor) {
    long node = NodeNatives.of_tensor(tensor.handle());
    Reference.reachabilityFence(tensor);
    return own(node);
  }

  /** The node that the gradient of a tensor goes to; for a leaf, the one that sums it up. */
  static @Nullable GraphNode gradientEdge(Tensor tensor) {
    long node = NodeNatives.gradient_edge(tensor.handle());
    Reference.reachabilityFence(tensor);
    return own(node);
  }

  /** The handle for a native call; the caller fences the node behind the call. */
  static long handle(Node node) {
    return ((GraphNode) node).handle;
  }

  @Override
  public String name() {
    String name = NodeNatives.name(handle);
    Reference.reachabilityFence(this);
    return name;
  }

  @Override
  public List<Next> nextFunctions() {
    long[] pairs = NodeNatives.next_functions(handle);
    Reference.reachabilityFence(this);
    List<Next> next = new ArrayList<>(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      next.add(new Next(own(pairs[i]), (int) pairs[i + 1]));
    }
    return Collections.unmodifiableList(next);
  }

  @Override
  public Map<String, Object> metadata() {
    Object[] map = new Object[1];
    NodeNatives.metadata(handle, map);
    Reference.reachabilityFence(this);
    return EngineCalls.map(map[0]);
  }

  @Override
  public RemovableHandle registerHook(Hook hook) {
    Object[] list = {new HookList()};
    NodeNatives.post_hooks(handle, list);
    Reference.reachabilityFence(this);
    return ((HookList) list[0]).add(hook);
  }

  @Override
  public RemovableHandle registerPrehook(Prehook hook) {
    Object[] list = {new HookList()};
    NodeNatives.pre_hooks(handle, list);
    Reference.reachabilityFence(this);
    return ((HookList) list[0]).add(hook);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof GraphNode node && node.identity == identity;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(identity);
  }

  @Override
  public String toString() {
    String name = name();
    return "<"
        + name.substring(name.lastIndexOf(':') + 1)
        + " object at 0x"
        + Long.toHexString(identity)
        + ">";
  }
}
