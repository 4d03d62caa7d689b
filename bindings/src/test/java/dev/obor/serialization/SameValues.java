package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Layout;
import dev.obor.StorageAccess;
import dev.obor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what was loaded with its twin, down to the bytes of the storages. */
final class SameValues {
  private SameValues() {}

  static void assertSame(@Nullable Object loaded, @Nullable Object twin, String path) {
    if (twin instanceof Tensor tensor) {
      assertThat(loaded).as(path).isInstanceOf(Tensor.class);
      sameTensors((Tensor) requireNonNull(loaded), tensor, path);
    } else if (twin instanceof Map<?, ?> map) {
      assertThat(loaded).as(path).isInstanceOf(Map.class);
      assertThat(loaded instanceof OrderedDict).as(path).isEqualTo(twin instanceof OrderedDict);
      Map<?, ?> other = (Map<?, ?>) requireNonNull(loaded);
      sameSequences(other.keySet(), map.keySet(), path + ".keys");
      sameSequences(other.values(), map.values(), path);
      if (twin instanceof OrderedDict<?, ?> dict) {
        assertSame(((OrderedDict<?, ?>) other).attributes(), dict.attributes(), path + ".vars");
      }
    } else if (twin instanceof byte[] bytes) {
      assertThat((byte[]) loaded).as(path).isEqualTo(bytes);
    } else if (twin instanceof Collection<?> collection && !(twin instanceof Tuple)) {
      assertThat(loaded).as(path).isInstanceOf(Collection.class).isNotInstanceOf(Tuple.class);
      sameSequences((Collection<?>) requireNonNull(loaded), collection, path);
    } else if (elements(twin) != null) {
      assertThat(loaded).as(path).isInstanceOf(Tuple.class);
      sameSequences((Tuple) requireNonNull(loaded), Arrays.asList(elements(twin)), path);
    } else {
      assertThat(loaded).as(path).isEqualTo(widened(twin));
    }
  }

  private static void sameSequences(Collection<?> loaded, Collection<?> twin, String path) {
    assertThat(loaded).as(path).hasSameSizeAs(twin);
    List<@Nullable Object> other = new ArrayList<>(loaded);
    int i = 0;
    for (Object element : twin) {
      assertSame(other.get(i), element, path + "[" + i + "]");
      i++;
    }
  }

  /** The elements of what is written as a tuple. */
  private static @Nullable Object @Nullable [] elements(@Nullable Object twin) {
    if (twin instanceof Tuple tuple) {
      return tuple.toArray();
    }
    if (twin != null && twin.getClass().isArray()) {
      @Nullable Object[] elements = new @Nullable Object[Array.getLength(twin)];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = Array.get(twin, i);
      }
      return elements;
    }
    if (twin instanceof Record && twin.getClass().getSimpleName().equals("Pair")) {
      return new @Nullable Object[] {1, 2};
    }
    return null;
  }

  private static @Nullable Object widened(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof BigInteger integer) {
      return PickleText.narrowed(integer);
    }
    return value;
  }

  private static void sameTensors(Tensor loaded, Tensor twin, String path) {
    assertThat(loaded.dtype()).as(path).isEqualTo(twin.dtype());
    assertThat(loaded.size()).as(path).isEqualTo(twin.size());
    assertThat(loaded.layout()).as(path).isEqualTo(twin.layout());
    assertThat(loaded.device()).as(path).isEqualTo(twin.device());
    assertThat(loaded.requiresGrad()).as(path).isEqualTo(twin.requiresGrad());
    assertThat(loaded.isLeaf()).as(path).isEqualTo(twin.isLeaf());
    assertThat(loaded.isParameter()).as(path).isEqualTo(twin.isParameter());
    assertThat(loaded.isConj()).as(path).isEqualTo(twin.isConj());
    assertThat(loaded.isNeg()).as(path).isEqualTo(twin.isNeg());
    if (twin.layout() == Layout.STRIDED) {
      assertThat(loaded.stride()).as(path).isEqualTo(twin.stride());
      assertThat(loaded.storageOffset()).as(path).isEqualTo(twin.storageOffset());
      if (!twin.isMeta()) {
        assertThat(storage(loaded)).as(path).isEqualTo(storage(twin));
      }
    } else {
      assertThat(loaded.toDense().toFloatArray()).as(path).isEqualTo(twin.toDense().toFloatArray());
    }
    if (twin.isQuantized()) {
      assertThat(loaded.dequantize().toFloatArray())
          .as(path)
          .isEqualTo(twin.dequantize().toFloatArray());
    }
  }

  static byte[] storage(Tensor tensor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      StorageAccess.forEachPart(
          StorageAccess.bytes(tensor),
          part -> {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            out.writeBytes(bytes);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
