package dev.obor.nn.utils.prune;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.ForwardPreHookWithKwargs;
import dev.obor.nn.Module;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way to choose which elements of a parameter become zero: Python's {@code
 * torch.nn.utils.prune.BasePruningMethod}.
 *
 * <p>A subclass computes a mask. {@link #apply} makes the parameter {@code weight} into a parameter
 * {@code weight_orig} and a buffer {@code weight_mask}, and has their product computed before each
 * call of the module; the one before is closed, so such a module must not be called by several
 * threads at once.
 *
 * <pre>{@code
 * class Small extends BasePruningMethod {
 *   Small() {
 *     super("unstructured");
 *   }
 *
 *   @Override
 *   public Tensor computeMask(Tensor t, Tensor defaultMask) {
 *     return defaultMask.mul(t.abs().gt(0.01));
 *   }
 * }
 *
 * new Small().apply(layer, "weight");
 * }</pre>
 *
 * <p>A method is applied once; it belongs to one parameter.
 */
public abstract class BasePruningMethod implements ForwardPreHookWithKwargs {
  /**
   * What a method looks at when there is a mask already, Python's {@code PRUNING_TYPE}: {@code
   * unstructured} the elements that are left, {@code structured} the channels that are left, {@code
   * global} all.
   */
  public final String pruningType;

  private @Nullable String tensorName;

  /** Makes a method of a type. */
  protected BasePruningMethod(String pruningType) {
    this.pruningType = pruningType;
  }

  /** The parameter that the method prunes, or null before it is applied: {@code _tensor_name}. */
  public final @Nullable String tensorName() {
    return tensorName;
  }

  final void setTensorName(@Nullable String name) {
    this.tensorName = name;
  }

  final String name() {
    String name = tensorName;
    if (name == null) {
      throw new ValueException("the module has to be pruned first");
    }
    return name;
  }

  /**
   * Computes a mask: Python's {@code compute_mask(t, default_mask)}.
   *
   * @param t how important the elements are: the parameter, or what the caller gives
   * @param defaultMask the mask so far, of the same shape
   * @return of the same shape, 0 for what is to be zero and 1 else
   */
  public abstract Tensor computeMask(Tensor t, Tensor defaultMask);

  /** Prunes before a call of the module. */
  @Override
  public final @Nullable Object @Nullable [] call(
      Module module, @Nullable Object[] args, Map<String, Object> kwargs) {
    module.setComputed(name(), applyMask(module));
    return null;
  }

  /** The product of parameter and mask: Python's {@code apply_mask(module)}. */
  public final Tensor applyMask(Module module) {
    Tensor original = module.getParameter(name() + "_orig");
    try (Scope scope = Torch.scope()) {
      Tensor mask = module.getBuffer(name() + "_mask");
      return scope.keep(mask.to(original.dtype()).mul(original));
    }
  }

  /** Prunes a parameter by its own values; see the other method. */
  public final BasePruningMethod apply(Module module, String name) {
    return apply(module, name, null);
  }

  /**
   * Prunes a parameter: Python's {@code apply(module, name, importance_scores)}. One that is pruned
   * already is pruned further, by a {@link PruningContainer}.
   *
   * @param importanceScores how important the elements are, of the shape of the parameter; null for
   *     the parameter itself
   * @return the method that the module now has
   */
  public final BasePruningMethod apply(
      Module module, String name, @Nullable Tensor importanceScores) {
    BasePruningMethod old = find(module, name);
    setTensorName(name);
    BasePruningMethod method = this;
    if (old != null) {
      PruningContainer container =
          old instanceof PruningContainer known ? known : new PruningContainer(old);
      container.addPruningMethod(this);
      method = container;
    }
    if (!(module.hasattr(name) && module.getattr(name) instanceof Tensor before)) {
      throw new ValueException(module + " has no parameter '" + name + "'");
    }
    if (importanceScores != null && !importanceScores.size().equals(before.size())) {
      throw new ValueException(
          "importance_scores should have the same shape as parameter                 "
              + name
              + " of "
              + module);
    }
    Tensor scores = importanceScores == null ? before : importanceScores;
    Tensor mask = method.mask(module, name, scores);
    if (old == null) {
      module.delattr(name);
      module.registerParameter(name + "_orig", before);
    } else {
      module.removeForwardPreHook(old);
    }
    module.registerBuffer(name + "_mask", mask);
    module.setComputed(name, method.applyMask(module));
    module.registerForwardPreHook(method);
    return method;
  }

  private Tensor mask(Module module, String name, Tensor scores) {
    try (ThreadMode mode = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Tensor given =
          module.hasattr(name + "_mask")
              ? module.getBuffer(name + "_mask").detach().clone()
              : Torch.onesLike(scores);
      return scope.keep(computeMask(scores.detach(), given));
    }
  }

  static @Nullable BasePruningMethod find(Module module, String name) {
    for (ForwardPreHookWithKwargs hook : module.forwardPreHooks()) {
      if (hook instanceof BasePruningMethod method && name.equals(method.tensorName)) {
        return method;
      }
    }
    return null;
  }

  /** Prunes a tensor by its own values: Python's {@code prune(t)}. */
  public final Tensor prune(Tensor t) {
    return prune(t, null, null);
  }

  /**
   * Prunes a tensor that belongs to no module: Python's {@code prune(t, default_mask,
   * importance_scores)}.
   *
   * @param defaultMask the mask so far, or null for none
   * @param importanceScores how important the elements are, or null for the tensor itself
   * @return a new tensor
   */
  public final Tensor prune(
      Tensor t, @Nullable Tensor defaultMask, @Nullable Tensor importanceScores) {
    if (importanceScores != null && !importanceScores.size().equals(t.size())) {
      throw new ValueException("importance_scores should have the same shape as tensor t");
    }
    try (Scope scope = Torch.scope()) {
      Tensor mask = defaultMask == null ? Torch.onesLike(t) : defaultMask;
      return scope.keep(t.mul(computeMask(importanceScores == null ? t : importanceScores, mask)));
    }
  }

  /** Makes the pruning part of the parameter, which gets its name back: {@code remove(module)}. */
  public final void remove(Module module) {
    String name = name();
    Tensor original = module.getParameter(name + "_orig");
    try (ThreadMode mode = Torch.noGrad();
        Tensor pruned = applyMask(module)) {
      Aten.set_data(original, pruned);
    }
    if (module.getattr(name) instanceof Tensor computed) {
      module.delattr(name);
      computed.close();
    }
    module.delattr(name + "_orig");
    module.delattr(name + "_mask");
    module.setattr(name, original);
    module.removeForwardPreHook(this);
  }
}
