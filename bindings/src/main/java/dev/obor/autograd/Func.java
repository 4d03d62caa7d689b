package dev.obor.autograd;

import dev.obor.Aten;
import dev.obor.AutogradEngine;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TransformLayer;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Functions that make functions: Python's {@code torch.func}.
 *
 * <pre>{@code
 * UnaryOperator<Tensor> cosine = Func.grad(x -> x.sin());
 * UnaryOperator<Tensor> minusSine = Func.grad(Func.grad(x -> x.sin()));
 * Tensor j = Func.jacrev(x -> x.pow(2)).apply(input);
 * BinaryOperator<Tensor> dots = Func.vmap((x, y) -> x.dot(y));
 * }</pre>
 *
 * <p>The tensors that a function is called with need not require gradients. A result has a gradient
 * history where it depends on a tensor that requires gradients, be it an argument or captured, and
 * not otherwise: the functions nest. A function runs in a scope: what it makes is closed
 * afterwards. Functions must not change their arguments in place. All methods may be called from
 * any platform thread.
 *
 * <p>Derivatives may be mapped: {@code Func.vmap(Func.grad(f))} computes a gradient for each row.
 */
public final class Func {
  private static final String NO_HOOKS =
      "torch.func.{grad, vjp, jacrev, hessian} don't yet support saved tensor hooks. Please open an"
          + " issue with your use case.";

  private Func() {}

  /**
   * A gradient and the value beside it.
   *
   * @param grad the gradient, with the shape of the argument
   * @param value the value of the function
   */
  public record GradAndValue(Tensor grad, Tensor value) {}

  /**
   * A value and the function that multiplies vectors with the Jacobian.
   *
   * @param output the value of the function
   * @param vjpFn takes a tensor with the shape of the output to one with that of the argument; may
   *     be called many times
   */
  public record Vjp(Tensor output, UnaryOperator<Tensor> vjpFn) {}

  /**
   * The gradient of a function whose result is a number: Python's {@code torch.func.grad(func)}.
   *
   * @return a function that throws {@link TorchException} when the result has dimensions
   */
  public static UnaryOperator<Tensor> grad(UnaryOperator<Tensor> func) {
    Function<Tensor, GradAndValue> both = gradAndValue(func);
    return input -> Torch.scoped(() -> both.apply(input).grad());
  }

  /**
   * The gradients of a function of several tensors: Python's {@code torch.func.grad(func,
   * argnums)}.
   *
   * @param argnums the arguments to differentiate with respect to; the first one without any
   * @return a function whose results are in the order of {@code argnums}
   */
  public static Function<Tensor[], Tensor[]> grad(Function<Tensor[], Tensor> func, int... argnums) {
    int[] places = argnums.length == 0 ? new int[] {0} : argnums.clone();
    return inputs ->
        Torch.scoped(
            () -> {
              try (Level level = Level.of(own -> new Tensor[] {func.apply(own)}, inputs, places)) {
                return level.finish(level.gradients(scalar(level.outputs[0]), null, false));
              }
            });
  }

  /**
   * The gradient of a function whose result is a number, and the number: Python's {@code
   * torch.func.grad_and_value(func)}, with the gradient first as there.
   */
  public static Function<Tensor, GradAndValue> gradAndValue(UnaryOperator<Tensor> func) {
    return input ->
        Torch.scoped(
            () -> {
              try (Level level = Level.of(func, input)) {
                Tensor value = level.outputs[0];
                Tensor[] gradient = level.gradients(scalar(value), null, false);
                return new GradAndValue(level.finish(gradient)[0], level.finish(value));
              }
            });
  }

  private static Tensor scalar(Tensor value) {
    if (value.dim() != 0) {
      throw new TorchException(
          "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with "
              + value.dim()
              + " dims. Maybe you wanted to use the vjp or jacrev APIs instead?");
    }
    return value;
  }

  /**
   * The value of a function and its vector-Jacobian products: Python's {@code torch.func.vjp(func,
   * primal)}.
   */
  public static Vjp vjp(UnaryOperator<Tensor> func, Tensor primal) {
    Level level =
        Torch.scoped(
            () -> {
              Level made = Level.of(func, primal);
              made.leaveScopes();
              return made;
            });
    Tensor value = level.outputs[0];
    try {
      return new Vjp(
          level.finish(value),
          vector -> Torch.scoped(() -> level.finish(level.gradients(value, vector, true))[0]));
    } finally {
      level.close();
    }
  }

  /**
   * The value of a function and its Jacobian times a vector, computed forward: Python's {@code
   * torch.func.jvp(func, (primal,), (tangent,))}.
   *
   * @throws TorchException inside of another forward derivative, which cannot be nested, unless a
   *     function is being mapped
   */
  public static Functional.Product<Tensor, Tensor> jvp(
      UnaryOperator<Tensor> func, Tensor primal, Tensor tangent) {
    return Torch.scoped(
        () -> {
          // Where tensors are those of a layer, so are tangents, and all layers share a dual level.
          boolean isInside = TransformLayer.isInside();
          try (TransformLayer layer = isInside ? TransformLayer.jvp() : null;
              ForwardAd.DualLevel level =
                  isInside && hasDualLevel() ? null : ForwardAd.dualLevel()) {
            UnpackedDualTensor output =
                ForwardAd.unpackDual(func.apply(ForwardAd.makeDual(primal, tangent)));
            Tensor product = output.tangent();
            Tensor value = output.primal();
            Tensor times = product != null ? product : Torch.zerosLike(value);
            return layer == null
                ? new Functional.Product<>(value, times)
                : new Functional.Product<>(layer.unwrap(value), layer.unwrap(times));
          }
        });
  }

  private static boolean hasDualLevel() {
    return AutogradEngine.currentDualLevel() >= 0;
  }

  /** The Jacobian of a function, row by row: Python's {@code torch.func.jacrev(func)}. */
  public static UnaryOperator<Tensor> jacrev(UnaryOperator<Tensor> func) {
    return input ->
        Torch.scoped(
            () -> {
              try (Level level = Level.of(func, input)) {
                return level.finish(jacobian(level, input));
              }
            });
  }

  private static Tensor jacobian(Level level, Tensor input) {
    Tensor output = level.outputs[0];
    Tensor flat = Aten.reshape(output, new long[] {-1});
    Tensor[] rows = new Tensor[(int) output.numel()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = level.gradients(Aten.select_int(flat, 0, i), null, true)[0];
    }
    long[] shape = Jacobian.joined(output, input);
    return rows.length == 0
        ? Aten.new_zeros(input, shape, null, null, null, null)
        : Aten.reshape(Aten.stack(rows, 0), shape);
  }

  /**
   * The Jacobian of a function, column by column: Python's {@code torch.func.jacfwd(func)}. It
   * cannot be nested, unless a function is being mapped.
   */
  public static UnaryOperator<Tensor> jacfwd(UnaryOperator<Tensor> func) {
    return input ->
        TransformLayer.isInside()
            ? Torch.scoped(() -> columns(func, input))
            : Functional.jacobian(func, input, o -> o.strategy("forward-mode"));
  }

  private static Tensor columns(UnaryOperator<Tensor> func, Tensor input) {
    int count = Math.toIntExact(input.numel());
    if (count == 0) {
      Tensor output = func.apply(input);
      return Aten.new_zeros(output, Jacobian.joined(output, input), null, null, null, null);
    }
    Tensor[] columns = new Tensor[count];
    Tensor output = input;
    for (int i = 0; i < count; i++) {
      Tensor direction = Torch.zeros(count, o -> o.dtype(input.dtype()).device(input.device()));
      direction.get(i).fill_(1);
      Functional.Product<Tensor, Tensor> product =
          jvp(func, input, direction.reshape(input.size()));
      output = product.output();
      columns[i] = product.product();
    }
    return Aten.reshape(Aten.stack(columns, -1), Jacobian.joined(output, input));
  }

  /**
   * The Hessian of a function whose result is a number: Python's {@code torch.func.hessian(func)}.
   */
  public static UnaryOperator<Tensor> hessian(UnaryOperator<Tensor> func) {
    return jacrev(jacrev(func));
  }

  /**
   * Maps a function over the first dimension of its argument, in one call for all rows: Python's
   * {@code torch.func.vmap(func)}.
   *
   * <p>The function sees tensors without that dimension. What it computes must not depend on the
   * elements otherwise than by operators: {@code item()} and its like throw. It may capture other
   * tensors, but changes none of them. An operator that cannot take all rows at once is called row
   * by row, which Python warns of.
   *
   * <pre>{@code
   * Tensor m = Torch.tensor(new double[][] {{1, 2}, {3, 4}});
   * Func.vmap(x -> x.sum()).apply(m) // tensor([3., 7.])
   * }</pre>
   */
  public static UnaryOperator<Tensor> vmap(UnaryOperator<Tensor> func) {
    return vmap(func, o -> {});
  }

  /**
   * Maps a function over a dimension of its argument: Python's {@code torch.func.vmap(func,
   * in_dims, out_dims, randomness, chunk_size=…)}.
   */
  public static UnaryOperator<Tensor> vmap(
      UnaryOperator<Tensor> func, Consumer<VmapOptions> options) {
    Vmap vmap = new Vmap(own -> new Tensor[] {func.apply(own[0])}, options);
    return input -> vmap.apply(input)[0];
  }

  /** Maps a function of two tensors over their first dimensions: {@code torch.func.vmap(func)}. */
  public static BinaryOperator<Tensor> vmap(BinaryOperator<Tensor> func) {
    return vmap(func, o -> {});
  }

  /** Maps a function of two tensors: Python's {@code torch.func.vmap(func, in_dims, …)}. */
  public static BinaryOperator<Tensor> vmap(
      BinaryOperator<Tensor> func, Consumer<VmapOptions> options) {
    Vmap vmap = new Vmap(own -> new Tensor[] {func.apply(own[0], own[1])}, options);
    return (first, second) -> vmap.apply(first, second)[0];
  }

  /**
   * Calls a function of any number of tensors with any number of results, mapped over the first
   * dimensions: Python's {@code torch.func.vmap(func)(*inputs)}.
   */
  public static Tensor[] vmap(Function<Tensor[], Tensor[]> func, Tensor[] inputs) {
    return vmap(func, inputs, o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code torch.func.vmap(func, in_dims, …)(*inputs)}.
   *
   * @throws ValueException if the inputs do not have the mapped dimensions, or these differ in size
   */
  public static Tensor[] vmap(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Consumer<VmapOptions> options) {
    return new Vmap(func, options).apply(inputs);
  }

  /** One function that is being differentiated, with arguments of its own. */
  private static final class Level implements AutoCloseable {
    private final Tensor[] own;
    private final Tensor[] outputs;

    /** Where tensors are those of a layer, histories are a layer's too. */
    private final @Nullable TransformLayer layer;

    /** The arguments that no history leads into from outside. */
    private final List<Tensor> leaves;

    /** Whether derivatives must have a history, for someone outside. */
    private final boolean isRecorded;

    private Level(Tensor[] own, Tensor[] outputs, @Nullable TransformLayer layer) {
      this.own = own;
      this.outputs = outputs;
      this.layer = layer;
      this.leaves = Arrays.stream(own).filter(Tensor::isLeaf).toList();
      this.isRecorded = layer != null || (Torch.isGradEnabled() && isConnected(outputs));
    }

    static Level of(UnaryOperator<Tensor> function, Tensor input) {
      return of(own -> new Tensor[] {function.apply(own[0])}, new Tensor[] {input}, new int[] {0});
    }

    static Level of(Function<Tensor[], Tensor[]> function, Tensor[] inputs, int[] places) {
      TransformLayer layer = TransformLayer.isInside() ? TransformLayer.grad() : null;
      try {
        return of(function, inputs, places, layer);
      } catch (Throwable e) {
        if (layer != null) {
          layer.close();
        }
        throw e;
      }
    }

    private static Level of(
        Function<Tensor[], Tensor[]> function,
        Tensor[] inputs,
        int[] places,
        @Nullable TransformLayer layer) {
      Tensor[] own = new Tensor[places.length];
      Tensor[] arguments = inputs.clone();
      Tensor[] outputs;
      try (ThreadMode hooks = layer == null ? null : Graph.disableSavedTensorsHooks(NO_HOOKS);
          ThreadMode mode = Torch.enableGrad()) {
        for (int i = 0; layer != null && i < arguments.length; i++) {
          arguments[i] = layer.wrap(inputs[i], isOneOf(i, places));
        }
        for (int i = 0; i < places.length; i++) {
          own[i] =
              layer == null
                  ? Derivation.prepare(new Tensor[] {inputs[places[i]]}, true, true)[0]
                  : arguments[places[i]];
          arguments[places[i]] = own[i];
        }
        outputs = function.apply(arguments);
      }
      return new Level(own, outputs, layer);
    }

    private static boolean isOneOf(int place, int[] places) {
      return Arrays.stream(places).anyMatch(p -> p == place);
    }

    private boolean isConnected(Tensor[] tensors) {
      return Arrays.stream(tensors)
          .anyMatch(t -> t.requiresGrad() && AutogradEngine.reachesOtherLeaf(t, leaves));
    }

    Tensor[] gradients(Tensor output, @Nullable Tensor vector, boolean retainGraph) {
      @Nullable Tensor[] gradients =
          Derivation.gradients(
              new Tensor[] {output},
              own,
              vector == null ? null : new Tensor[] {vector},
              isRecorded,
              retainGraph || isRecorded);
      return Derivation.fill(gradients, own, new FunctionalOptions(), Derivation.Stage.BACK);
    }

    Tensor[] finish(Tensor[] results) {
      return Arrays.stream(results).map(this::finish).toArray(Tensor[]::new);
    }

    /** Without the history that leads to nothing but our own arguments. */
    Tensor finish(Tensor result) {
      if (layer != null) {
        return layer.unwrap(result);
      }
      return isRecorded && isConnected(new Tensor[] {result}) ? result : Aten.detach(result);
    }

    @Override
    public void close() {
      if (layer != null) {
        layer.close();
      }
    }

    void leaveScopes() {
      Arrays.stream(own).forEach(Tensor::unscoped);
      Arrays.stream(outputs).forEach(Tensor::unscoped);
    }
  }
}
