package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gradients: the functions of Python's {@code torch.autograd}.
 *
 * <pre>{@code
 * Tensor x = Torch.tensor(3.0, o -> o.requiresGrad(true));
 * Tensor y = x.pow(3);
 * Tensor first = Autograd.grad(y, x, o -> o.createGraph(true)).get(0); // 27
 * Tensor second = Autograd.grad(first, x).get(0); // 18
 * }</pre>
 *
 * <p>Where a collection of outputs or inputs is taken, its elements are tensors or {@linkplain
 * GradientEdge gradient edges}. All methods may be called from any thread; modes are those of the
 * calling thread where nothing else is said.
 */
public final class Autograd {
  private Autograd() {}

  // ---- running backward passes

  /**
   * Computes the gradients of a number with respect to inputs, without touching {@link
   * Tensor#grad}: Python's {@code torch.autograd.grad(output, inputs)}.
   *
   * @return one new tensor for each input
   * @throws TorchException if the output has more than one element, or does not depend on an input
   */
  public static List<Tensor> grad(Tensor output, Tensor... inputs) {
    return grad(List.of(output), List.of(inputs));
  }

  /** The same for one input, with Python's keyword arguments. */
  public static List<Tensor> grad(Tensor output, Tensor input, Consumer<GradOptions> options) {
    return grad(List.of(output), List.of(input), options);
  }

  /** The same for several inputs. */
  public static List<Tensor> grad(Tensor output, Collection<?> inputs) {
    return grad(List.of(output), inputs);
  }

  /** The same for several inputs, with Python's keyword arguments. */
  public static List<Tensor> grad(
      Tensor output, Collection<?> inputs, Consumer<GradOptions> options) {
    return grad(List.of(output), inputs, options);
  }

  /** The same for the sum of several outputs. */
  public static List<Tensor> grad(Collection<?> outputs, Collection<?> inputs) {
    return grad(outputs, inputs, o -> {});
  }

  /**
   * Computes the vector-Jacobian product of outputs with respect to inputs: Python's {@code
   * torch.autograd.grad(outputs, inputs, grad_outputs=…, retain_graph=…, create_graph=…,
   * allow_unused=…, is_grads_batched=…, materialize_grads=…)}.
   *
   * <pre>{@code
   * List<Tensor> grads = Autograd.grad(List.of(y), List.of(x, w),
   *     o -> o.gradOutputs(v).retainGraph(true));
   * }</pre>
   *
   * @return one new tensor for each input; null, when {@code allowUnused} is set, for an input that
   *     the outputs do not depend on
   * @throws ValueException if there are no inputs
   * @throws TorchException if an output or input does not require gradients, shapes do not fit, or
   *     an input is not used
   */
  public static List<Tensor> grad(
      Collection<?> outputs, Collection<?> inputs, Consumer<GradOptions> options) {
    GradOptions o = new GradOptions();
    options.accept(o);
    if (o.materializeGrads && Boolean.FALSE.equals(o.allowUnused)) {
      throw new ValueException(
          "Expected allow_unused to be True or not passed when materialize_grads=True, but got:"
              + " allow_unused=False.");
    }
    List<?> from = List.copyOf(outputs);
    List<?> to = List.copyOf(inputs);
    if (to.isEmpty()) {
      throw new ValueException("grad requires non-empty inputs.");
    }
    @Nullable Tensor[] gradients = o.isGradsBatched ? batched(from, to, o) : single(from, to, o);
    if (o.materializeGrads) {
      materialize(gradients, to, o.createGraph);
    }
    return Collections.unmodifiableList(Arrays.asList(gradients));
  }

  private static boolean retainGraph(GradOptions o) {
    return o.retainGraph == null ? o.createGraph : o.retainGraph;
  }

  private static boolean allowUnused(GradOptions o) {
    return o.allowUnused == null ? o.materializeGrads : o.allowUnused;
  }

  private static @Nullable Tensor[] single(List<?> outputs, List<?> inputs, GradOptions o) {
    return AutogradEngine.grad(
        outputs, o.gradOutputs, inputs, retainGraph(o), o.createGraph, allowUnused(o));
  }

  private static void materialize(
      @Nullable Tensor[] gradients, List<?> inputs, boolean requiresGrad) {
    for (int i = 0; i < gradients.length; i++) {
      if (gradients[i] == null) {
        if (!(inputs.get(i) instanceof Tensor input)) {
          throw new TorchException(
              "materialize_grads cannot be used when the given input is a GradientEdge");
        }
        gradients[i] = Torch.zerosLike(input).requiresGrad_(requiresGrad);
      }
    }
  }

  private static @Nullable Tensor[] batched(List<?> outputs, List<?> inputs, GradOptions o) {
    List<@Nullable Tensor> batches = o.gradOutputs;
    long count = BatchedGradients.count(outputs, batches);
    return Torch.scoped(
        () -> {
          List<@Nullable Tensor[]> rows = new ArrayList<>();
          for (long i = 0; i < count; i++) {
            rows.add(
                AutogradEngine.grad(
                    outputs,
                    BatchedGradients.row(batches, i),
                    inputs,
                    retainGraph(o) || i < count - 1,
                    o.createGraph,
                    allowUnused(o)));
          }
          return BatchedGradients.stack(rows, inputs.size());
        });
  }

  /**
   * Adds the gradients of a number to the {@link Tensor#grad} of all leaves: Python's {@code
   * torch.autograd.backward(tensor)}.
   *
   * <pre>{@code
   * Tensor w = Torch.ones(Torch.size(2), o -> o.requiresGrad(true));
   * Autograd.backward(w.pow(2).sum());
   * w.grad(); // tensor([2., 2.])
   * }</pre>
   */
  public static void backward(Tensor tensor) {
    backward(List.of(tensor));
  }

  /** The same for the sum of several tensors. */
  public static void backward(Collection<?> tensors) {
    backward(tensors, o -> {});
  }

  /**
   * The same for tensors of any shape, with the gradients with respect to them: Python's {@code
   * torch.autograd.backward(tensors, grad_tensors)}.
   *
   * @param gradTensors one for each tensor; null for ones
   */
  public static void backward(
      Collection<?> tensors, Collection<? extends @Nullable Tensor> gradTensors) {
    backward(tensors, o -> o.gradTensors(gradTensors));
  }

  /**
   * The same with Python's keyword arguments: {@code torch.autograd.backward(tensors,
   * grad_tensors=…, retain_graph=…, create_graph=…, inputs=…)}.
   *
   * <pre>{@code
   * Autograd.backward(List.of(a, b), o -> o.gradTensors(null, v).inputs(List.of(w)));
   * }</pre>
   *
   * @throws TorchException if a tensor does not require gradients, or has more than one element and
   *     no gradient is given
   */
  public static void backward(Collection<?> tensors, Consumer<BackwardPassOptions> options) {
    BackwardPassOptions o = new BackwardPassOptions();
    options.accept(o);
    if (o.inputs != null && o.inputs.isEmpty()) {
      throw new TorchException("`inputs` argument to `backward()` cannot be empty.");
    }
    boolean retainGraph = o.retainGraph == null ? o.createGraph : o.retainGraph;
    AutogradEngine.backward(
        List.copyOf(tensors), o.gradTensors, o.inputs, retainGraph, o.createGraph);
  }

  // ---- modes

  /**
   * Stops recording gradients in this thread until the mode is closed; see {@link Torch#noGrad}.
   */
  public static ThreadMode noGrad() {
    return Torch.noGrad();
  }

  /** Records gradients in this thread until the mode is closed; see {@link Torch#enableGrad}. */
  public static ThreadMode enableGrad() {
    return Torch.enableGrad();
  }

  /**
   * Records gradients in this thread or not until the mode is closed; see {@link
   * Torch#setGradEnabled}.
   */
  public static ThreadMode setGradEnabled(boolean enabled) {
    return Torch.setGradEnabled(enabled);
  }

  /**
   * Neither records gradients nor prepares for it, in this thread, until the mode is closed; see
   * {@link Torch#inferenceMode()}.
   */
  public static ThreadMode inferenceMode() {
    return Torch.inferenceMode();
  }

  /** Switches inference mode on or off in this thread until the mode is closed. */
  public static ThreadMode inferenceMode(boolean enabled) {
    return Torch.inferenceMode(enabled);
  }

  /**
   * Says whether a backward pass that this thread starts may use a thread for each device, until
   * the mode is closed: Python's {@code torch.autograd.set_multithreading_enabled(enabled)}. By
   * default it may.
   */
  public static ThreadMode setMultithreadingEnabled(boolean enabled) {
    return AutogradEngine.multithreading(enabled);
  }

  /**
   * Whether a backward pass that this thread starts may use a thread for each device: Python's
   * {@code torch.autograd.is_multithreading_enabled()}.
   */
  public static boolean isMultithreadingEnabled() {
    return AutogradEngine.isMultithreadingEnabled();
  }

  /**
   * Looks for faults in backward passes of all threads until the mode is closed: Python's {@code
   * torch.autograd.detect_anomaly()}.
   *
   * <pre>{@code
   * try (var mode = Autograd.detectAnomaly()) {
   *   model.call(x).sum().backward(); // fails where a gradient is NaN, and says what made it
   * }
   * }</pre>
   *
   * @see AnomalyMode
   */
  public static AnomalyMode detectAnomaly() {
    return detectAnomaly(true);
  }

  /**
   * The same, looking for gradients that are NaN or not: Python's {@code
   * torch.autograd.detect_anomaly(check_nan)}.
   */
  public static AnomalyMode detectAnomaly(boolean checkNan) {
    return setDetectAnomaly(true, checkNan);
  }

  /**
   * Switches anomaly detection on or off, for all threads: Python's {@code
   * torch.autograd.set_detect_anomaly(mode)}. It stays so when the result is not closed.
   */
  public static AnomalyMode setDetectAnomaly(boolean mode) {
    return setDetectAnomaly(mode, true);
  }

  /** The same, looking for gradients that are NaN or not. */
  public static AnomalyMode setDetectAnomaly(boolean mode, boolean checkNan) {
    return new AnomalyMode(mode, checkNan);
  }

  // ---- checking gradients

  /**
   * Compares the gradients of a function of one tensor with finite differences: Python's {@code
   * torch.autograd.gradcheck(func, input)}.
   *
   * <pre>{@code
   * Tensor x = Torch.randn(Torch.size(3), o -> o.dtype(DType.FLOAT64).requiresGrad(true));
   * Autograd.gradcheck(in -> new Exp().apply(in), x); // true
   * }</pre>
   *
   * @param func a function of one tensor, which must do the same each time
   * @param input a float64 or complex128 tensor that requires gradients
   * @return true
   * @throws GradcheckException if they differ
   */
  public static boolean gradcheck(UnaryOperator<Tensor> func, Tensor input) {
    return gradcheck(func, input, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static boolean gradcheck(
      UnaryOperator<Tensor> func, Tensor input, Consumer<GradcheckOptions> options) {
    return gradcheck(one(func), new Tensor[] {input}, options);
  }

  /** The same for a function of several tensors: Python's {@code gradcheck(func, inputs)}. */
  public static boolean gradcheck(Function<Tensor[], Tensor[]> func, Tensor[] inputs) {
    return gradcheck(func, inputs, o -> {});
  }

  /**
   * The same with Python's keyword arguments: {@code gradcheck(func, inputs, eps=…, atol=…, rtol=…,
   * raise_exception=…, nondet_tol=…, check_undefined_grad=…, check_grad_dtypes=…,
   * check_forward_ad=…, check_backward_ad=…, fast_mode=…)}.
   *
   * <p>The function is called many times, with the inputs themselves, whose elements are changed a
   * little and set back; it runs in a scope, which closes what it makes. Inputs are strided.
   *
   * @return true; or false, when exceptions are switched off and the gradients differ
   * @throws GradcheckException if they differ
   * @throws ValueException if no input requires gradients, or an input or output is sparse
   */
  public static boolean gradcheck(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Consumer<GradcheckOptions> options) {
    GradcheckOptions o = new GradcheckOptions();
    options.accept(o);
    return Torch.scoped(() -> Gradcheck.check(func, inputs, o));
  }

  /**
   * Compares the second gradients of a function of one tensor with finite differences of the first:
   * Python's {@code torch.autograd.gradgradcheck(func, input)}.
   *
   * @return true
   * @throws GradcheckException if they differ
   */
  public static boolean gradgradcheck(UnaryOperator<Tensor> func, Tensor input) {
    return gradgradcheck(func, input, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static boolean gradgradcheck(
      UnaryOperator<Tensor> func, Tensor input, Consumer<GradcheckOptions> options) {
    return gradgradcheck(one(func), new Tensor[] {input}, options);
  }

  /** The same for a function of several tensors: Python's {@code gradgradcheck(func, inputs)}. */
  public static boolean gradgradcheck(Function<Tensor[], Tensor[]> func, Tensor[] inputs) {
    return gradgradcheck(func, inputs, o -> {});
  }

  /**
   * The same with Python's keyword arguments: those of {@link #gradcheck(Function, Tensor[],
   * Consumer)}, and {@code grad_outputs=…, gen_non_contig_grad_outputs=…}.
   */
  public static boolean gradgradcheck(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Consumer<GradcheckOptions> options) {
    GradcheckOptions o = new GradcheckOptions();
    options.accept(o);
    return Torch.scoped(() -> Gradcheck.checkTwice(func, inputs, o));
  }

  private static Function<Tensor[], Tensor[]> one(UnaryOperator<Tensor> func) {
    return inputs -> new Tensor[] {func.apply(inputs[0])};
  }
}
