package dev.obor.probe;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.DlpackCapsule;
import dev.obor.Generator;
import dev.obor.Layout;
import dev.obor.MemoryFormat;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses arguments for one call. The same seed gives the same arguments.
 *
 * <p>Half of the calls get tensors that fit each other and small numbers, so that many come as far
 * as the kernels; the others get anything of the right type. Lengths are either small or so large
 * that no machine has the memory.
 */
final class Arguments {
  private static final long[] SMALL = {0, 1, 1, 1, 2, 2, 3, -1};
  private static final long[] WILD = {
    0, 1, 2, 3, 4, -1, -2, -5, 7, 12, 1L << 52, Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE
  };
  private static final double[] REALS = {
    0, 0.5, 1, 2, -1, 1e-5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };
  private static final String[] TEXTS = {
    "", "mean", "sum", "none", "max", "min", "prod", "constant", "reflect", "ij,jk->ik", "i", "fro",
    "nuc", "floor", "trunc", "tanh", "L", "U", "gelsd", "reduced", "complete", "r", "left", "abc",
    "\u00e9\uD83D\uDE00", "aten::add"
  };

  private final Random random;
  private final boolean coherent;
  private final TensorChoice tensors;

  Arguments(long seed) {
    this.random = new Random(seed);
    this.coherent = random.nextBoolean();
    this.tensors = new TensorChoice(random, coherent);
  }

  /** The object to call a method on. */
  Object receiver() {
    return tensors.tensor();
  }

  @Nullable Object[] of(Method method) {
    AnnotatedType[] types = method.getAnnotatedParameterTypes();
    @Nullable Object[] values = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] = value(types[i], types[i].getType());
    }
    return values;
  }

  private @Nullable Object value(AnnotatedType annotated, Type type) {
    boolean nullable = annotated.isAnnotationPresent(Nullable.class);
    if (nullable && random.nextInt(coherent ? 2 : 4) == 0) {
      return null;
    }
    boolean primitive = type instanceof Class<?> c && c.isPrimitive();
    if (!nullable && !primitive && random.nextInt(200) == 0) {
      return null;
    }
    if (type instanceof Class<?> c && c.isArray()) {
      return array((AnnotatedArrayType) annotated, c);
    }
    return type instanceof ParameterizedType p ? generic(p) : plain((Class<?>) type);
  }

  private Object array(AnnotatedArrayType annotated, Class<?> type) {
    AnnotatedType component = annotated.getAnnotatedGenericComponentType();
    Object array = Array.newInstance(type.getComponentType(), length());
    for (int i = 0; i < Array.getLength(array); i++) {
      Object value = value(component, component.getType());
      Array.set(array, i, value);
    }
    return array;
  }

  private int length() {
    return coherent ? 1 + random.nextInt(3) : random.nextInt(7);
  }

  private Object generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type argument = type.getActualTypeArguments()[0];
    if (raw == List.class || raw == Collection.class) {
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = length(); i > 0; i--) {
        boolean none = random.nextInt(20) == 0;
        list.add(none ? null : argument == Tensor.class ? tensors.tensor() : number());
      }
      return list;
    }
    if (raw == Consumer.class) {
      return (Consumer<Object>) this::fill;
    }
    throw new AssertionError("no arguments for " + type);
  }

  /** Sets some of the options of a trailing lambda. */
  private void fill(Object options) {
    for (Method setter : Methods.setters(options.getClass())) {
      if (random.nextInt(3) == 0) {
        try {
          setter.invoke(options, of(setter));
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new AssertionError(setter.toString(), e);
        } catch (IllegalAccessException e) {
          throw new AssertionError(setter.toString(), e);
        }
      }
    }
  }

  private Object plain(Class<?> type) {
    if (type == Tensor.class) {
      return tensors.tensor();
    }
    if (type == long.class || type == Long.class) {
      return integer();
    }
    if (type == int.class) {
      return (int) integer();
    }
    if (type == double.class || type == Double.class) {
      return real();
    }
    if (type == float.class) {
      return (float) real();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == byte.class) {
      return (byte) integer();
    }
    if (type == short.class) {
      return (short) integer();
    }
    if (type == Number.class) {
      return number();
    }
    if (type == String.class) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    if (type == DType.class) {
      return random.nextInt(5) == 0 ? any(DType.values()) : tensors.anyDtype();
    }
    if (type == Layout.class) {
      return random.nextBoolean() ? Layout.STRIDED : any(Layout.values());
    }
    if (type == MemoryFormat.class) {
      return any(MemoryFormat.values());
    }
    if (type == Device.class) {
      String[] names = {"cpu", "cpu", "cpu", "meta", "cuda", "cuda:3", "mps", "xla:127"};
      return Device.of(any(names));
    }
    if (type == Generator.class) {
      return new Generator();
    }
    if (type == Size.class) {
      long[] sizes = new long[length()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = integer();
      }
      return Size.of(sizes);
    }
    if (type == DlpackCapsule.class) {
      return Torch.toDlpack(Torch.ones(length()));
    }
    if (type == Object.class) {
      return anything();
    }
    if (type == Buffer.class) {
      return buffer();
    }
    if (type.isInterface()) {
      return callback(type);
    }
    throw new AssertionError("no arguments for " + type);
  }

  /** A hook or a function that gives null, false or zero. */
  private static Object callback(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "toString" -> type.getSimpleName();
              case "hashCode" -> 1;
              case "equals" -> false;
              default ->
                  method.getReturnType() == void.class
                      ? null
                      : Array.get(Array.newInstance(method.getReturnType(), 1), 0);
            });
  }

  private Object anything() {
    return switch (random.nextInt(6)) {
      case 0 -> number();
      case 1 -> any(TEXTS);
      case 2 -> List.of(number(), number());
      case 3 -> new double[][] {{real(), real()}, {real()}};
      default -> tensors.tensor();
    };
  }

  private Buffer buffer() {
    ByteBuffer bytes =
        random.nextBoolean() ? ByteBuffer.allocate(24) : ByteBuffer.allocateDirect(24);
    bytes.position(random.nextInt(3)).order(ByteOrder.nativeOrder());
    return switch (random.nextInt(4)) {
      case 0 -> bytes;
      case 1 -> bytes.asReadOnlyBuffer();
      case 2 -> bytes.asFloatBuffer();
      default -> bytes.asLongBuffer();
    };
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private long integer() {
    long[] choices = coherent ? SMALL : WILD;
    return choices[random.nextInt(choices.length)];
  }

  /** Never one of which {@code arange} would make what hardly fits into memory. */
  private long whole() {
    long number = integer();
    return number == Integer.MIN_VALUE ? Long.MIN_VALUE : number;
  }

  private double real() {
    return coherent && random.nextBoolean() ? 0.5 : REALS[random.nextInt(REALS.length)];
  }

  private Number number() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> whole();
      case 2, 3 -> real();
      case 4 -> Scalar.of(random.nextBoolean());
      default -> Scalar.of(real(), real());
    };
  }
}
