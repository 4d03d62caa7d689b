package dev.obor.serialization;

import static java.util.Objects.requireNonNull;

import dev.obor.Aten;
import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects of checkpoint_goldens.py, as Java has them. */
final class CheckpointTwins {
  private static final List<DType> DTYPES =
      Arrays.stream(
              ("float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8 bool complex128"
                      + " complex64 complex32 uint16 uint32 uint64 float8_e5m2 float8_e4m3fn"
                      + " float8_e5m2fnuz float8_e4m3fnuz float8_e8m0fnu float4_e2m1fn_x2 bits8"
                      + " bits16 bits1x8 bits2x4 bits4x2")
                  .split(" "))
          .map(DType::of)
          .toList();

  private CheckpointTwins() {}

  static Map<String, Supplier<@Nullable Object>> all() {
    Map<String, Supplier<@Nullable Object>> all = new LinkedHashMap<>();
    for (DType dtype : DTYPES) {
      all.put("dtype-" + dtype.toString().substring(6), () -> ofDtype(dtype));
    }
    all.put("none", () -> null);
    all.put("numbers", CheckpointTwins::numbers);
    all.put("texts", CheckpointTwins::texts);
    all.put("containers", CheckpointTwins::containers);
    all.put("types", CheckpointTwins::types);
    all.put("sets", () -> list(set(), set(1), set(5, 6, 7)));
    all.put("bytes", CheckpointTwins::bytes);
    all.put("complex", () -> list(new Complex(1, 2), new Complex(-0.0, -0.5)));
    all.put("many", CheckpointTwins::many);
    all.put("same", CheckpointTwins::same);
    all.put("shared", CheckpointTwins::shared);
    all.put("views", CheckpointTwins::views);
    all.put("empties", CheckpointTwins::empties);
    all.put("gradients", () -> list(counted(2).requiresGrad_(), counted(2)));
    all.put("parameters", CheckpointTwins::parameters);
    all.put("marks", CheckpointTwins::marks);
    all.put("meta", CheckpointTwins::meta);
    all.put("quantized", () -> Torch.quantizePerTensor(counted(2, 3), 0.125, 3, DType.QUINT8));
    all.put("quantized-channels", CheckpointTwins::quantizedChannels);
    all.put("sparse-coo", () -> blocks().toSparseCoo());
    all.put("sparse-uncoalesced", CheckpointTwins::uncoalesced);
    all.put("sparse-csr", () -> blocks().toSparseCsr());
    all.put("sparse-csc", () -> blocks().toSparseCsc());
    all.put("sparse-bsr", () -> blocks().toSparseBsr(new long[] {2, 2}));
    all.put("sparse-bsc", () -> blocks().toSparseBsc(new long[] {2, 2}));
    all.put("state-dict", () -> stateDict(layer("fc1", 3, 2), layer("fc2", 2, 1)));
    all.put("adam", CheckpointTwins::adam);
    all.put("note-004", CheckpointTwins::note004);
    return all;
  }

  static @Nullable Object of(String name) {
    Supplier<@Nullable Object> twin = all().get(name);
    if (twin == null) {
      throw new IllegalArgumentException(name);
    }
    return twin.get();
  }

  // ---- plain data

  static List<@Nullable Object> list(@Nullable Object... elements) {
    return new ArrayList<>(Arrays.asList(elements));
  }

  private static Set<Object> set(Object... elements) {
    return new LinkedHashSet<>(Arrays.asList(elements));
  }

  static Map<@Nullable Object, @Nullable Object> dict(@Nullable Object... keysAndValues) {
    return filled(new LinkedHashMap<>(), keysAndValues);
  }

  private static OrderedDict<@Nullable Object, @Nullable Object> ordered(
      @Nullable Object... keysAndValues) {
    return filled(new OrderedDict<>(), keysAndValues);
  }

  private static <M extends Map<@Nullable Object, @Nullable Object>> M filled(
      M map, @Nullable Object... keysAndValues) {
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static Object numbers() {
    BigInteger two = BigInteger.TWO;
    List<@Nullable Object> numbers =
        list(0, 1L, (short) 255, 256, 65535, 65536, (byte) -1, -129, Integer.MAX_VALUE, 1L << 31);
    numbers.addAll(list(Integer.MIN_VALUE, Integer.MIN_VALUE - 1L, 1L << 40, Long.MAX_VALUE));
    numbers.addAll(list(Long.MIN_VALUE, two.pow(63), two.pow(100), two.pow(100).negate()));
    numbers.add(two.pow(1000).multiply(BigInteger.valueOf(127)));
    numbers.addAll(list(true, false, 0.0, -0.0, 1.5f, 1e300));
    numbers.addAll(list(Double.POSITIVE_INFINITY, Double.NaN));
    return numbers;
  }

  private static Object texts() {
    return list(
        "", "a", "storage", "\n\t\\'\"", "\u00e9 \u00df \u20ac", "\ud83d\udd25", "x".repeat(300));
  }

  private record Pair(int first, int second) {}

  private static Object containers() {
    return dict(
        "list",
        list(1, list(2.5, list("three")), list()),
        "tuple",
        new Object[] {
          1,
          new int[] {2, 3},
          new long[] {4, 5, 6},
          Tuple.of(7, 8, 9, 10),
          new short[] {11},
          new double[0]
        },
        "dict",
        dict(1, "one", "two", 2, 2.5, null, new Pair(1, 2), true, null, 0),
        "empty",
        Map.of(),
        "one",
        Map.of("only", List.of(1)),
        "ordered",
        ordered("b", 1, "a", 2),
        "empty ordered",
        ordered(),
        "one ordered",
        ordered("only", 1));
  }

  private static Object types() {
    return list(
        Torch.size(2, 3),
        Torch.size(),
        Torch.size(1, 2, 3, 4),
        DType.FLOAT32,
        DType.FLOAT32,
        DType.BOOL,
        Device.CPU,
        Device.of("cuda", 1),
        Layout.STRIDED,
        Layout.SPARSE_COO,
        Layout.STRIDED);
  }

  private static Object bytes() {
    return list(
        new byte[] {'a', 'b', -1, 0},
        "latin1".getBytes(StandardCharsets.US_ASCII),
        new byte[] {'x', 'y'});
  }

  private static Object many() {
    List<@Nullable Object> many = list(dict(), dict(), list(), list(), ordered(), ordered());
    for (int i = 0; i < 2001; i++) {
      if (i < 1000) {
        put(many, 0, i, i);
        add(many, 2, i);
      }
      if (i < 1001) {
        put(many, 1, i, i);
        put(many, 4, i, Integer.toString(i));
      }
      add(many, 3, i);
      if (i < 2000) {
        put(many, 5, i, i);
      }
    }
    return many;
  }

  @SuppressWarnings("unchecked") // they are what many() has made
  private static void put(List<@Nullable Object> all, int index, Object key, Object value) {
    ((Map<Object, Object>) requireNonNull(all.get(index))).put(key, value);
  }

  @SuppressWarnings("unchecked") // they are what many() has made
  private static void add(List<@Nullable Object> all, int index, Object element) {
    ((List<Object>) requireNonNull(all.get(index))).add(element);
  }

  private static Object same() {
    List<@Nullable Object> one = list(1);
    Object pair = new int[] {1, 2};
    return list(one, one, dict("x", one), pair, pair);
  }

  // ---- tensors

  private static Tensor pattern(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ((37 * i + 11) % 251);
    }
    return Torch.fromUnsignedArray(bytes);
  }

  private static Tensor ofDtype(DType dtype) {
    return dtype == DType.BOOL
        ? Torch.tensor(new boolean[] {true, false, true, true})
        : pattern(4 * dtype.itemsize()).view(dtype);
  }

  static Tensor counted(long... sizes) {
    int count = 1;
    for (long size : sizes) {
      count *= (int) size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 8f - 1;
    }
    return Torch.fromArray(values, sizes);
  }

  private static Object shared() {
    Tensor base = counted(12);
    return dict(
        "base", base, "part", base.narrow(0, 2, 3), "turned", base.view(3, 4).t(), "again", base);
  }

  private static Object views() {
    return list(
        counted(3, 4).t(),
        counted(1, 3).expand(4, 3),
        Aten.slice_Tensor(counted(10), 0, 1L, 10L, 3),
        Torch.tensor(1.5),
        counted(2, 3, 4).select(0, 1).select(1, 2),
        counted(2, 1, 2, 1, 2));
  }

  private static Object empties() {
    return list(
        Torch.zeros(0), Torch.zeros(0, 3), counted(4).narrow(0, 4, 0), counted(4).narrow(0, 0, 0));
  }

  private static Object parameters() {
    Tensor parameter = counted(3).asParameter(true);
    return list(parameter, parameter, counted(2, 2).asParameter(false));
  }

  private static Object marks() {
    Tensor z = Torch.complex(counted(3), counted(3));
    return list(z.conj(), Aten._neg_view(counted(3)), z);
  }

  private static Object meta() {
    return list(
        Torch.empty(Torch.size(2, 3), o -> o.device("meta")),
        Torch.empty(Torch.size(2), o -> o.device("meta").dtype(DType.INT64)));
  }

  private static Object quantizedChannels() {
    Tensor scales = Torch.fromArray(new double[] {0.5, 0.25});
    Tensor zeros = Torch.fromArray(new long[] {0, 1});
    return Torch.quantizePerChannel(counted(2, 3), scales, zeros, 0, DType.QINT8);
  }

  private static Tensor blocks() {
    return Torch.tensor(new double[][] {{0, 1.5, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, -2}, {0, 0, 0, 0}});
  }

  private static Object uncoalesced() {
    Tensor indices = Torch.fromArray(new long[] {0, 0, 1}, 1, 3);
    Tensor values = Torch.tensor(new double[] {1, 2, 3});
    return Aten._sparse_coo_tensor_unsafe(
        indices, values, new long[] {3}, null, null, null, null, null);
  }

  // ---- checkpoints

  private record NamedLayer(String name, int inputs, int outputs) {}

  private static NamedLayer layer(String name, int inputs, int outputs) {
    return new NamedLayer(name, inputs, outputs);
  }

  private static OrderedDict<String, Tensor> stateDict(NamedLayer... layers) {
    OrderedDict<String, Tensor> state = new OrderedDict<>();
    OrderedDict<String, Object> metadata = new OrderedDict<>();
    metadata.put("", Map.of("version", 1));
    for (NamedLayer layer : layers) {
      metadata.put(layer.name(), Map.of("version", 1));
      state.put(layer.name() + ".weight", counted(layer.outputs(), layer.inputs()));
      state.put(layer.name() + ".bias", counted(layer.outputs()));
    }
    state.attributes().put("_metadata", metadata);
    return state;
  }

  private static Object group(double rate, double[] betas, Integer... params) {
    return dict(
        "lr",
        rate,
        "betas",
        betas,
        "eps",
        1e-8,
        "weight_decay",
        0,
        "amsgrad",
        false,
        "foreach",
        null,
        "params",
        List.of(params));
  }

  private static Object adam() {
    Map<@Nullable Object, @Nullable Object> state = dict();
    for (int i = 0; i < 3; i++) {
      state.put(
          i,
          dict("step", Torch.tensor(3.0), "exp_avg", counted(i + 1), "exp_avg_sq", counted(i + 1)));
    }
    return dict(
        "state",
        state,
        "param_groups",
        list(
            group(0.001, new double[] {0.9, 0.999}, 0, 1),
            group(0.01, new double[] {0.8, 0.99}, 2)));
  }

  private static Object note004() {
    return dict(
        "input_size",
        784,
        "output_size",
        10,
        "hidden_layers",
        List.of(512, 256, 128),
        "state_dict",
        stateDict(
            layer("hidden_layers.0", 4, 3), layer("hidden_layers.1", 3, 2), layer("output", 2, 1)));
  }
}
