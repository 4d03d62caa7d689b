package dev.obor.nn.utils.prune;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets elements of parameters to zero: the functions of Python's {@code torch.nn.utils.prune}.
 *
 * <pre>{@code
 * Prune.l1Unstructured(layer, "weight", 0.3); // the 30 % nearest to zero
 * Prune.lnStructured(layer, "weight", 2, 2, 0); // two rows of the smallest norm
 * Prune.remove(layer, "weight"); // for good
 * }</pre>
 *
 * <p>An amount is a number of elements, or with a {@code double} a share of them. {@link
 * BasePruningMethod} says how pruned modules behave.
 */
public final class Prune {
  private Prune() {}

  /**
   * A parameter of a module.
   *
   * @param module the module
   * @param name the name of the parameter, without that of the module
   */
  public record Pruned(Module module, String name) {}

  /** Prunes nothing, but leaves the parameter ready: Python's {@code identity(module, name)}. */
  public static <M extends Module> M identity(M module, String name) {
    new Identity().apply(module, name);
    return module;
  }

  /** Prunes at random: Python's {@code random_unstructured(module, name, amount)}. */
  public static <M extends Module> M randomUnstructured(M module, String name, Number amount) {
    new RandomUnstructured(amount).apply(module, name);
    return module;
  }

  /** Prunes what is nearest to zero: Python's {@code l1_unstructured(module, name, amount)}. */
  public static <M extends Module> M l1Unstructured(M module, String name, Number amount) {
    return l1Unstructured(module, name, amount, null);
  }

  /**
   * Prunes what is least important: Python's {@code l1_unstructured(module, name, amount,
   * importance_scores)}.
   *
   * @param importanceScores of the shape of the parameter; null for the parameter itself
   */
  public static <M extends Module> M l1Unstructured(
      M module, String name, Number amount, @Nullable Tensor importanceScores) {
    new L1Unstructured(amount).apply(module, name, importanceScores);
    return module;
  }

  /** Prunes channels at random: Python's {@code random_structured(module, name, amount, dim)}. */
  public static <M extends Module> M randomStructured(
      M module, String name, Number amount, long dim) {
    new RandomStructured(amount, dim).apply(module, name);
    return module;
  }

  /**
   * Prunes the channels of the smallest norm: Python's {@code ln_structured(module, name, amount,
   * n, dim)}.
   */
  public static <M extends Module> M lnStructured(
      M module, String name, Number amount, Number n, long dim) {
    return lnStructured(module, name, amount, n, dim, null);
  }

  /**
   * Prunes the least important channels: Python's {@code ln_structured(module, name, amount, n,
   * dim, importance_scores)}.
   *
   * @param amount how many channels, or which share of them
   * @param n the norm
   * @param dim the dimension of the channels
   * @param importanceScores of the shape of the parameter; null for the parameter itself
   */
  public static <M extends Module> M lnStructured(
      M module, String name, Number amount, Number n, long dim, @Nullable Tensor importanceScores) {
    new LnStructured(amount, n, dim).apply(module, name, importanceScores);
    return module;
  }

  /** Prunes by a mask: Python's {@code custom_from_mask(module, name, mask)}. */
  public static <M extends Module> M customFromMask(M module, String name, Tensor mask) {
    new CustomFromMask(mask).apply(module, name);
    return module;
  }

  /** Prunes several parameters as if they were one; see the other method. */
  public static void globalUnstructured(List<Pruned> parameters, BasePruningMethod pruningMethod) {
    globalUnstructured(parameters, pruningMethod, Map.of());
  }

  /**
   * Prunes several parameters as if they were one: Python's {@code global_unstructured(parameters,
   * pruning_method, importance_scores)}.
   *
   * <pre>{@code
   * Prune.globalUnstructured(
   *     List.of(new Prune.Pruned(model.fc1, "weight"), new Prune.Pruned(model.fc2, "weight")),
   *     new L1Unstructured(0.2));
   * }</pre>
   *
   * @param pruningMethod one that looks at single elements
   * @param importanceScores how important the elements of some parameters are
   * @throws TypeException if the method looks at other things than single elements
   */
  public static void globalUnstructured(
      List<Pruned> parameters,
      BasePruningMethod pruningMethod,
      Map<Pruned, Tensor> importanceScores) {
    if (!pruningMethod.pruningType.equals("unstructured")) {
      throw new TypeException(
          "Only \"unstructured\" PRUNING_TYPE supported for the `pruning_method`. Found method "
              + pruningMethod.getClass().getSimpleName()
              + " of type "
              + pruningMethod.pruningType);
    }
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      List<Tensor> scores = new ArrayList<>();
      List<Tensor> masks = new ArrayList<>();
      for (Pruned parameter : parameters) {
        Tensor tensor = tensor(parameter);
        scores.add(importanceScores.getOrDefault(parameter, tensor).detach().reshape(-1));
        String mask = parameter.name + "_mask";
        masks.add(
            parameter.module.hasattr(mask)
                ? parameter.module.getBuffer(mask).reshape(-1)
                : Torch.onesLike(tensor).reshape(-1));
      }
      pruningMethod.setTensorName("temp");
      PruningContainer container = new PruningContainer(pruningMethod);
      Tensor mask = container.computeMask(Torch.cat(scores), Torch.cat(masks));
      long start = 0;
      for (Pruned parameter : parameters) {
        Tensor tensor = tensor(parameter);
        Tensor own = mask.narrow(0, start, tensor.numel()).view(tensor.size());
        start += tensor.numel();
        customFromMask(parameter.module, parameter.name, own);
        scope.keep(parameter.module.getBuffer(parameter.name + "_mask"));
      }
    }
  }

  private static Tensor tensor(Pruned parameter) {
    if (parameter.module.getattr(parameter.name) instanceof Tensor tensor) {
      return tensor;
    }
    throw new ValueException(parameter.module + " has no parameter '" + parameter.name + "'");
  }

  /**
   * Makes the pruning of a parameter part of it: Python's {@code remove(module, name)}.
   *
   * @throws ValueException if the parameter is not pruned
   */
  public static <M extends Module> M remove(M module, String name) {
    BasePruningMethod method = BasePruningMethod.find(module, name);
    if (method == null) {
      throw new ValueException(
          "Parameter '"
              + name
              + "' of module "
              + module
              + " has to be pruned before pruning can be removed");
    }
    method.remove(module);
    return module;
  }

  /** Whether a module, or one below it, is pruned: Python's {@code is_pruned(module)}. */
  public static boolean isPruned(Module module) {
    return module.modules().stream()
        .flatMap(m -> m.forwardPreHooks().stream())
        .anyMatch(hook -> hook instanceof BasePruningMethod);
  }
}
