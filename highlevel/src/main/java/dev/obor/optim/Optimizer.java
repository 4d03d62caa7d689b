package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.autograd.RemovableHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The base of all optimizers: Python's {@code torch.optim.Optimizer}.
 *
 * <p>An optimizer changes the parameters in place, by their gradients. It records no gradients and
 * closes every temporary that it makes; what it remembers about a parameter lives as long as the
 * optimizer, whatever scope was open at the time.
 *
 * <pre>{@code
 * for (Tensor[] batch : loader) {
 *   try (Scope step = Torch.scope()) {
 *     step.ownAll(batch);
 *     F.crossEntropy(model.call(batch[0]), batch[1]).backward();
 *     optimizer.step();
 *     optimizer.zeroGrad();
 *   }
 * }
 * }</pre>
 *
 * <p><b>An optimizer of one's own</b> gives its options to the constructor and changes the
 * parameters of one group in {@link #update(ParamGroup)}:
 *
 * <pre>{@code
 * final class SignDescent extends Optimizer {
 *   SignDescent(Iterable<Tensor> params, double lr) {
 *     super(List.of(new ParamGroup(params)), Map.of("lr", lr));
 *   }
 *
 *   @Override
 *   protected void update(ParamGroup group) {
 *     for (Tensor p : group.params()) {
 *       Tensor g = p.grad();
 *       if (g != null) {
 *         p.sub_(g.sign().mul(group.number("lr")));
 *       }
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>An optimizer may be used by one thread at a time, and not while another uses its parameters.
 */
public abstract class Optimizer {
  private final Map<String, @Nullable Object> defaults;
  private final List<ParamGroup> paramGroups = new ArrayList<>();
  private final Map<Tensor, Map<String, Object>> state = new LinkedHashMap<>();
  private final OptimizerHooks hooks = new OptimizerHooks();
  private boolean stepped;
  private @Nullable Tensor gradScale;
  private @Nullable Tensor foundInf;

  /**
   * Checks and takes over groups of parameters.
   *
   * @param groups at least one
   * @param defaults the options of every group that does not say otherwise, by Python's names in
   *     Python's order
   * @throws ValueException if a group cannot be optimized
   */
  protected Optimizer(List<ParamGroup> groups, Map<String, ? extends @Nullable Object> defaults) {
    this.defaults = new LinkedHashMap<>(defaults);
    if (groups.isEmpty()) {
      throw emptyList();
    }
    for (ParamGroup group : groups) {
      add(group);
    }
  }

  /** One group of the given parameters, of which there must be one at least. */
  static List<ParamGroup> singleGroup(Iterable<Tensor> params) {
    ParamGroup group = new ParamGroup(params);
    if (group.params().isEmpty()) {
      throw emptyList();
    }
    return List.of(group);
  }

  private static ValueException emptyList() {
    return new ValueException(
        "optimizer got an empty parameter list\nA module lists its parameters by its fields; see"
            + " dev.obor.nn.Module.");
  }

  private void add(ParamGroup group) {
    boolean differentiable = Boolean.TRUE.equals(defaults.get("differentiable"));
    for (Tensor parameter : group.params()) {
      if (!differentiable && !parameter.isLeaf() && !parameter.retainsGrad()) {
        throw new ValueException("can't optimize a non-leaf Tensor");
      }
    }
    group.complete(defaults);
    Set<Tensor> own = new HashSet<>(group.params());
    if (own.size() != group.params().size()) {
      Warnings.warn(
          "UserWarning",
          "optimizer contains a parameter group with duplicate parameters; in future, this will"
              + " cause an error; see github.com/pytorch/pytorch/issues/40967 for more"
              + " information");
    }
    for (ParamGroup earlier : paramGroups) {
      if (earlier.hasNames() != group.hasNames()) {
        throw new ValueException(
            "all optimizer param groups should be with/without names. cannot add param group "
                + (group.hasNames() ? "with names" : "without names")
                + " to the optimizer");
      }
    }
    for (ParamGroup earlier : paramGroups) {
      if (!Collections.disjoint(own, earlier.params())) {
        throw new ValueException("some parameters appear in more than one parameter group");
      }
    }
    paramGroups.add(group);
  }

  /**
   * Adds a group, for example of layers that were frozen so far: Python's {@code
   * add_param_group(group)}.
   *
   * @throws ValueException if a parameter is in another group already, or is the result of an
   *     operator
   */
  public void addParamGroup(ParamGroup group) {
    add(group);
  }

  /**
   * The groups; their options may be changed between steps: Python's {@code
   * optimizer.param_groups}.
   */
  public List<ParamGroup> paramGroups() {
    return Collections.unmodifiableList(paramGroups);
  }

  /**
   * The options of every group that does not say otherwise, by Python's names: Python's {@code
   * optimizer.defaults}.
   */
  public Map<String, @Nullable Object> defaults() {
    return Collections.unmodifiableMap(defaults);
  }

  // ---- steps

  /**
   * Changes every parameter that has a gradient: Python's {@code optimizer.step()}.
   *
   * <p>Hooks run around it.
   */
  public void step() {
    stepped = true;
    hooks.beforeStep(this);
    update();
    hooks.afterStep(this);
  }

  /**
   * Computes the loss with gradients recorded, then makes a step: Python's {@code
   * optimizer.step(closure)}.
   *
   * @param closure clears the gradients, computes the loss, calls {@code backward} and returns the
   *     loss
   * @return the loss
   */
  public Tensor step(Supplier<Tensor> closure) {
    stepped = true;
    hooks.beforeStep(this);
    Tensor loss = update(closure);
    hooks.afterStep(this);
    return loss;
  }

  /** Computes the loss with gradients recorded, then changes all groups. */
  Tensor update(Supplier<Tensor> closure) {
    Tensor loss;
    try (ThreadMode mode = Torch.enableGrad()) {
      loss = closure.get();
    }
    update();
    return loss;
  }

  /** Changes all groups. */
  void update() {
    boolean differentiable = Boolean.TRUE.equals(defaults.get("differentiable"));
    for (ParamGroup group : paramGroups) {
      try (ThreadMode mode = Torch.setGradEnabled(differentiable);
          Scope scope = Torch.scope()) {
        update(group);
      }
    }
  }

  /**
   * Changes the parameters of one group that have gradients. Gradients are not recorded meanwhile
   * (unless the option {@code differentiable} is on), and a scope around the call closes what it
   * makes.
   */
  protected abstract void update(ParamGroup group);

  /** Whether a step was ever made; schedulers warn when none was. */
  public final boolean isStepped() {
    return stepped;
  }

  /** Removes the gradients of all parameters: Python's {@code optimizer.zero_grad()}. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /**
   * Removes the gradients of all parameters or fills them with zeros: Python's {@code
   * optimizer.zero_grad(set_to_none)}.
   *
   * @param setToNone true to remove them, so that a step leaves alone what got no new ones; false
   *     to fill them
   */
  public void zeroGrad(boolean setToNone) {
    for (ParamGroup group : paramGroups) {
      for (Tensor parameter : group.params()) {
        if (setToNone) {
          parameter.setGrad(null);
        } else {
          fillWithZeros(parameter);
        }
      }
    }
  }

  private static void fillWithZeros(Tensor parameter) {
    try (Scope scope = Torch.scope()) {
      Tensor gradient = parameter.grad();
      if (gradient != null) {
        Aten.zero_(gradient.gradFn() == null ? gradient.requiresGrad_(false) : gradient.detach_());
      }
    }
  }

  // ---- scaled gradients

  /**
   * Whether a step can itself divide scaled gradients, and leave out a step with infinite ones:
   * Python's {@code optimizer._step_supports_amp_scaling}, true for the fused ways.
   */
  public boolean supportsAmpScaling() {
    return false;
  }

  /**
   * Makes a step with scaled gradients; {@code dev.obor.amp.GradScaler} calls it where {@link
   * #supportsAmpScaling} allows it.
   *
   * @param gradScale what the gradients are to be divided by; null if they have been
   * @param foundInf more than 0 to leave the parameters as they are
   */
  public final void scaledStep(@Nullable Tensor gradScale, Tensor foundInf) {
    this.gradScale = gradScale;
    this.foundInf = foundInf;
    try {
      step();
    } finally {
      this.gradScale = null;
      this.foundInf = null;
    }
  }

  final @Nullable Tensor gradScale() {
    return gradScale;
  }

  final @Nullable Tensor foundInf() {
    return foundInf;
  }

  // ---- what optimizers remember

  /**
   * What the optimizer remembers about a parameter, by Python's names; empty at first: Python's
   * {@code optimizer.state[parameter]}. It may be changed; tensors in it must be {@link
   * Tensor#unscoped}.
   */
  public final Map<String, Object> state(Tensor parameter) {
    return state.computeIfAbsent(parameter, p -> new LinkedHashMap<>());
  }

  /** What the optimizer remembers, by parameter: Python's {@code optimizer.state}. */
  public final Map<Tensor, Map<String, Object>> state() {
    return Collections.unmodifiableMap(state);
  }

  /** The tensor of that name that the optimizer remembers about each parameter. */
  final Tensor[] remembered(Tensor[] params, String key) {
    Tensor[] tensors = new Tensor[params.length];
    for (int i = 0; i < params.length; i++) {
      tensors[i] = (Tensor) state(params[i]).get(key);
    }
    return tensors;
  }

  // ---- hooks

  /**
   * Has a hook run before each step: Python's {@code optimizer.register_step_pre_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerStepPreHook(Consumer<? super Optimizer> hook) {
    return hooks.addBeforeStep(hook);
  }

  /**
   * Has a hook run after each step: Python's {@code optimizer.register_step_post_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerStepPostHook(Consumer<? super Optimizer> hook) {
    return hooks.addAfterStep(hook);
  }

  /**
   * Has a hook run before each step of every optimizer, before the optimizer's own: Python's {@code
   * torch.optim.optimizer.register_optimizer_step_pre_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public static RemovableHandle registerOptimizerStepPreHook(Consumer<? super Optimizer> hook) {
    return OptimizerHooks.addBeforeAnyStep(hook);
  }

  /**
   * Has a hook run after each step of every optimizer, after the optimizer's own: Python's {@code
   * torch.optim.optimizer.register_optimizer_step_post_hook(hook)}.
   *
   * @return takes the hook off again
   */
  public static RemovableHandle registerOptimizerStepPostHook(Consumer<? super Optimizer> hook) {
    return OptimizerHooks.addAfterAnyStep(hook);
  }

  /** {@link #registerStateDictPreHook(Consumer, boolean)} behind the others. */
  public RemovableHandle registerStateDictPreHook(Consumer<? super Optimizer> hook) {
    return registerStateDictPreHook(hook, false);
  }

  /**
   * Has a hook run before {@link #stateDict}: Python's {@code
   * optimizer.register_state_dict_pre_hook(hook, prepend)}.
   *
   * @param prepend whether it runs before the hooks that are there already
   * @return takes the hook off again
   */
  public RemovableHandle registerStateDictPreHook(
      Consumer<? super Optimizer> hook, boolean prepend) {
    return hooks.addBeforeSave(hook, prepend);
  }

  /** {@link #registerStateDictPostHook(StateDictHook, boolean)} behind the others. */
  public RemovableHandle registerStateDictPostHook(StateDictHook hook) {
    return registerStateDictPostHook(hook, false);
  }

  /**
   * Has a hook look at what {@link #stateDict} gives: Python's {@code
   * optimizer.register_state_dict_post_hook(hook, prepend)}.
   *
   * @param prepend whether it runs before the hooks that are there already
   * @return takes the hook off again
   */
  public RemovableHandle registerStateDictPostHook(StateDictHook hook, boolean prepend) {
    return hooks.addAfterSave(hook, prepend);
  }

  /** {@link #registerLoadStateDictPreHook(StateDictHook, boolean)} behind the others. */
  public RemovableHandle registerLoadStateDictPreHook(StateDictHook hook) {
    return registerLoadStateDictPreHook(hook, false);
  }

  /**
   * Has a hook look at what {@link #loadStateDict} gets, in a shallow copy: Python's {@code
   * optimizer.register_load_state_dict_pre_hook(hook, prepend)}.
   *
   * @param prepend whether it runs before the hooks that are there already
   * @return takes the hook off again
   */
  public RemovableHandle registerLoadStateDictPreHook(StateDictHook hook, boolean prepend) {
    return hooks.addBeforeLoad(hook, prepend);
  }

  /** {@link #registerLoadStateDictPostHook(Consumer, boolean)} behind the others. */
  public RemovableHandle registerLoadStateDictPostHook(Consumer<? super Optimizer> hook) {
    return registerLoadStateDictPostHook(hook, false);
  }

  /**
   * Has a hook run after {@link #loadStateDict}: Python's {@code
   * optimizer.register_load_state_dict_post_hook(hook, prepend)}.
   *
   * @param prepend whether it runs before the hooks that are there already
   * @return takes the hook off again
   */
  public RemovableHandle registerLoadStateDictPostHook(
      Consumer<? super Optimizer> hook, boolean prepend) {
    return hooks.addAfterLoad(hook, prepend);
  }

  // ---- saving

  /**
   * What is needed to go on later: Python's {@code optimizer.state_dict()}.
   *
   * @return {@code state}, which maps the number of each parameter to what the optimizer remembers
   *     about it, and {@code param_groups}, a list of maps with the options and the numbers of the
   *     parameters; the tensors are the optimizer's own
   */
  public Map<String, Object> stateDict() {
    hooks.beforeSave(this);
    Map<String, Object> dict = OptimizerState.save(paramGroups, state);
    return hooks.afterSave(this, dict);
  }

  /**
   * Goes on where another optimizer for the same parameters stopped: Python's {@code
   * optimizer.load_state_dict(dict)}. Options are replaced, tensors copied.
   *
   * @param dict of the form that {@link #stateDict} gives, also as a checkpoint loader gives it:
   *     any map, with numbers of any kind as keys of the state
   * @throws ValueException if it does not fit this optimizer; then nothing is changed
   */
  public void loadStateDict(Map<String, ?> dict) {
    Map<String, Object> given = hooks.beforeLoad(this, new LinkedHashMap<>(dict));
    OptimizerState.load(given, paramGroups, state);
    for (ParamGroup group : paramGroups) {
      completeLoaded(group);
    }
    hooks.afterLoad(this);
  }

  /**
   * Adds what a state dict of an older version of Python's optimizer lacks, and makes tensors of
   * numbers that it kept as such.
   */
  void completeLoaded(ParamGroup group) {}

  /** Prints the groups and their options as Python prints them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(getClass().getSimpleName()).append(" (");
    for (int i = 0; i < paramGroups.size(); i++) {
      text.append("\nParameter Group ").append(i).append('\n');
      new TreeMap<>(paramGroups.get(i).options())
          .forEach(
              (key, value) ->
                  text.append("    ")
                      .append(key)
                      .append(": ")
                      .append(
                          key.equals("param_names") ? PythonText.list(value) : PythonText.of(value))
                      .append('\n'));
    }
    return text.append(')').toString();
  }
}
