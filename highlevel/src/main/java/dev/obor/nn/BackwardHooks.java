package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.autograd.Function;
import dev.obor.autograd.FunctionCtx;
import dev.obor.autograd.Node;
import dev.obor.nn.ModuleHooks.Held;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The backward hooks of one call: puts a node around the inputs and one around the outputs, and
 * calls the hooks when gradients come by.
 */
final class BackwardHooks {
  private final Module module;
  private final List<Held<BackwardPreHook>> preHooks;
  private final List<Held<BackwardHook>> hooks;
  private int inputCount;
  private int outputCount;
  private boolean inputsAreRecorded;

  /** The gradients of the outputs, from the time when they come to that when the inputs' come. */
  private @Nullable Tensor @Nullable [] gradOutputs;

  BackwardHooks(Module module, ModuleHooks hooks) {
    this.module = module;
    this.preHooks = List.copyOf(hooks.backwardPre);
    this.hooks = List.copyOf(hooks.backward);
  }

  /** Lets gradients through as they are; it is there to have a node. */
  private static final class BackwardHookFunction extends Function<Tensor[]> {
    @Override
    protected Tensor[] forward(FunctionCtx ctx, Tensor... inputs) {
      ctx.markNonDifferentiable(
          Arrays.stream(inputs).filter(t -> !t.requiresGrad()).toArray(Tensor[]::new));
      return inputs;
    }

    @Override
    protected Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
      return gradOutputs;
    }
  }

  /** The arguments behind the node, where gradients are recorded. */
  @Nullable Object[] inputs(@Nullable Object[] args) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object argument : args) {
      if (argument instanceof Tensor tensor) {
        tensors.add(tensor);
      }
    }
    inputCount = tensors.size();
    List<Tensor> behind = behindNode(tensors, node -> node.registerHook(this::gradientsOfInputs));
    if (behind == null) {
      return args;
    }
    inputsAreRecorded = true;
    @Nullable Object[] replaced = Arrays.copyOf(args, args.length, Object[].class);
    int next = 0;
    for (int i = 0; i < replaced.length; i++) {
      if (replaced[i] instanceof Tensor) {
        replaced[i] = behind.get(next++);
      }
    }
    return replaced;
  }

  /** The result behind the node, where gradients are recorded. */
  Object output(Object result) {
    List<Tensor> tensors = ResultTensors.of(result);
    if (tensors.isEmpty()) {
      Warnings.warn(
          "For backward hooks to be called, module output should be a Tensor or a tuple of Tensors"
              + " but received "
              + result.getClass());
      return result;
    }
    outputCount = tensors.size();
    List<Tensor> behind =
        behindNode(
            tensors, node -> node.registerHook((ignored, grads) -> gradientsOfOutputs(grads)));
    return behind == null ? result : ResultTensors.with(result, behind);
  }

  private static @Nullable List<Tensor> behindNode(List<Tensor> tensors, Consumer<Node> register) {
    if (!Torch.isGradEnabled() || tensors.stream().noneMatch(Tensor::requiresGrad)) {
      return null;
    }
    Tensor[] behind = new BackwardHookFunction().apply(tensors.toArray(new Tensor[0]));
    for (Tensor tensor : behind) {
      Node node = tensor.gradFn();
      if (node != null && tensor.requiresGrad()) {
        register.accept(node);
        break;
      }
    }
    return List.of(behind);
  }

  private @Nullable Tensor @Nullable [] gradientsOfOutputs(Tensor[] gradients) {
    @Nullable Tensor[] current = gradients;
    for (Held<BackwardPreHook> held : preHooks) {
      @Nullable Tensor @Nullable [] replaced = held.hook.call(module, nonNull(current));
      if (replaced != null) {
        if (replaced.length != outputCount) {
          throw new TorchException(
              "Backward pre hook returned an invalid number of grad_output, got "
                  + replaced.length
                  + ", but expected "
                  + outputCount);
        }
        current = replaced;
      }
    }
    if (inputsAreRecorded) {
      gradOutputs = kept(current);
    } else {
      fireWithoutInputs(current);
    }
    return current;
  }

  /** The engine may close what it gave a hook before the inputs' gradients come. */
  private static @Nullable Tensor[] kept(@Nullable Tensor[] gradients) {
    @Nullable Tensor[] kept = new @Nullable Tensor[gradients.length];
    for (int i = 0; i < kept.length; i++) {
      Tensor gradient = gradients[i];
      kept[i] = gradient == null ? null : Aten.alias(gradient).unscoped();
    }
    return kept;
  }

  private void fireWithoutInputs(@Nullable Tensor[] gradients) {
    Warnings.warn(
        "Full backward hook is firing when gradients are computed with respect to module outputs"
            + " since no inputs require gradients. See"
            + " https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html"
            + "#torch.nn.Module.register_full_backward_hook for more details.");
    for (Held<BackwardHook> held : hooks) {
      @Nullable Tensor @Nullable [] replaced =
          held.hook.call(module, nonNull(new @Nullable Tensor[inputCount]), nonNull(gradients));
      if (replaced != null && Arrays.stream(replaced).anyMatch(Objects::nonNull)) {
        throw new TorchException(
            "Backward hook for Modules where no input requires gradient should always return None"
                + " or None for all gradients.");
      }
    }
  }

  private @Nullable Tensor @Nullable [] gradientsOfInputs(
      Tensor[] gradInputs, Tensor[] ignoredOutputs) {
    @Nullable Tensor[] outputs = gradOutputs;
    if (outputs == null) {
      return null; // gradients that have not come through the module's output
    }
    gradOutputs = null;
    try {
      @Nullable Tensor[] current = gradInputs;
      for (Held<BackwardHook> held : hooks) {
        @Nullable Tensor @Nullable [] replaced =
            held.hook.call(module, nonNull(current), nonNull(outputs));
        if (replaced != null) {
          if (replaced.length != inputCount) {
            throw new TorchException(
                "Backward hook returned an invalid number of grad_input, got "
                    + replaced.length
                    + ", but expected "
                    + inputCount);
          }
          current = replaced;
        }
      }
      return current;
    } finally {
      for (Tensor output : outputs) {
        if (output != null) {
          output.close();
        }
      }
    }
  }

  /** The old hooks, which see only the last node of the module. */
  static void registerPartial(
      Module module, ModuleHooks hooks, @Nullable Object[] args, Object result) {
    List<Tensor> tensors = ResultTensors.of(result);
    Node node = tensors.isEmpty() ? null : tensors.get(0).gradFn();
    if (node == null) {
      return;
    }
    for (Held<BackwardHook> held : hooks.backward) {
      node.registerHook((gradInputs, grads) -> held.hook.call(module, gradInputs, grads));
    }
    String missing = missingGradients(node, tensors, args);
    if (missing != null) {
      Warnings.warn("FutureWarning", missing);
    }
  }

  private static @Nullable String missingGradients(
      Node node, List<Tensor> results, @Nullable Object[] args) {
    Set<@Nullable Node> inputs = new HashSet<>();
    for (Object argument : args) {
      if (!(argument instanceof Tensor tensor)) {
        return "Using non-full backward hooks on a Module that does not take as input a single Tensor"
            + " or a tuple of Tensors is deprecated and will be removed in future versions. This"
            + " hook will be missing some of the grad_input. Please use register_full_backward_hook"
            + " to get the documented behavior.";
      }
      addNode(inputs, tensor);
    }
    Set<@Nullable Node> outputs = new HashSet<>();
    results.forEach(result -> addNode(outputs, result));
    if (outputs.size() > 1) {
      return "Using a non-full backward hook when outputs are generated by different autograd Nodes"
          + " is deprecated and will be removed in future versions. This hook will be missing some"
          + " grad_output. Please use register_full_backward_hook to get the documented behavior.";
    }
    Set<@Nullable Node> next = new HashSet<>();
    node.nextFunctions().forEach(place -> next.add(place.function()));
    return inputs.equals(next)
        ? null
        : "Using a non-full backward hook when the forward contains multiple autograd Nodes is"
            + " deprecated and will be removed in future versions. This hook will be missing some"
            + " grad_input. Please use register_full_backward_hook to get the documented behavior.";
  }

  private static void addNode(Set<@Nullable Node> nodes, Tensor tensor) {
    Node node = tensor.gradFn();
    if (node != null) {
      nodes.add(node);
    }
  }

  @SuppressWarnings("NullAway") // hooks get null where there is no gradient
  private static Tensor[] nonNull(@Nullable Tensor[] tensors) {
    return tensors;
  }
}
