package dev.obor.io;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
    Tensor complex = Torch.zeros(2).to(DType.COMPLEX64);

    assertThatThrownBy(() -> Safetensors.saveFile(Map.of("z", complex), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'z' has dtype torch.complex64");
    assertThat(file).hasContent("old");
  }
}
