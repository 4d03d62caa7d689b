package dev.obor;

import dev.obor.autograd.GradientEdge;
import dev.obor.autograd.Node;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gradient engine as package {@code dev.obor.autograd} reaches it. Not for programs: {@code
 * dev.obor.autograd} has the functions that Python documents.
 *
 * <p>All methods may be called from any thread; those that set a mode of the thread say so.
 */
public final class AutogradEngine {
  private static final Object DUAL_LEVEL_LOCK = new Object();
  private static volatile long dualLevel = -1;

  private AutogradEngine() {}

  // ---- running

  /**
   * Computes the gradients of inputs, or null for those that were not used.
   *
   * @param outputs tensors or gradient edges
   * @param gradients the gradients with respect to the outputs, or null for ones
   * @param inputs tensors or gradient edges
   */
  public static @Nullable Tensor[] grad(
      List<?> outputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      List<?> inputs,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    return Tensor.ownAll(
        run(outputs, gradients, inputs, retainGraph, createGraph, allowUnused, false));
  }

  /**
   * Adds the gradients of inputs, or of all leaves, to their {@link Tensor#grad}.
   *
   * @param inputs tensors or gradient edges, or null for all leaves
   */
  public static void backward(
      List<?> outputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      @Nullable List<?> inputs,
      boolean retainGraph,
      boolean createGraph) {
    TransformLayer.refuse(
        "backward() called inside a functorch transform. This is not supported, please use"
            + " functorch.grad or functorch.vjp instead or call backward() outside of functorch"
            + " transforms.");
    run(outputs, gradients, inputs, retainGraph, createGraph, true, true);
  }

  private static long[] run(
      List<?> outputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      @Nullable List<?> inputs,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused,
      boolean accumulate) {
    try {
      return EngineNatives.run(
          handles(outputs),
          edges(outputs),
          gradients == null ? null : Tensor.handles(gradients.toArray(new Tensor[0])),
          retainGraph,
          createGraph,
          inputs == null ? null : handles(inputs),
          inputs == null ? null : edges(inputs),
          allowUnused,
          accumulate);
    } catch (Throwable e) {
      AnomalyTraces.attachTo(e);
      throw e;
    } finally {
      Reference.reachabilityFence(outputs);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(inputs);
    }
  }

  private static long[] handles(List<?> places) {
    long[] handles = new long[places.size()];
    for (int i = 0; i < handles.length; i++) {
      Object place = places.get(i);
      if (place instanceof Tensor tensor) {
        handles[i] = tensor.handle();
      } else if (!(place instanceof GradientEdge)) {
        throw new TypeException(
            "expected Tensor or GradientEdge as element "
                + i
                + ", but got "
                + (place == null ? "None" : place.getClass().getSimpleName()));
      }
    }
    return handles;
  }

  /** Pairs of a node and the number of its input, or null when all places are tensors. */
  private static long @Nullable [] edges(List<?> places) {
    long[] edges = null;
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) instanceof GradientEdge edge) {
        if (edges == null) {
          edges = new long[2 * places.size()];
        }
        edges[2 * i] = GraphNode.handle(edge.node());
        edges[2 * i + 1] = edge.outputNr();
      }
    }
    return edges;
  }

  /** The number of the backward pass that this thread works for, or -1. */
  public static int graphTask() {
    return EngineNatives.graph_task();
  }

  /** Whether the backward pass that this thread works for runs a node. */
  public static boolean willExecute(Node node) {
    boolean will = EngineNatives.will_execute(GraphNode.handle(node));
    Reference.reachabilityFence(node);
    return will;
  }

  // ---- nodes

  /** The gradient edge of a tensor, or null when no gradient can reach it. */
  public static @Nullable GradientEdge gradientEdge(Tensor tensor) {
    Node node = GraphNode.gradientEdge(tensor);
    if (node == null) {
      return null;
    }
    int number = NodeNatives.output_number(tensor.handle());
    Reference.reachabilityFence(tensor);
    return new GradientEdge(node, number);
  }

  /** Whether a tensor's gradient history leads to a leaf that is none of the given ones. */
  public static boolean reachesOtherLeaf(Tensor tensor, List<Tensor> leaves) {
    Tensor[] known = leaves.toArray(new Tensor[0]);
    boolean other = NodeNatives.reaches_other_leaf(tensor.handle(), Tensor.handles(known));
    Reference.reachabilityFence(tensor);
    Reference.reachabilityFence(known);
    return other;
  }

  /** Notes a change in place that no operator has noted. */
  public static void incrementVersion(List<Tensor> tensors) {
    Tensor[] changed = tensors.toArray(new Tensor[0]);
    EngineNatives.increment_version(Tensor.handles(changed));
    Reference.reachabilityFence(changed);
  }

  /** How often a tensor has been changed in place. */
  public static long version(Tensor tensor) {
    long version = AutogradNatives.version(tensor.handle());
    Reference.reachabilityFence(tensor);
    return version;
  }

  // ---- functions that are written in Java

  /** What the engine calls of one application of a function that is written in Java. */
  public interface CustomFunction {
    /** Computes the outputs; some may be null. */
    @Nullable Tensor[] forward(FunctionRecord record, @Nullable Tensor[] inputs);

    /** Computes the gradients of the inputs from those of the outputs. */
    @Nullable Tensor[] backward(FunctionRecord record, @Nullable Tensor[] gradients);

    /** Computes the tangents of the outputs from those of the inputs. */
    @Nullable Tensor[] jvp(FunctionRecord record, @Nullable Tensor[] tangents);

    /** The name of the node in the graph. */
    String name();
  }

  /** Runs a function and records it. */
  public static @Nullable Tensor[] apply(CustomFunction function, @Nullable Tensor[] inputs) {
    return CustomCall.apply(function, inputs);
  }

  /** Tensors with the same elements, whose gradients fail with a message. */
  public static @Nullable Tensor[] delayedError(@Nullable Tensor[] tensors, String message) {
    long[] results = EngineNatives.delayed_error(Tensor.handles(tensors), message);
    Reference.reachabilityFence(tensors);
    return Tensor.ownAll(results);
  }

  /** The same tensor, whose gradient is always absent. */
  public static Tensor undefinedGrad(Tensor tensor) {
    long result = EngineNatives.undefined_grad(tensor.handle());
    Reference.reachabilityFence(tensor);
    return Tensor.own(result);
  }

  // ---- saved tensors

  /**
   * What takes the place of a saved tensor.
   *
   * @param value any object
   * @param tensor a tensor, which the graph releases with itself
   * @param saved tensors saved before, which the graph releases with itself
   */
  public record Packed(
      @Nullable Object value, @Nullable Tensor tensor, @Nullable SavedTensors saved) {}

  /** Hooks for saved tensors. */
  public interface SavedTensorHooks {
    /** Says what takes the place of a tensor. The tensor is closed afterwards. */
    Packed pack(Tensor tensor);

    /** Makes the tensor again. */
    Tensor unpack(Packed packed);
  }

  /** Uses hooks in this thread until the mode is closed. */
  public static ThreadMode savedTensorsHooks(SavedTensorHooks hooks) {
    return ThreadMode.of(() -> SavedTensorNatives.push_hooks(hooks), SavedTensorNatives::pop_hooks);
  }

  /** Runs a body with hooks, recording gradients; to be called in a hook or a backward only. */
  public static void record(SavedTensorHooks hooks, Runnable body) {
    // No mode of the thread: below C++ even a virtual thread stays where it is.
    boolean before = AutogradNatives.is_grad_enabled();
    AutogradNatives.set_grad_enabled(true);
    SavedTensorNatives.push_hooks(hooks);
    try {
      body.run();
    } finally {
      SavedTensorNatives.pop_hooks();
      AutogradNatives.set_grad_enabled(before);
    }
  }

  /** Runs a body without recording gradients; to be called in a hook or a backward only. */
  public static <T> T withoutGradients(Supplier<T> body) {
    boolean before = AutogradNatives.is_grad_enabled();
    AutogradNatives.set_grad_enabled(false);
    try {
      return body.get();
    } finally {
      AutogradNatives.set_grad_enabled(before);
    }
  }

  /** Refuses hooks for saved tensors in this thread, with a message, until the mode is closed. */
  public static ThreadMode disableSavedTensorsHooks(String message) {
    String before = SavedTensorNatives.disabled_message();
    return ThreadMode.of(
        () -> SavedTensorNatives.set_disabled(message, true),
        () -> SavedTensorNatives.set_disabled(before, false));
  }

  // ---- modes

  /** Whether anomaly mode is on, for all threads. */
  public static boolean isAnomalyEnabled() {
    return EngineNatives.is_anomaly_enabled();
  }

  /** Whether anomaly mode looks for NaN. */
  public static boolean isAnomalyCheckingNan() {
    return EngineNatives.is_anomaly_checking_nan();
  }

  /** Switches anomaly mode, for all threads. */
  public static void setAnomalyEnabled(boolean enabled, boolean checkNan) {
    UpcallNatives.load();
    EngineNatives.set_anomaly_enabled(enabled, checkNan);
  }

  /** Says whether backward passes of this thread may use several threads, until it is closed. */
  public static ThreadMode multithreading(boolean enabled) {
    boolean before = EngineNatives.is_multithreading_enabled();
    return ThreadMode.of(
        () -> EngineNatives.set_multithreading_enabled(enabled),
        () -> EngineNatives.set_multithreading_enabled(before));
  }

  /** Whether backward passes of this thread may use several threads. */
  public static boolean isMultithreadingEnabled() {
    return EngineNatives.is_multithreading_enabled();
  }

  /** The level of forward gradients, or -1, for all threads. */
  public static long currentDualLevel() {
    return dualLevel;
  }

  /** Begins a level of forward gradients, for all threads. */
  public static long enterDualLevel() {
    synchronized (DUAL_LEVEL_LOCK) {
      dualLevel = EngineNatives.enter_dual_level();
      return dualLevel;
    }
  }

  /** Ends a level of forward gradients, for all threads. */
  public static void exitDualLevel(long level) {
    synchronized (DUAL_LEVEL_LOCK) {
      if (level != dualLevel || level < 0) {
        throw new TorchException(
            "Trying to exit a forward AD level that was not the last one that was created. This is"
                + " not supported.");
      }
      EngineNatives.exit_dual_level(level);
      dualLevel = level - 1;
    }
  }

  /** Says whether a warning tells of gradients that arrive on another stream. */
  public static void setWarnOnStreamMismatch(boolean enabled) {
    EngineNatives.set_warn_on_stream_mismatch(enabled);
  }
}
