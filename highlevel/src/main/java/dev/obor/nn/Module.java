package dev.obor.nn;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The base of all models and layers: Python's {@code torch.nn.Module}.
 *
 * <pre>{@code
 * class Network extends Module {
 *   final Linear hidden = new Linear(784, 256);
 *   final Linear output = new Linear(256, 10);
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return output.call(F.relu(hidden.call(x)));
 *   }
 * }
 *
 * Network model = new Network();
 * Tensor scores = model.call(images);  // Python: model(images)
 * }</pre>
 *
 * <p><b>What belongs to a module.</b> Its fields say it, whatever their access, those of a
 * superclass first, otherwise in the order of their declaration:
 *
 * <ul>
 *   <li>a field that holds a {@code Module} holds a sub-module;
 *   <li>a field that holds a tensor made by {@link Parameter#of} holds a parameter. Any other
 *       tensor in a field is only a value, as in Python, where only an {@code nn.Parameter}
 *       registers itself;
 *   <li>a buffer (a tensor that belongs to the state but is not trained) is registered by name, as
 *       in Python: {@code final Tensor mean = registerBuffer("mean", Torch.zeros(3));}.
 * </ul>
 *
 * <p>A field is read when it is asked for, so one that is filled later counts from then on, and one
 * that holds null does not count. Its name is the key in the state dict, unless {@link Name @Name}
 * gives another. Static fields do not count, nor what an inner or anonymous class captured from
 * around it, nor what lies in a list or an array: {@link Sequential} holds modules in a list, and
 * {@link #registerModule} and {@link #registerParameter} take what has no field.
 *
 * <p><b>Calling.</b> A subclass overrides {@code forward} for as many tensors as it takes; {@code
 * call} runs it with the hooks around it, and costs nothing more when there are none. A module with
 * other inputs or results declares methods of its own.
 *
 * <p><b>Memory.</b> Results and temporaries belong to the caller's {@link Scope} or to the garbage
 * collector. So do the parameters: a module that is made inside a scope dies with it, unless {@link
 * #unscoped} takes it out.
 *
 * <p><b>Threads.</b> Several threads may call a module at once if its {@code forward} allows it,
 * which those of this package do. What changes a module (training, {@link #train}, {@link #to},
 * {@link #loadStateDict}, hooks, fields) must not run at the same time as anything else.
 */
public abstract non-sealed class Module extends ModuleContents {
  private volatile @Nullable ModuleHooks hooks;
  private boolean training = true;

  /** Makes a module in training mode. */
  protected Module() {}

  // ---- calling

  /**
   * Computes the output for one tensor. Override it, and call it through {@link #call(Tensor)}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor x) {
    throw missing("Tensor");
  }

  /**
   * Computes the output for two tensors. Override it, and call it through {@link #call(Tensor,
   * Tensor)}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor first, Tensor second) {
    throw missing("Tensor, Tensor");
  }

  /**
   * Computes the output for three tensors. Override it, and call it through {@link #call(Tensor,
   * Tensor, Tensor)}.
   *
   * @throws NotImplementedException unless it is overridden
   */
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    throw missing("Tensor, Tensor, Tensor");
  }

  private NotImplementedException missing(String signature) {
    String name = ModuleText.name(this);
    return new NotImplementedException(
        "Module ["
            + name
            + "] is missing the required \"forward\" function\nOverride forward("
            + signature
            + ") in "
            + name
            + ", or call it with what its forward takes.");
  }

  /** Runs {@link #forward(Tensor)} with the hooks around it: Python's {@code module(x)}. */
  public final Tensor call(Tensor x) {
    ModuleHooks present = hooks;
    return present == null
        ? forward(x)
        : present.call(this, new Tensor[] {x}, inputs -> forward(inputs[0]));
  }

  /**
   * Runs {@link #forward(Tensor, Tensor)} with the hooks around it: Python's {@code module(first,
   * second)}.
   */
  public final Tensor call(Tensor first, Tensor second) {
    ModuleHooks present = hooks;
    return present == null
        ? forward(first, second)
        : present.call(this, new Tensor[] {first, second}, inputs -> forward(inputs[0], inputs[1]));
  }

  /**
   * Runs {@link #forward(Tensor, Tensor, Tensor)} with the hooks around it: Python's {@code
   * module(first, second, third)}.
   */
  public final Tensor call(Tensor first, Tensor second, Tensor third) {
    ModuleHooks present = hooks;
    return present == null
        ? forward(first, second, third)
        : present.call(
            this,
            new Tensor[] {first, second, third},
            inputs -> forward(inputs[0], inputs[1], inputs[2]));
  }

  /**
   * Has a hook run after each {@code forward}: Python's {@code module.register_forward_hook(hook)}.
   * Hooks run in the order of their registration.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardHook(ForwardHook hook) {
    return hooks().add(hook);
  }

  /**
   * Has a hook run before each {@code forward}: Python's {@code
   * module.register_forward_pre_hook(hook)}. Hooks run in the order of their registration.
   *
   * @return takes the hook off again
   */
  public RemovableHandle registerForwardPreHook(ForwardPreHook hook) {
    return hooks().add(hook);
  }

  private ModuleHooks hooks() {
    ModuleHooks present = hooks;
    if (present == null) {
      present = new ModuleHooks();
      hooks = present;
    }
    return present;
  }

  // ---- modes and gradients

  /**
   * Runs a function on every sub-module and then on this module, for example to initialise weights:
   * Python's {@code module.apply(fn)}.
   *
   * <pre>{@code
   * model.apply(m -> {
   *   if (m instanceof Linear linear) {
   *     Init.xavierUniform_(linear.weight);
   *   }
   * });
   * }</pre>
   *
   * @return this module
   */
  public Module apply(Consumer<? super Module> function) {
    for (Module child : children()) {
      child.apply(function);
    }
    function.accept(this);
    return this;
  }

  /**
   * Puts the module and all below it into training mode: Python's {@code module.train()}. Returns
   * this module.
   */
  public Module train() {
    return train(true);
  }

  /**
   * Puts the module and all below it into training or evaluation mode, which some layers tell
   * apart: Python's {@code module.train(mode)}. A module is made in training mode.
   *
   * @return this module
   */
  public Module train(boolean mode) {
    training = mode;
    for (Module child : children()) {
      child.train(mode);
    }
    return this;
  }

  /**
   * Puts the module and all below it into evaluation mode: Python's {@code module.eval()}. Returns
   * this module.
   */
  public Module eval() {
    return train(false);
  }

  /** Whether the module is in training mode: Python's {@code module.training}. */
  public boolean isTraining() {
    return training;
  }

  /**
   * Records gradients for all parameters: Python's {@code module.requires_grad_()}. Returns this
   * module.
   */
  public Module requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * Says whether gradients are recorded for the parameters of this module and all below it, for
   * example to freeze a part of a model: Python's {@code module.requires_grad_(value)}.
   *
   * @return this module
   */
  public Module requiresGrad_(boolean value) {
    for (Tensor parameter : parameters()) {
      parameter.requiresGrad_(value);
    }
    return this;
  }

  /** Removes the gradients of all parameters: Python's {@code module.zero_grad()}. */
  public void zeroGrad() {
    zeroGrad(true);
  }

  /**
   * Removes the gradients of all parameters or fills them with zeros: Python's {@code
   * module.zero_grad(set_to_none)}.
   *
   * @param setToNone true to remove them, false to fill them
   */
  public void zeroGrad(boolean setToNone) {
    try (Scope scope = Torch.scope()) {
      for (Tensor parameter : parameters()) {
        Tensor gradient = setToNone ? null : parameter.grad();
        if (gradient == null) {
          parameter.setGrad(null);
        } else {
          gradient.detach_().zero_();
        }
      }
    }
  }

  // ---- dtype and device

  /**
   * Converts the parameters and buffers with real or complex elements: Python's {@code
   * module.to(dtype)}. It works in place: the tensors in the fields, and those an optimizer holds,
   * stay the same objects. Gradients move along.
   *
   * @return this module
   * @throws TypeException if the dtype is neither real nor complex
   */
  public Module to(DType dtype) {
    ModuleConversion.convert(this, null, dtype);
    return this;
  }

  /**
   * Moves the parameters and buffers to a device, in place: Python's {@code module.to(device)}.
   *
   * @return this module
   */
  public Module to(Device device) {
    ModuleConversion.convert(this, device, null);
    return this;
  }

  /** Does both: Python's {@code module.to(device, dtype)}. Returns this module. */
  public Module to(Device device, DType dtype) {
    ModuleConversion.convert(this, device, dtype);
    return this;
  }

  /**
   * Converts real and complex elements to float32, in place: Python's {@code module.float()}.
   * Returns this module.
   */
  public Module toFloat() {
    return to(DType.FLOAT32);
  }

  /**
   * Converts real and complex elements to float64, in place: Python's {@code module.double()}.
   * Returns this module.
   */
  public Module toDouble() {
    return to(DType.FLOAT64);
  }

  /**
   * Takes the parameters and buffers of this module and all below it out of every scope, so that
   * the module can leave the scope that it was made in.
   *
   * @return this module
   * @throws IllegalStateException if another thread made the module
   */
  public Module unscoped() {
    parameters().forEach(Tensor::unscoped);
    buffers().forEach(Tensor::unscoped);
    return this;
  }

  // ---- state

  /**
   * The parameters and persistent buffers by their names, for saving: Python's {@code
   * module.state_dict()}.
   *
   * @return in the module's order; each tensor is new and without gradient history, over the memory
   *     of the module
   */
  public StateDict stateDict() {
    StateDict state = new StateDict();
    ModuleTree.forEachPlace(
        this,
        "",
        (prefix, module) ->
            ModuleTree.state(module.members())
                .forEach((key, tensor) -> state.put(prefix + key, tensor.detach())));
    return state;
  }

  /**
   * Copies a state dict that must match exactly: Python's {@code module.load_state_dict(state)}.
   */
  public IncompatibleKeys loadStateDict(Map<String, Tensor> state) {
    return loadStateDict(state, true);
  }

  /** The same, strict or not: Python's {@code module.load_state_dict(state, strict)}. */
  public IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
    return loadStateDict(state, strict, false);
  }

  /**
   * Copies the tensors of a state dict into the parameters and buffers: Python's {@code
   * module.load_state_dict(state, strict, assign)}.
   *
   * <p>Nothing is changed if anything is wrong; the one exception lists all that is.
   *
   * @param state tensors by name, such as another model's {@link #stateDict}
   * @param strict whether every key must have its counterpart
   * @param assign whether the module takes the tensors over, with their dtype and device, instead
   *     of copying them; they then share memory with the state dict
   * @return the keys without a counterpart
   * @throws TorchException if shapes differ, or keys do in a strict load
   */
  public IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict, boolean assign) {
    return new StateDictLoading(this, state).load(strict, assign);
  }

  // ---- text

  /**
   * What stands between the brackets when the module is printed, such as {@code in_features=784}:
   * Python's {@code extra_repr()}. Override it; lines are separated by {@code \n}.
   */
  public String extraRepr() {
    return "";
  }

  /** Prints the module and all below it as Python prints them. */
  @Override
  public String toString() {
    return ModuleText.of(this);
  }
}
