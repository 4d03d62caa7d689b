package dev.obor.autograd;

import dev.obor.AutogradEngine;
import dev.obor.FunctionRecord;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One application of a {@link Function}. The node in the graph keeps it. */
final class FunctionCall<R> implements AutogradEngine.CustomFunction {
  private static final String TWICE =
      "trying to differentiate twice a function that was marked with @once_differentiable";

  private static final Class<?>[] BACKWARD_PARAMETERS = {FunctionCtx.class, Tensor[].class};

  private static final ClassValue<Boolean> ONCE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isMarked(type);
        }
      };

  private final Function<R> function;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>(4);

  /** Whether forward returned a tensor, an array or a list. */
  private Class<?> kind = Tensor.class;

  FunctionCall(Function<R> function) {
    this.function = function;
  }

  private static boolean isMarked(Class<?> type) {
    for (Class<?> c = type; c != null && c != Function.class; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals("backward")
            && Arrays.equals(method.getParameterTypes(), BACKWARD_PARAMETERS)) {
          return method.isAnnotationPresent(OnceDifferentiable.class);
        }
      }
    }
    return false;
  }

  private FunctionCtx context(FunctionRecord record) {
    return new FunctionCtx(record, attributes);
  }

  @Override
  public @Nullable Tensor[] forward(FunctionRecord record, @Nullable Tensor[] inputs) {
    R output = function.forward(context(record), inputs);
    kind =
        output instanceof Tensor
            ? Tensor.class
            : output instanceof List ? List.class : Tensor[].class;
    return tensors(output, "forward");
  }

  @Override
  public @Nullable Tensor[] backward(FunctionRecord record, @Nullable Tensor[] gradients) {
    FunctionCtx context = context(record);
    if (!ONCE.get(function.getClass())) {
      return gradients(function.backward(context, gradients));
    }
    @Nullable Tensor[] results =
        AutogradEngine.withoutGradients(() -> gradients(function.backward(context, gradients)));
    boolean wanted =
        Torch.isGradEnabled()
            && Arrays.stream(gradients).anyMatch(g -> g != null && g.requiresGrad());
    return wanted ? AutogradEngine.delayedError(results, TWICE) : results;
  }

  @SuppressWarnings("NullAway") // for programs that are compiled without its checks
  private static @Nullable Tensor[] gradients(@Nullable Tensor @Nullable [] results) {
    return Objects.requireNonNull(
        results,
        "backward returned null, expected an array with a gradient or null for each input");
  }

  @Override
  public @Nullable Tensor[] jvp(FunctionRecord record, @Nullable Tensor[] tangents) {
    return tensors(function.jvp(context(record), tangents), "jvp");
  }

  /** As Python's class of the node is called: the function's name and {@code Backward}. */
  @Override
  public String name() {
    Class<?> type = function.getClass();
    while (type.isAnonymousClass()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName() + "Backward";
  }

  private static @Nullable Tensor[] tensors(@Nullable Object output, String method) {
    if (output instanceof Tensor tensor) {
      return new Tensor[] {tensor};
    }
    if (output instanceof Tensor[] array) {
      return array.clone();
    }
    if (output instanceof List<?> list) {
      @Nullable Tensor[] tensors = new Tensor[list.size()];
      for (int i = 0; i < tensors.length; i++) {
        Object element = list.get(i);
        if (element != null && !(element instanceof Tensor)) {
          throw unexpected(element, method + " for return value " + i);
        }
        tensors[i] = (Tensor) element;
      }
      return tensors;
    }
    throw unexpected(output, method);
  }

  private static TypeException unexpected(@Nullable Object value, String where) {
    return new TypeException(
        "expected a Tensor, a Tensor[] or a List<Tensor> from "
            + where
            + ", got "
            + (value == null ? "null" : value.getClass().getName()));
  }

  /** The outputs in the form in which forward returned them. */
  @SuppressWarnings("unchecked") // the same form is of the same class
  R result(@Nullable Tensor[] outputs) {
    if (kind == Tensor.class) {
      return (R) outputs[0];
    }
    return kind == List.class
        ? (R) Collections.unmodifiableList(Arrays.asList(outputs))
        : (R) outputs;
  }
}
