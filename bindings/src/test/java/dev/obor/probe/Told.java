package dev.obor.probe;

import dev.obor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls as a person reads them, without any operator on their tensors. */
final class Told {
  private Told() {}

  static String call(Method method, @Nullable Object receiver, @Nullable Object[] values) {
    List<String> arguments = new ArrayList<>();
    for (Object value : values) {
      arguments.add(value(value));
    }
    return (receiver == null ? method.getDeclaringClass().getSimpleName() : value(receiver))
        + "."
        + method.getName()
        + "("
        + String.join(", ", arguments)
        + ")";
  }

  private static String value(@Nullable Object value) {
    if (value instanceof Tensor tensor) {
      return tensor.isClosed() ? "a closed tensor" : tensor(tensor);
    }
    if (value instanceof Collection<?> values) {
      return values.stream().map(Told::value).toList().toString();
    }
    if (value != null && value.getClass().isArray()) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(value(Array.get(value, i)));
      }
      return elements.toString();
    }
    return String.valueOf(value);
  }

  private static String tensor(Tensor tensor) {
    String text = tensor.dtype().toString().substring("torch.".length());
    text +=
        tensor.isNested() ? "[nested]" : tensor.size().toString().replaceAll("[^\\[\\], 0-9]", "");
    return text + " " + tensor.layout() + " on " + tensor.device();
  }
}
