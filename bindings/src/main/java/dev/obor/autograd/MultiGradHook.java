package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.Tensor;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One hook for the gradients of several tensors, which may arrive in several threads. */
final class MultiGradHook {
  /** So many backward passes at once are told apart. */
  private static final int REMEMBERED_PASSES = 64;

  /** What has arrived in one backward pass. */
  private static final class Arrivals {
    private final @Nullable Tensor[] gradients;
    private final int expected;
    private int count;

    private Arrivals(int tensors, int expected) {
      this.gradients = new Tensor[tensors];
      this.expected = expected;
    }
  }

  private final List<Node> nodes;
  private final Consumer<List<Tensor>> hook;

  /** A pass that fails half-way never completes; its gradients are let go after some more. */
  private final Map<Integer, Arrivals> passes =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Arrivals> eldest) {
          return size() > REMEMBERED_PASSES;
        }
      };

  private MultiGradHook(List<Node> nodes, Consumer<List<Tensor>> hook) {
    this.nodes = nodes;
    this.hook = hook;
  }

  static RemovableHandle register(List<Tensor> tensors, Consumer<List<Tensor>> hook, String mode) {
    return switch (mode) {
      case "all" -> all(tensors, hook);
      case "any" -> any(tensors, hook);
      default ->
          throw new ValueException("Expects mode to be one of ('all', 'any') but got " + mode);
    };
  }

  static RemovableHandle all(List<Tensor> tensors, Consumer<List<Tensor>> hook) {
    List<Node> nodes = new ArrayList<>();
    for (Tensor tensor : tensors) {
      nodes.add(Graph.getGradientEdge(tensor).node());
    }
    MultiGradHook hooks = new MultiGradHook(nodes, hook);
    List<RemovableHandle> handles = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int index = i;
      handles.add(tensors.get(i).registerHook(gradient -> hooks.arrive(index, gradient)));
    }
    return new RemovableHandle(() -> handles.forEach(RemovableHandle::remove));
  }

  private @Nullable Tensor arrive(int index, Tensor gradient) {
    int pass = AutogradEngine.graphTask();
    Arrivals complete;
    synchronized (this) {
      Arrivals arrivals = passes.get(pass);
      if (arrivals == null) {
        int expected = (int) nodes.stream().filter(AutogradEngine::willExecute).count();
        arrivals = new Arrivals(nodes.size(), expected);
        passes.put(pass, arrivals);
      }
      arrivals.gradients[index] = gradient;
      complete = ++arrivals.count == arrivals.expected ? passes.remove(pass) : null;
    }
    if (complete != null) {
      hook.accept(Collections.unmodifiableList(Arrays.asList(complete.gradients)));
    }
    return null;
  }

  private static RemovableHandle any(List<Tensor> tensors, Consumer<List<Tensor>> hook) {
    Object lock = new Object();
    int[] last = {-1};
    GradientHook first =
        gradient -> {
          int pass = AutogradEngine.graphTask();
          boolean isFirst;
          synchronized (lock) {
            isFirst = last[0] != pass;
            last[0] = pass;
          }
          if (isFirst) {
            hook.accept(Collections.singletonList(gradient));
          }
          return null;
        };
    List<RemovableHandle> handles =
        tensors.stream()
            .filter(Tensor::requiresGrad)
            .map(tensor -> Objects.requireNonNull(tensor.registerHook(first)))
            .toList();
    return new RemovableHandle(() -> handles.forEach(RemovableHandle::remove));
  }
}
