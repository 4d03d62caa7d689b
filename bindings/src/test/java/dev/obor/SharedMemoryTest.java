package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.testing.InScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that tensors and buffers share, in both directions. */
class SharedMemoryTest {
  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  // ---- from a buffer

  @Test
  @InScope
  void asarrayCopiesNoBufferUnlessItMust() {
    FloatBuffer buffer = direct(12).asFloatBuffer();
    Tensor x = Torch.asarray(buffer);
    assertThat(Torch.asarray(buffer, o -> o.copy(false).dtype(DType.FLOAT32)).dataPtr())
        .isEqualTo(x.dataPtr());
    Tensor copy = Torch.asarray(buffer, o -> o.copy(true));
    Tensor whole = Torch.asarray(buffer, o -> o.dtype(DType.INT64));
    buffer.put(0, 5);
    assertThat(x).hasToString("tensor([5., 0., 0.])");
    assertThat(copy).hasToString("tensor([0., 0., 0.])");
    assertThat(whole).hasToString("tensor([0, 0, 0])");
    assertThat(Torch.asarray(buffer, o -> o.requiresGrad(true)).requiresGrad()).isTrue();
    assertThatThrownBy(() -> Torch.asarray(buffer, o -> o.copy(false).dtype(DType.INT64)))
        .isInstanceOf(ValueException.class)
        .hasMessage("can't alias tensor with dtype 'Float' into dtype 'Long'.");
    assertThat(Torch.asarray(Torch.toDlpack(x)).dataPtr()).isEqualTo(x.dataPtr());
  }

  @Test
  void aTensorSeesWhatTheBufferGetsAndTheOtherWayRound() {
    FloatBuffer buffer = direct(24).asFloatBuffer();
    try (Tensor x = Torch.fromBuffer(buffer, 2, 3)) {
      x.add_(1);
      assertThat(buffer.get(5)).isEqualTo(1);
      buffer.put(0, 7);
      assertThat(x.toFloatArray()).containsExactly(7, 1, 1, 1, 1, 1);
      assertThat(x.size()).isEqualTo(Torch.size(2, 3));
      assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
    }
    assertThat(buffer.get(0)).isEqualTo(7);
  }

  @Test
  void theNoteOnNumpy() {
    // a = np.random.rand(4, 3); b = torch.from_numpy(a); b.mul_(2); a has changed too
    DoubleBuffer a = direct(96).asDoubleBuffer();
    a.put(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).rewind();
    try (Tensor b = Torch.fromBuffer(a, 4, 3)) {
      b.mul_(2);
      assertThat(a.get(11)).isEqualTo(24);
      assertThat(b.asDoubleBuffer().get(0)).isEqualTo(2);
    }
  }

  static Stream<Map.Entry<Buffer, DType>> kinds() {
    return Stream.of(
        Map.entry(direct(16), DType.INT8),
        Map.entry(direct(16).asShortBuffer(), DType.INT16),
        Map.entry(direct(16).asIntBuffer(), DType.INT32),
        Map.entry(direct(16).asLongBuffer(), DType.INT64),
        Map.entry(direct(16).asFloatBuffer(), DType.FLOAT32),
        Map.entry(direct(16).asDoubleBuffer(), DType.FLOAT64));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aBufferGivesItsOwnType(Map.Entry<Buffer, DType> kind) {
    try (Tensor x = Torch.fromBuffer(kind.getKey())) {
      assertThat(x.dtype()).isEqualTo(kind.getValue());
      assertThat(x.nbytes()).isEqualTo(16);
      assertThat(x.dim()).isEqualTo(1);
    }
  }

  @Test
  void bytesAreTakenAsAnyType() {
    ByteBuffer bytes = direct(16);
    bytes.putFloat(4, 2.5f);
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.fromBuffer(bytes, DType.FLOAT32).get(1).item().doubleValue()).isEqualTo(2.5);
      for (DType type :
          List.of(DType.BOOL, DType.BFLOAT16, DType.COMPLEX64, DType.UINT8, DType.FLOAT8_E5M2)) {
        assertThat(Torch.fromBuffer(bytes, type).numel()).isEqualTo(16 / type.itemsize());
      }
      assertThat(Torch.fromBuffer(bytes.asCharBuffer(), DType.UINT16, 4, 2).size())
          .isEqualTo(Torch.size(4, 2));
    }
  }

  @Test
  void onlyWhatLiesBetweenPositionAndLimit() {
    IntBuffer buffer = direct(40).asIntBuffer();
    for (int i = 0; i < 10; i++) {
      buffer.put(i, i);
    }
    buffer.position(2).limit(8);
    try (Scope scope = Torch.scope()) {
      assertThat(Torch.fromBuffer(buffer, 2, 3).toIntArray()).containsExactly(2, 3, 4, 5, 6, 7);
      assertThat(Torch.fromBuffer(buffer.slice()).numel()).isEqualTo(6);
      assertThatThrownBy(() -> Torch.fromBuffer(buffer, 10))
          .isExactlyInstanceOf(TorchException.class)
          .hasMessageStartingWith("shape '[10]' is invalid for input of size 6");
      for (long[] shape : new long[][] {{-2, -3}, {7}, {0}, {1L << 32, 1L << 32}, {6, 1L << 62}}) {
        assertThatThrownBy(() -> Torch.fromBuffer(buffer, shape))
            .as(Arrays.toString(shape))
            .isExactlyInstanceOf(TorchException.class);
      }
      buffer.position(8);
      assertThat(Torch.fromBuffer(buffer).size()).isEqualTo(Torch.size(0));
      assertThat(Torch.fromBuffer(buffer, 0, 5).size()).isEqualTo(Torch.size(0, 5));
    }
  }

  @Test
  void refusesWhatCannotBeShared() throws IOException {
    refuses(() -> Torch.fromBuffer(FloatBuffer.allocate(4)), "heap", "fromArray");
    refuses(() -> Torch.fromBuffer(direct(8).asReadOnlyBuffer()), "not writable");
    ByteBuffer swapped = ByteBuffer.allocateDirect(8).order(ByteOrder.BIG_ENDIAN);
    refuses(() -> Torch.fromBuffer(swapped, DType.FLOAT32), "byte order", "nativeOrder");
    refuses(() -> Torch.fromBuffer(swapped.asFloatBuffer()), "byte order");
    refuses(() -> Torch.fromBuffer(direct(9).position(1), DType.FLOAT32), "4 bytes");
    refuses(() -> Torch.fromBuffer(direct(7), DType.FLOAT32), "multiple of element size (4)");
    try (Tensor single = Torch.fromBuffer(swapped, DType.UINT8)) {
      assertThat(single.numel()).isEqualTo(8);
    }
    assertThatThrownBy(() -> Torch.fromBuffer(direct(8), DType.QUINT8))
        .isInstanceOf(TypeException.class);
    assertThatThrownBy(() -> Torch.fromBuffer(direct(8).asCharBuffer()))
        .isInstanceOf(TypeException.class);
  }

  private static void refuses(Supplier<Object> action, String... texts) {
    assertThatThrownBy(action::get)
        .isExactlyInstanceOf(ValueException.class)
        .hasMessageContainingAll(texts);
  }

  @Test
  void aMappedFileIsChangedThroughTheTensor(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("numbers");
    Files.write(file, new byte[16]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 16);
      try (Tensor x = Torch.fromBuffer(mapped, DType.UINT8)) {
        x.fill_(3);
      }
      mapped.force();
      refuses(() -> Torch.fromBuffer(readOnly(channel), DType.UINT8), "not writable");
    }
    assertThat(Files.readAllBytes(file)).containsOnly(3);
  }

  private static Buffer readOnly(FileChannel channel) {
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aTensorKeepsItsBuffer() throws InterruptedException {
    List<Tensor> tensors = new ArrayList<>();
    List<WeakReference<Buffer>> buffers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      IntBuffer buffer = direct(4096).asIntBuffer();
      buffer.put(100, i);
      buffers.add(new WeakReference<>(buffer));
      tensors.add(Torch.fromBuffer(buffer));
    }
    collect();
    assertThat(buffers).noneMatch(reference -> reference.get() == null);
    for (int i = 0; i < 20; i++) {
      assertThat(tensors.get(i).get(100).item().intValue()).isEqualTo(i);
    }
    Tensor view = tensors.get(7).get(Index.from(50));
    tensors.forEach(Tensor::close);
    for (int i = 0; i < 50 && cleared(buffers) < 19; i++) {
      collect();
    }
    assertThat(cleared(buffers)).isEqualTo(19);
    assertThat(view.get(50).item().intValue()).isEqualTo(7);
    view.close();
    for (int i = 0; i < 50 && cleared(buffers) < 20; i++) {
      collect();
    }
    assertThat(cleared(buffers)).isEqualTo(20);
  }

  private static long cleared(List<WeakReference<Buffer>> buffers) {
    return buffers.stream().filter(reference -> reference.get() == null).count();
  }

  private static void collect() throws InterruptedException {
    System.gc();
    Thread.sleep(20);
  }

  @Test
  void gradientsFlowAndTheLengthIsFixed() {
    FloatBuffer buffer = direct(12).asFloatBuffer();
    buffer.put(new float[] {1, 2, 3}).rewind();
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.fromBuffer(buffer).requiresGrad_();
      x.mul(x).sum().backward();
      Tensor gradient = Objects.requireNonNull(x.grad());
      assertThat(gradient.toFloatArray()).containsExactly(2, 4, 6);
      Tensor y = Torch.fromBuffer(buffer);
      assertThatThrownBy(() -> y.resize_(100)).hasMessageContaining("not resizable");
    }
  }

  static Stream<GoldenLine> frombuffer() {
    return GoldenLine.read("type-goldens.tsv").stream()
        .filter(golden -> golden.text("kind").equals("frombuffer"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("frombuffer")
  void frombufferIsAsInPython(GoldenLine golden) {
    int length = Integer.parseInt(golden.text("length"));
    // The bytes in front show that the offset counts from the buffer's position.
    ByteBuffer buffer = direct(length + 8).position(8);
    for (int i = 0; i < length; i++) {
      buffer.put(8 + i, (byte) (i + 1));
    }
    DType dtype = DType.of(golden.text("dtype"));
    Supplier<Object> action =
        () ->
            Torch.frombuffer(
                buffer,
                o ->
                    o.dtype(dtype)
                        .count(Long.parseLong(golden.text("count")))
                        .offset(Long.parseLong(golden.text("offset"))));
    if (golden.has("error")) {
      TypeGoldenTest.refused(golden, action);
      return;
    }
    try (Scope scope = Torch.scope()) {
      byte[] bytes = ((Tensor) action.get()).view(DType.UINT8).toByteArray();
      assertThat(bytes).as(golden.toString()).isEqualTo(byteArray(golden.text("data")));
    }
  }

  private static byte[] byteArray(String data) {
    String[] items = data.split(",", -1);
    byte[] bytes = new byte[items.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Byte.parseByte(items[i]);
    }
    return bytes;
  }

  @Test
  void frombufferTakesKeywords() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.frombuffer(direct(8), o -> o.dtype(DType.FLOAT32).requiresGrad(true));
      assertThat(x.requiresGrad()).isTrue();
      assertThatThrownBy(() -> Torch.frombuffer(direct(8), o -> o.count(1)))
          .isInstanceOf(TypeException.class)
          .hasMessageContaining("dtype");
    }
  }

  @Test
  void refusesMemoryThatAnArenaCanTakeAway() {
    Class<?> arena;
    try {
      arena = Class.forName("java.lang.foreign.Arena");
    } catch (ClassNotFoundException e) {
      // Before JDK 22 there is no such memory.
      assertThat(Runtime.version().feature()).isLessThan(22);
      return;
    }
    for (String kind : List.of("ofConfined", "ofShared")) {
      refuses(() -> Torch.fromBuffer(segment(arena, kind), DType.INT32), "arena", "ofAuto");
    }
    for (String kind : List.of("ofAuto", "global")) {
      try (Tensor x = Torch.fromBuffer(segment(arena, kind), DType.INT32)) {
        assertThat(x.add_(5).toIntArray()).containsExactly(5, 5, 5, 5);
      }
    }
  }

  private static ByteBuffer segment(Class<?> arena, String kind) {
    try {
      Object made = arena.getMethod(kind).invoke(null);
      Object segment = arena.getMethod("allocate", long.class, long.class).invoke(made, 16L, 8L);
      ByteBuffer buffer =
          (ByteBuffer)
              Class.forName("java.lang.foreign.MemorySegment")
                  .getMethod("asByteBuffer")
                  .invoke(segment);
      return buffer.order(ByteOrder.nativeOrder());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(kind, e);
    }
  }

  // ---- to a buffer

  @Test
  @InScope
  void aBufferSeesWhatTheTensorGetsAndTheOtherWayRound() {
    try (Tensor x = Torch.zeros(2, 3)) {
      FloatBuffer buffer = x.asFloatBuffer();
      x.add_(1);
      assertThat(buffer.remaining()).isEqualTo(6);
      assertThat(buffer.get(5)).isEqualTo(1);
      buffer.put(0, 7);
      assertThat(x.get(0, 0).item().doubleValue()).isEqualTo(7);
      assertThat(x.asByteBuffer().getFloat(0)).isEqualTo(7);
      assertThat(x.asByteBuffer().order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(x.asByteBuffer().isReadOnly()).isFalse();
    }
  }

  @Test
  void viewsAreBuffersFromTheirOwnOffset() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.arange(12).reshape(3, 4);
      assertThat(x.get(1).asLongBuffer().get(0)).isEqualTo(4);
      assertThat(x.toInt().asIntBuffer().get(11)).isEqualTo(11);
      assertThat(x.toShort().asShortBuffer().get(11)).isEqualTo((short) 11);
      assertThat(x.toDouble().asDoubleBuffer().get(11)).isEqualTo(11);
      assertThat(Torch.zeros(0, 3).asFloatBuffer().remaining()).isZero();
      assertThat(Torch.tensor(2.5).asFloatBuffer().get(0)).isEqualTo(2.5f);
    }
  }

  static Stream<GoldenLine> refusals() {
    return GoldenLine.read("type-goldens.tsv").stream()
        .filter(golden -> golden.text("kind").equals("numpy"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("refusals")
  void refusesWhatNumpyRefuses(GoldenLine golden) {
    try (Scope scope = Torch.scope()) {
      Tensor eye = Torch.eye(2);
      Tensor complex = Torch.zeros(Torch.size(2), o -> o.dtype(DType.COMPLEX64));
      Tensor refused =
          switch (golden.text("what")) {
            case "gradient" -> eye.requiresGrad_();
            case "conj" -> complex.conj();
            case "neg" -> Torch.imag(complex.conj());
            case "sparse" -> eye.toSparse();
            case "csr" -> eye.toSparseCsr();
            case "meta" -> Torch.zeros(Torch.size(2), o -> o.device("meta"));
            case "mkldnn" -> eye.toMkldnn();
            default -> throw new AssertionError(golden);
          };
      TypeGoldenTest.refused(golden, refused::asByteBuffer);
    }
  }

  @Test
  void refusesStridesAndOtherTypes() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.zeros(3, 4);
      refuses(() -> x.t().asByteBuffer(), "not contiguous", "contiguous()");
      assertThatThrownBy(x::asLongBuffer)
          .isInstanceOf(TypeException.class)
          .hasMessageContainingAll("torch.int64", "torch.float32");
    }
  }

  @Test
  void aBufferKeepsTheMemory() throws InterruptedException {
    List<FloatBuffer> parts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (Tensor x = Torch.full(Torch.size(100_000), (float) i)) {
        // Only a duplicate of a slice of the buffer stays.
        parts.add(
            x.asByteBuffer().slice(4000, 4000).order(ByteOrder.nativeOrder()).asFloatBuffer());
      }
    }
    collect();
    try (Scope scope = Torch.scope()) {
      for (int i = 0; i < 40; i++) {
        Torch.full(Torch.size(100_000), -1);
      }
    }
    collect();
    for (int i = 0; i < 20; i++) {
      assertThat(parts.get(i).get(999)).isEqualTo(i);
    }
  }

  @Test
  void theMemoryGoesWithTheLastBuffer() throws InterruptedException {
    long before = -1;
    while (before != Obor.memory().bytes()) {
      before = Obor.memory().bytes();
      collect();
    }
    List<FloatBuffer> parts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      try (Tensor x = Torch.zeros(1_000_000)) {
        parts.add(x.asFloatBuffer().slice(5, 5));
      }
    }
    assertThat(Obor.memory().bytes() - before).isGreaterThanOrEqualTo(40_000_000);
    parts.forEach(part -> assertThat(part.get(0)).isZero());
    parts.clear();
    for (int i = 0; i < 100 && Obor.memory().bytes() - before > 1_000_000; i++) {
      collect();
    }
    assertThat(Obor.memory().bytes() - before).isLessThan(1_000_000);
  }

  @Test
  void aTensorWithABufferCannotGrow() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.zeros(4);
      FloatBuffer buffer = x.asFloatBuffer();
      assertThatThrownBy(() -> x.resize_(1000)).hasMessageContaining("not resizable");
      x.set_(Torch.ones(8));
      assertThat(buffer.put(3, 5).get(3)).isEqualTo(5);
      assertThat(x.toFloatArray()).containsOnly(1);
    }
  }

  @Test
  void aBufferOverATensorOverABuffer() throws InterruptedException {
    IntBuffer back;
    try (Tensor x = Torch.fromBuffer(direct(4000).asIntBuffer())) {
      x.fill_(4);
      back = x.asIntBuffer();
    }
    collect();
    assertThat(back.get(999)).isEqualTo(4);
  }
}
