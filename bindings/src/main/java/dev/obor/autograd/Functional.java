package dev.obor.autograd;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Jacobians, Hessians and their products with vectors: Python's {@code torch.autograd.functional}.
 *
 * <pre>{@code
 * Tensor j = Functional.jacobian(x -> x.exp().sum(1), input); // shape [2, 2, 3] for a 2 x 3 input
 * Tensor[][] h = Functional.hessian(
 *     in -> in[0].pow(2).mul(in[1]).sum(), new Tensor[] {x, y});
 * }</pre>
 *
 * <p>Each function has a form for functions of one tensor with one result, and a form for arrays of
 * tensors. Functions get tensors of their own with the elements of the inputs. They run in a scope:
 * what they make is closed afterwards, and the results belong to the enclosing scope or the
 * collector. Where {@code strict} is not set, the derivative of a result that does not depend on an
 * input is zero. All methods may be called from any platform thread.
 */
public final class Functional {
  private Functional() {}

  /**
   * A value and a product.
   *
   * @param output the value of the function
   * @param product the product of a derivative of the function and a vector
   */
  public record Product<O, P>(O output, P product) {}

  private static FunctionalOptions options(Consumer<FunctionalOptions> options) {
    FunctionalOptions o = new FunctionalOptions();
    options.accept(o);
    return o;
  }

  private static Function<Tensor[], Tensor[]> one(UnaryOperator<Tensor> function) {
    return inputs -> new Tensor[] {function.apply(inputs[0])};
  }

  // ---- Jacobians

  /**
   * The Jacobian of a function of one tensor: Python's {@code jacobian(func, input)}.
   *
   * @return a new tensor, whose shape is that of the output followed by that of the input
   */
  public static Tensor jacobian(UnaryOperator<Tensor> func, Tensor input) {
    return jacobian(func, input, o -> {});
  }

  /**
   * The same with Python's keyword arguments: {@code jacobian(func, input, create_graph=…,
   * strict=…, vectorize=…, strategy=…)}.
   *
   * @throws TorchException in strict mode, if the output does not depend on the input
   */
  public static Tensor jacobian(
      UnaryOperator<Tensor> func, Tensor input, Consumer<FunctionalOptions> options) {
    FunctionalOptions o = options(options);
    return Torch.scoped(() -> Jacobian.of(one(func), new Tensor[] {input}, o)[0][0]);
  }

  /**
   * The Jacobians of a function of several tensors: Python's {@code jacobian(func, inputs)} with
   * tuples.
   *
   * @return {@code [i][j]} is the Jacobian of output i with respect to input j
   */
  public static Tensor[][] jacobian(Function<Tensor[], Tensor[]> func, Tensor[] inputs) {
    return jacobian(func, inputs, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Tensor[][] jacobian(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Consumer<FunctionalOptions> options) {
    FunctionalOptions o = options(options);
    return Torch.scoped(() -> Jacobian.of(func, inputs, o));
  }

  /**
   * The Hessian of a function of one tensor whose result is a number: Python's {@code hessian(func,
   * input)}.
   *
   * @return a new tensor, whose shape is twice that of the input
   * @throws TorchException if the result has more than one element
   */
  public static Tensor hessian(UnaryOperator<Tensor> func, Tensor input) {
    return hessian(func, input, o -> {});
  }

  /**
   * The same with Python's keyword arguments: {@code hessian(func, input, create_graph=…, strict=…,
   * vectorize=…, outer_jacobian_strategy=…)}.
   */
  public static Tensor hessian(
      UnaryOperator<Tensor> func, Tensor input, Consumer<FunctionalOptions> options) {
    return hessian(inputs -> func.apply(inputs[0]), new Tensor[] {input}, options)[0][0];
  }

  /**
   * The Hessian of a function of several tensors whose result is a number.
   *
   * @return {@code [i][j]} is the second derivative with respect to inputs i and j
   */
  public static Tensor[][] hessian(Function<Tensor[], Tensor> func, Tensor[] inputs) {
    return hessian(func, inputs, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Tensor[][] hessian(
      Function<Tensor[], Tensor> func, Tensor[] inputs, Consumer<FunctionalOptions> options) {
    FunctionalOptions o = options(options);
    return Torch.scoped(() -> Jacobian.hessian(func, inputs, o));
  }

  // ---- products

  /**
   * A vector times the Jacobian of a function of one tensor: Python's {@code vjp(func, input, v)}.
   *
   * <pre>{@code
   * var result = Functional.vjp(x -> x.exp().sum(1), input, v); // v has shape [2] for 2 x 3
   * result.product(); // has shape [2, 3]
   * }</pre>
   *
   * @param v has the shape of the output; null for 1, when the output has one element
   * @return the output, and the product, which has the shape of the input
   */
  public static Product<Tensor, Tensor> vjp(
      UnaryOperator<Tensor> func, Tensor input, @Nullable Tensor v) {
    return vjp(func, input, v, o -> {});
  }

  /** The same with Python's keyword arguments: {@code create_graph=…, strict=…}. */
  public static Product<Tensor, Tensor> vjp(
      UnaryOperator<Tensor> func,
      Tensor input,
      @Nullable Tensor v,
      Consumer<FunctionalOptions> options) {
    return one(JacobianProduct::vjp, func, input, v, options);
  }

  /** The same for a function of several tensors: Python's {@code vjp(func, inputs, v)}. */
  public static Product<Tensor[], Tensor[]> vjp(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor @Nullable [] v) {
    return vjp(func, inputs, v, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Product<Tensor[], Tensor[]> vjp(
      Function<Tensor[], Tensor[]> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    return many(JacobianProduct::vjp, func, inputs, v, options);
  }

  /**
   * The Jacobian of a function of one tensor times a vector: Python's {@code jvp(func, input, v)}.
   *
   * <pre>{@code
   * Functional.jvp(x -> x.exp().sum(1), input, Torch.onesLike(input)).product(); // shape [2]
   * }</pre>
   *
   * <p>It is computed backward twice; {@link ForwardAd} is faster.
   *
   * @param v has the shape of the input; null for 1, when the input has one element
   * @return the output, and the product, which has the shape of the output
   */
  public static Product<Tensor, Tensor> jvp(
      UnaryOperator<Tensor> func, Tensor input, @Nullable Tensor v) {
    return jvp(func, input, v, o -> {});
  }

  /** The same with Python's keyword arguments: {@code create_graph=…, strict=…}. */
  public static Product<Tensor, Tensor> jvp(
      UnaryOperator<Tensor> func,
      Tensor input,
      @Nullable Tensor v,
      Consumer<FunctionalOptions> options) {
    return one(JacobianProduct::jvp, func, input, v, options);
  }

  /** The same for a function of several tensors: Python's {@code jvp(func, inputs, v)}. */
  public static Product<Tensor[], Tensor[]> jvp(
      Function<Tensor[], Tensor[]> func, Tensor[] inputs, Tensor @Nullable [] v) {
    return jvp(func, inputs, v, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Product<Tensor[], Tensor[]> jvp(
      Function<Tensor[], Tensor[]> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    return many(JacobianProduct::jvp, func, inputs, v, options);
  }

  /**
   * A vector times the Hessian of a function of one tensor whose result is a number: Python's
   * {@code vhp(func, input, v)}.
   *
   * <pre>{@code
   * Functional.vhp(x -> x.pow(3).sum(), input, v).product(); // 6 * input * v
   * }</pre>
   *
   * @param v has the shape of the input; null for 1, when the input has one element
   * @return the output, and the product, which has the shape of the input
   */
  public static Product<Tensor, Tensor> vhp(
      UnaryOperator<Tensor> func, Tensor input, @Nullable Tensor v) {
    return vhp(func, input, v, o -> {});
  }

  /** The same with Python's keyword arguments: {@code create_graph=…, strict=…}. */
  public static Product<Tensor, Tensor> vhp(
      UnaryOperator<Tensor> func,
      Tensor input,
      @Nullable Tensor v,
      Consumer<FunctionalOptions> options) {
    return one(HessianProduct::vhp, func, input, v, options);
  }

  /** The same for a function of several tensors: Python's {@code vhp(func, inputs, v)}. */
  public static Product<Tensor, Tensor[]> vhp(
      Function<Tensor[], Tensor> func, Tensor[] inputs, Tensor @Nullable [] v) {
    return vhp(func, inputs, v, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Product<Tensor, Tensor[]> vhp(
      Function<Tensor[], Tensor> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    return number(HessianProduct::vhp, func, inputs, v, options);
  }

  /**
   * The Hessian of a function of one tensor whose result is a number, times a vector: Python's
   * {@code hvp(func, input, v)}. {@link #vhp} gives the same for functions with continuous second
   * derivatives, and is faster.
   *
   * @param v has the shape of the input; null for 1, when the input has one element
   * @return the output, and the product, which has the shape of the input
   */
  public static Product<Tensor, Tensor> hvp(
      UnaryOperator<Tensor> func, Tensor input, @Nullable Tensor v) {
    return hvp(func, input, v, o -> {});
  }

  /** The same with Python's keyword arguments: {@code create_graph=…, strict=…}. */
  public static Product<Tensor, Tensor> hvp(
      UnaryOperator<Tensor> func,
      Tensor input,
      @Nullable Tensor v,
      Consumer<FunctionalOptions> options) {
    return one(HessianProduct::hvp, func, input, v, options);
  }

  /** The same for a function of several tensors: Python's {@code hvp(func, inputs, v)}. */
  public static Product<Tensor, Tensor[]> hvp(
      Function<Tensor[], Tensor> func, Tensor[] inputs, Tensor @Nullable [] v) {
    return hvp(func, inputs, v, o -> {});
  }

  /** The same with Python's keyword arguments. */
  public static Product<Tensor, Tensor[]> hvp(
      Function<Tensor[], Tensor> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    return number(HessianProduct::hvp, func, inputs, v, options);
  }

  /** A way to compute a product. */
  private interface Way {
    Product<Tensor[], Tensor[]> of(
        Function<Tensor[], Tensor[]> func,
        Tensor[] inputs,
        Tensor @Nullable [] v,
        FunctionalOptions options,
        boolean isTuple);
  }

  private static Product<Tensor[], Tensor[]> many(
      Way way,
      Function<Tensor[], Tensor[]> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    FunctionalOptions o = options(options);
    return Torch.scoped(() -> way.of(func, inputs, v, o, true));
  }

  /** For a function whose result is a number. */
  private static Product<Tensor, Tensor[]> number(
      Way way,
      Function<Tensor[], Tensor> func,
      Tensor[] inputs,
      Tensor @Nullable [] v,
      Consumer<FunctionalOptions> options) {
    Product<Tensor[], Tensor[]> product =
        many(way, own -> new Tensor[] {func.apply(own)}, inputs, v, options);
    return new Product<>(product.output()[0], product.product());
  }

  private static Product<Tensor, Tensor> one(
      Way way,
      UnaryOperator<Tensor> func,
      Tensor input,
      @Nullable Tensor v,
      Consumer<FunctionalOptions> options) {
    FunctionalOptions o = options(options);
    Tensor[] vector = v == null ? null : new Tensor[] {v};
    Product<Tensor[], Tensor[]> product =
        Torch.scoped(() -> way.of(one(func), new Tensor[] {input}, vector, o, false));
    return new Product<>(product.output()[0], product.product()[0]);
  }
}
