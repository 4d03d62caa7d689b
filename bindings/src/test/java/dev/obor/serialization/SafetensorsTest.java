package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  private final Scope scope = Torch.scope();

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor counted(int from, int to, DType dtype) {
    long[] values = new long[to - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) from + i;
    }
    return Torch.fromArray(values).to(dtype);
  }

  /** The tensors of safetensors_goldens.py. */
  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("layer.weight", counted(-7, 23, DType.FLOAT32).reshape(5, 6).div(8));
    tensors.put("layer.bias", counted(-2, 3, DType.FLOAT32).div(4));
    tensors.put("double", counted(0, 3, DType.FLOAT64).div(3));
    tensors.put("half", counted(-3, 4, DType.FLOAT16).div(2));
    tensors.put("bfloat", counted(-4, 5, DType.BFLOAT16).mul(1000));
    tensors.put("long", Torch.fromArray(new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}));
    tensors.put("int", Torch.fromArray(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}));
    tensors.put("short", Torch.fromArray(new short[] {Short.MIN_VALUE, Short.MAX_VALUE, 5}));
    tensors.put("char", Torch.fromArray(new byte[] {-128, 127, -1}));
    tensors.put("byte", Torch.fromUnsignedArray(new byte[] {0, -1, -128}, 3, 1));
    tensors.put("bool", Torch.fromArray(new boolean[] {true, false, true}));
    tensors.put("scalar", Torch.tensor(1.5));
    tensors.put("empty", Torch.zeros(0, 4));
    tensors.put("\u00e9 \"quoted\" \\ name", Torch.tensor(new double[] {1}));
    return tensors;
  }

  private byte[] dataOf(Tensor tensor) throws IOException {
    Path file = folder.resolve("one.safetensors");
    Safetensors.saveFile(Map.of("x", tensor), file);
    byte[] content = Files.readAllBytes(file);
    int header = (int) ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(content, 8 + header, content.length);
  }

  @Test
  void writesTheBytesThatPythonWrites() throws IOException {
    Path file = folder.resolve("java.safetensors");

    Safetensors.saveFile(tensors(), file, Map.of("format", "pt"));

    try (InputStream in =
        requireNonNull(SafetensorsTest.class.getResourceAsStream("python.safetensors"))) {
      assertThat(file).hasBinaryContent(in.readAllBytes());
    }
  }

  @Test
  void writesWhatATensorShowsWhateverItsStrides() throws IOException {
    Tensor matrix = counted(0, 6, DType.INT8).reshape(2, 3);

    assertThat(dataOf(matrix.t())).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(dataOf(matrix.select(1, 1).expand(2, 2))).containsExactly(1, 4, 1, 4);
  }

  @Test
  void writesATensorThatRecordsGradients() throws IOException {
    Tensor parameter = Torch.ones(2).requiresGrad_();

    assertThat(dataOf(parameter)).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0x80, 0x3f);
  }

  @Test
  void writesMoreThanFitsIntoAChunk() throws IOException {
    byte[] bytes = new byte[700_001];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }

    assertThat(dataOf(Torch.fromUnsignedArray(bytes))).isEqualTo(bytes);
  }

  @Test
  void refusesADtypeThatItCannotWriteAndLeavesTheFileAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("weights.safetensors"), "old");
    Tensor complex = Torch.zeros(2).to(DType.COMPLEX128);

    assertThatThrownBy(() -> Safetensors.saveFile(Map.of("z", complex), file))
        .isInstanceOf(TypeException.class)
        .hasMessageContaining("'z' has dtype torch.complex128");
    assertThat(file).hasContent("old");
  }

  // ---- every dtype, and reading

  private static Path fixture(String name) {
    return Fixtures.file(name + ".safetensors");
  }

  private static Map<String, Tensor> dtypes() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsType type : SafetensorsType.values()) {
      if (type != SafetensorsType.BOOL) {
        byte[] bytes = new byte[6 * type.dtype().itemsize()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) ((37 * i + 11) % 251);
        }
        tensors.put(
            type.dtype().toString().substring(6),
            Torch.fromUnsignedArray(bytes).view(type.dtype()).reshape(3, 2));
      }
    }
    return tensors;
  }

  @Test
  void writesEveryDtypeAsPythonDoes() throws IOException {
    Path file = folder.resolve("java.safetensors");
    Safetensors.saveFile(dtypes(), file);
    assertThat(file).hasBinaryContent(Files.readAllBytes(fixture("dtypes")));
  }

  private static void assertSame(Map<String, Tensor> loaded, Map<String, Tensor> twin) {
    assertThat(loaded).containsOnlyKeys(twin.keySet());
    loaded.forEach((name, tensor) -> SameValues.assertSame(tensor, twin.get(name), name));
  }

  @Test
  void readsWhatPythonHasWritten() throws IOException {
    for (boolean mapped : new boolean[] {false, true}) {
      assertSame(Safetensors.loadFile(fixture("python"), o -> o.mmap(mapped)), tensors());
      assertSame(Safetensors.loadFile(fixture("dtypes"), o -> o.mmap(mapped)), dtypes());
    }
  }

  @Test
  void readsSingleTensorsAndTheMetadata() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(fixture("python"), o -> o.mmap(true))) {
      assertThat(file.metadata()).isEqualTo(Map.of("format", "pt"));
      assertThat(file.keys()).hasSize(14).contains("scalar");
      assertThat(file.getTensor("scalar").item().doubleValue()).isEqualTo(1.5);
      assertThatThrownBy(() -> file.getTensor("q"))
          .isInstanceOf(TorchException.class)
          .hasMessageStartingWith("File does not contain tensor q");
    }
  }

  @Test
  void aMappedTensorOutlivesItsFileAndDoesNotChangeIt() throws IOException {
    Path file = Files.copy(fixture("python"), folder.resolve("mapped.safetensors"));
    Tensor bias = requireNonNull(Safetensors.loadFile(file, o -> o.mmap(true)).get("layer.bias"));
    bias.fill_(3);
    assertThat(file).hasBinaryContent(Files.readAllBytes(fixture("python")));
    Files.delete(file);
    assertThat(bias.toFloatArray()).containsOnly(3);
  }

  @Test
  void putsTensorsOnADevice() throws IOException {
    Map<String, Tensor> loaded =
        Safetensors.loadFile(fixture("python"), o -> o.mapLocation("meta"));
    assertThat(requireNonNull(loaded.get("layer.weight")).isMeta()).isTrue();
    assertThat(requireNonNull(loaded.get("layer.weight")).size()).isEqualTo(Torch.size(5, 6));
  }

  @Test
  void dataThatIsNotAlignedIsCopied() throws IOException {
    Path file = made("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
    Tensor tensor = requireNonNull(Safetensors.loadFile(file, o -> o.mmap(true)).get("a"));
    assertThat(tensor.dataPtr() % 8).isZero();
    assertThat(tensor.item().doubleValue()).isZero();
  }

  // ---- headers that lie

  private Path made(String header, int data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  private static String entry(String type, String shape, String offsets) {
    return String.format(
        "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}", type, shape, offsets);
  }

  private void refused(Path file, String text) {
    assertThatThrownBy(() -> Safetensors.loadFile(file))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("Error while deserializing header: " + text)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesHeadersThatLieInPythonsWords() throws IOException {
    refused(Files.write(folder.resolve("e"), new byte[7]), "header too small");
    for (long length : new long[] {-1, Long.MAX_VALUE, 100_000_001}) {
      ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      refused(Files.write(folder.resolve("l"), bytes.array()), "header too large");
    }
    refused(
        Files.write(folder.resolve("s"), new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 1}),
        "invalid header length");
    refused(made("{\"\u00ff\":1}", 0), "invalid UTF-8 in header");
    for (String json :
        new String[] {"", "[1]", "{\"a\":", "{\"a\":1}", "{} {}", "{\"a\" 1}", "nul"}) {
      refused(made(json, 0), "invalid JSON in header");
    }
    refused(made("[".repeat(10_000), 0), "invalid JSON in header");
    refused(made(entry("F32", "[2]", "[0,8]"), 4), "incomplete metadata, file not fully covered");
    refused(made(entry("F32", "[2]", "[0,8]"), 9), "incomplete metadata, file not fully covered");
    refused(made(entry("F32", "[1]", "[4,8]"), 8), "invalid offset for tensor `a`");
    refused(made(entry("F32", "[1]", "[4,0]"), 4), "invalid offset for tensor `a`");
    refused(made(entry("F32", "[3]", "[0,4]"), 4), "invalid shape, data type, or offset");
    refused(made(entry("F32", "[-1]", "[0,4]"), 4), "invalid JSON in header");
    refused(made(entry("F32", "[1.0]", "[0,4]"), 4), "invalid JSON in header");
    refused(made(entry("F32", "[4611686018427387904,4]", "[0,4]"), 4), "overflow computing");
    refused(made(entry("F31", "[1]", "[0,4]"), 4), "the tensor `a` has the type F31");
    refused(made(entry("F6_E2M3", "[4]", "[0,3]"), 3), "the tensor `a` has the type F6_E2M3");
    refused(made("{\"__metadata__\":{\"a\":1}}", 0), "invalid JSON in header");
    String one = entry("F32", "[1]", "[0,4]");
    String same = one.substring(0, one.length() - 1) + "," + one.substring(1);
    refused(made(same, 4), "invalid JSON in header");
    refused(made(same.replaceFirst("\"a\"", "\"b\""), 4), "invalid offset for tensor");
  }

  @Test
  void changedFilesAreReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("python"));
    Path file = folder.resolve("changed.safetensors");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = Mutations.of(whole, random);
      Files.write(file, changed);
      boolean mapped = random.nextBoolean();
      try (Scope round = Torch.scope()) {
        Safetensors.loadFile(file, o -> o.mmap(mapped)).values().forEach(Mutations::use);
      } catch (TorchException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 3000);
  }
}
