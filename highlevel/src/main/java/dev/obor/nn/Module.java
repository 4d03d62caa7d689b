package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.MemoryFormat;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.nn.utils.parametrize.ParametrizationList;
import java.util.function.Consumer;

/**
 * The base of all models and layers: Python's {@code torch.nn.Module}.
 *
 * <pre>{@code
 * class Network extends Module {
 *   Linear hidden = new Linear(784, 256);
 *   Linear output = new Linear(256, 10);
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
 *       in Python: {@code Tensor mean = registerBuffer("mean", Torch.zeros(3));}, or made by {@link
 *       Buffer#of}.
 * </ul>
 *
 * <p>A field is read when it is asked for, so one that is filled later counts from then on, and one
 * that holds null does not count. Its name is the key in the state dict, unless {@link Name @Name}
 * gives another. Static fields do not count, nor what an inner or anonymous class captured from
 * around it, nor what lies in a list or an array: {@link Sequential} holds modules in a list, and
 * {@link #registerModule} and {@link #registerParameter} take what has no field.
 *
 * <p><b>Fields without {@code final}.</b> As in Python, another value may be put into a field:
 * {@code decoder.weight = encoder.weight} ties two layers. {@link #copy}, {@link #setattr},
 * parametrizations and pruning do so too. Into a {@code final} field they put it by reflection,
 * which Java 26 warns of and later versions are going to forbid; so the fields of this package have
 * no {@code final}, and those of a model should not.
 *
 * <p><b>Calling.</b> A subclass overrides {@code forward} for as many tensors as it takes; {@code
 * call} runs it with the hooks around it, and costs nothing more when there are none. A module with
 * other inputs or results declares its own {@code call} beside it, which runs with the hooks by
 * {@link #callWithHooks}: so {@code lstm.call(x)} gives a record, while the same module seen as a
 * {@code Module}, such as in a {@link Sequential}, gives the first tensor of it.
 *
 * <p><b>Memory.</b> Results and temporaries belong to the caller's {@link Scope} or to the garbage
 * collector. So do the parameters: a module that is made inside a scope dies with it, unless {@link
 * #unscoped} takes it out.
 *
 * <p><b>Threads.</b> Several threads may call a module at once if its {@code forward} allows it,
 * which those of this package do. What changes a module (training, {@link #train}, {@link #to},
 * {@link #loadStateDict}, hooks, fields) must not run at the same time as anything else.
 */
public abstract non-sealed class Module extends ModuleState {
  private boolean training = true;

  /** Makes a module in training mode. */
  protected Module() {}

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
  public boolean training() {
    return training;
  }

  /** The same as {@link #training}. */
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
    ModuleConversion.convert(this, null, dtype, false, null);
    return this;
  }

  /**
   * Moves the parameters and buffers to a device, in place: Python's {@code module.to(device)}.
   *
   * @return this module
   */
  public Module to(Device device) {
    ModuleConversion.convert(this, device, null, false, null);
    return this;
  }

  /** The same by the device's name, such as {@code cuda:0}. Returns this module. */
  public Module to(String device) {
    return to(Device.of(device));
  }

  /** Does both: Python's {@code module.to(device, dtype)}. Returns this module. */
  public Module to(Device device, DType dtype) {
    ModuleConversion.convert(this, device, dtype, false, null);
    return this;
  }

  /**
   * Takes a tensor's device and dtype over: Python's {@code module.to(tensor)}. Returns this
   * module.
   */
  public Module to(Tensor tensor) {
    return to(tensor.device(), tensor.dtype());
  }

  /**
   * Lays parameters and buffers with four or five dimensions out in another order: Python's {@code
   * module.to(memory_format=format)}. Returns this module.
   */
  public Module to(MemoryFormat format) {
    ModuleConversion.convert(this, null, null, false, format);
    return this;
  }

  /**
   * Converts in every way at once: Python's {@code module.to(device=…, dtype=…, non_blocking=…,
   * memory_format=…)}.
   *
   * @return this module
   */
  public Module to(Consumer<ModuleToOptions> options) {
    ModuleToOptions o = new ModuleToOptions();
    options.accept(o);
    ModuleConversion.convert(this, o.device, o.dtype, o.nonBlocking, o.memoryFormat);
    return this;
  }

  /**
   * Converts all parameters and buffers, whole numbers too: Python's {@code module.type(dtype)}.
   * Returns this module.
   */
  public Module type(DType dtype) {
    ModuleConversion.apply(this, t -> Aten.to_dtype(t, dtype, false, false, null), true);
    return this;
  }

  /**
   * Converts real elements to float32, in place: Python's {@code module.float()}. Returns this
   * module.
   */
  public Module toFloat() {
    ModuleConversion.convertFloatingPoint(this, DType.FLOAT32);
    return this;
  }

  /**
   * Converts real elements to float64, in place: Python's {@code module.double()}. Returns this
   * module.
   */
  public Module toDouble() {
    ModuleConversion.convertFloatingPoint(this, DType.FLOAT64);
    return this;
  }

  /**
   * Converts real elements to float16, in place: Python's {@code module.half()}. Returns this
   * module.
   */
  public Module half() {
    ModuleConversion.convertFloatingPoint(this, DType.FLOAT16);
    return this;
  }

  /**
   * Converts real elements to bfloat16, in place: Python's {@code module.bfloat16()}. Returns this
   * module.
   */
  public Module bfloat16() {
    ModuleConversion.convertFloatingPoint(this, DType.BFLOAT16);
    return this;
  }

  /** Moves everything to the CPU: Python's {@code module.cpu()}. Returns this module. */
  public Module cpu() {
    return to(Device.CPU);
  }

  /** Moves everything to the current CUDA device: Python's {@code module.cuda()}. */
  public Module cuda() {
    return to(Device.of("cuda"));
  }

  /** Moves everything to a CUDA device: Python's {@code module.cuda(index)}. */
  public Module cuda(int index) {
    return to(Device.of("cuda", index));
  }

  /**
   * Gives all parameters and buffers new memory on a device, without values: Python's {@code
   * module.to_empty(device=device)}.
   *
   * <p>A module on the device {@code meta} gets new tensors in its fields; take its parameters
   * after this, not before.
   *
   * @return this module
   */
  public Module toEmpty(Device device) {
    return toEmpty(device, true);
  }

  /**
   * The same, with the sub-modules or without them: Python's {@code module.to_empty(device=device,
   * recurse=recurse)}.
   */
  public Module toEmpty(Device device, boolean recurse) {
    ModuleConversion.apply(this, t -> Aten.empty_like(t, null, null, device, null, null), recurse);
    return this;
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

  /**
   * A deep copy, with parameters, buffers, gradients, sub-modules and hooks of its own: Python's
   * {@code copy.deepcopy(module)}.
   *
   * <p>What is shared within the module is shared within the copy. Tensors, modules, arrays, lists,
   * sets and maps in fields are copied; other objects are shared, so a field with a lambda that
   * uses its module goes on using the original. A tensor that was computed from others is copied
   * without its history.
   */
  public Module copy() {
    return ModuleCopy.of(this);
  }

  // ---- text

  /**
   * What stands between the brackets when the module is printed, such as {@code in_features=784}:
   * Python's {@code extra_repr()}. Override it; lines are separated by {@code \n}.
   */
  public String extraRepr() {
    return "";
  }

  /**
   * The name that stands in front of the brackets when the module is printed, and in errors:
   * Python's {@code _get_name()}. The name of the class, unless it is overridden.
   */
  protected String getName() {
    boolean isParametrized =
        members().registeredModules().get("parametrizations") instanceof ModuleDict<?> dict
            && dict.values().stream().anyMatch(m -> m instanceof ParametrizationList);
    return (isParametrized ? "Parametrized" : "") + ModuleText.name(this);
  }

  /** Prints the module and all below it as Python prints them. */
  @Override
  public String toString() {
    return ModuleText.of(this);
  }
}
