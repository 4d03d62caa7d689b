package dev.obor.optim;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * <p>An optimizer may be used by one thread at a time, and not while another uses its parameters.
 */
public abstract class Optimizer {
  private final Map<String, @Nullable Object> defaults;
  private final List<ParamGroup> paramGroups = new ArrayList<>();
  private final IdentityHashMap<Tensor, Map<String, Object>> state = new IdentityHashMap<>();

  /**
   * Checks and takes over groups of parameters.
   *
   * @param groups at least one
   * @param defaults the options of every group that does not say otherwise, by Python's names in
   *     Python's order
   * @throws ValueException if a group cannot be optimized
   */
  protected Optimizer(List<ParamGroup> groups, Map<String, @Nullable Object> defaults) {
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
    Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
    paramGroups.forEach(earlier -> known.addAll(earlier.params()));
    for (Tensor parameter : group.params()) {
      if (!parameter.isLeaf() && !parameter.retainsGrad()) {
        throw new ValueException("can't optimize a non-leaf Tensor");
      }
      if (known.contains(parameter)) {
        throw new ValueException("some parameters appear in more than one parameter group");
      }
    }
    group.complete(defaults);
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

  /** Changes every parameter that has a gradient: Python's {@code optimizer.step()}. */
  public abstract void step();

  /**
   * Computes the loss with gradients recorded, then makes a step: Python's {@code
   * optimizer.step(closure)}.
   *
   * @param closure clears the gradients, computes the loss, calls {@code backward} and returns the
   *     loss
   * @return the loss
   */
  public Tensor step(Supplier<Tensor> closure) {
    Tensor loss;
    try (ThreadMode mode = Torch.enableGrad()) {
      loss = closure.get();
    }
    step();
    return loss;
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

  // ---- what subclasses remember

  /**
   * What the optimizer remembers about a parameter, by Python's names; empty at first. It may be
   * changed; tensors in it must be {@link Tensor#unscoped}.
   */
  protected final Map<String, Object> state(Tensor parameter) {
    return state.computeIfAbsent(parameter, p -> new LinkedHashMap<>());
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
    IdentityHashMap<Tensor, Integer> numbers = new IdentityHashMap<>();
    Map<Integer, Object> packedState = new TreeMap<>();
    List<Object> packedGroups = new ArrayList<>();
    for (ParamGroup group : paramGroups) {
      List<Integer> params = new ArrayList<>();
      for (Tensor parameter : group.params()) {
        Integer number = numbers.computeIfAbsent(parameter, p -> numbers.size());
        params.add(number);
        Map<String, Object> remembered = state.get(parameter);
        if (remembered != null) {
          packedState.put(number, new LinkedHashMap<>(remembered));
        }
      }
      Map<String, @Nullable Object> packed = new LinkedHashMap<>(group.options());
      packed.put("params", params);
      packedGroups.add(packed);
    }
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("state", packedState);
    dict.put("param_groups", packedGroups);
    return dict;
  }

  /**
   * Goes on where another optimizer for the same parameters stopped: Python's {@code
   * optimizer.load_state_dict(dict)}. Options are replaced, tensors copied.
   *
   * @param dict of the form that {@link #stateDict} gives
   * @throws ValueException if it does not fit this optimizer; then nothing is changed
   */
  public void loadStateDict(Map<String, ?> dict) {
    OptimizerState.load(dict, paramGroups, state);
  }

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
                      .append(PythonText.of(value))
                      .append('\n'));
    }
    return text.append(')').toString();
  }
}
