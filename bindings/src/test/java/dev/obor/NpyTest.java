package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.obor.numpy.Npy;
import dev.obor.testing.InScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads what numpy wrote, and writes what numpy writes. The fields of the cases are explained in
 * {@code src/test/python/npy_goldens.py}.
 */
class NpyTest {
  @TempDir Path folder;

  static Stream<GoldenLine> read() {
    return goldens("read");
  }

  static Stream<GoldenLine> written() {
    return goldens("write");
  }

  private static Stream<GoldenLine> goldens(String kind) {
    return GoldenLine.read("npy-goldens.tsv").stream()
        .filter(golden -> golden.text("kind").equals(kind));
  }

  static byte[] file(GoldenLine golden) {
    return Base64.getDecoder().decode(golden.text("file"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("read")
  void readsWhatNumpyReads(GoldenLine golden) throws IOException {
    Path path = folder.resolve("x.npy");
    Files.write(path, file(golden));
    if (golden.has("error")) {
      refused(golden, catchThrowable(() -> Npy.read(path)));
      refused(golden, catchThrowable(() -> Npy.read(new ByteArrayInputStream(file(golden)))));
      return;
    }
    try (Scope scope = Torch.scope()) {
      equal(golden, "", Npy.read(path));
      equal(golden, "", Npy.read(new ByteArrayInputStream(file(golden))));
    }
  }

  private static void refused(GoldenLine golden, Throwable thrown) {
    String python = golden.text("message");
    if (python.startsWith("can't convert")) {
      assertThat(thrown).as(golden.toString()).isExactlyInstanceOf(TypeException.class);
      assertThat(thrown).hasMessageStartingWith(python);
    } else if (python.startsWith("Object arrays") || python.startsWith("descr is")) {
      assertThat(thrown)
          .as(golden.toString())
          .isInstanceOfAny(ValueException.class, TypeException.class);
    } else {
      assertThat(thrown).as(golden.toString()).isInstanceOf(IOException.class);
    }
    if (python.matches("(EOF|we only|Header|Object|fortran_order|shape is|the magic).*")) {
      assertThat(thrown.getMessage())
          .containsAnyOf(python.split("[:;(]", -1)[0], "Cannot parse header");
    }
  }

  static void equal(GoldenLine golden, String prefix, Tensor tensor) {
    assertThat(tensor.dtype()).as(golden.toString()).isEqualTo(golden.dtype(prefix + "dtype"));
    assertThat(tensor.size().toArray()).isEqualTo(golden.integers(prefix + "shape"));
    if (tensor.numel() > 0) {
      assertThat(tensor.stride()).isEqualTo(golden.integers(prefix + "strides"));
    }
    String text = golden.text(prefix + "data");
    String[] expected = text.isEmpty() ? new String[0] : text.split(",", -1);
    if (tensor.isComplex()) {
      assertThat(Torch.real(tensor).toDoubleArray()).isEqualTo(part(expected, 0));
      assertThat(Torch.imag(tensor).toDoubleArray()).isEqualTo(part(expected, 1));
    } else {
      double[] values = tensor.toDoubleArray();
      double[] wanted = part(expected, 0);
      if (tensor.dtype() != DType.FLOAT64) {
        // The texts of shorter types read back as float.
        for (int i = 0; i < wanted.length; i++) {
          wanted[i] = tensor.isFloatingPoint() ? (float) wanted[i] : wanted[i];
        }
      }
      assertThat(values).as(golden.toString()).isEqualTo(wanted);
    }
  }

  private static double[] part(String[] items, int part) {
    return Arrays.stream(items)
        .mapToDouble(
            item -> {
              String number = item.split(" ", -1)[part];
              return switch (number) {
                case "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(number);
              };
            })
        .toArray();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("written")
  void writesWhatNumpyWrites(GoldenLine golden) throws IOException {
    Path path = folder.resolve("x.npy");
    try (Scope scope = Torch.scope()) {
      Tensor tensor = Npy.read(new ByteArrayInputStream(file(golden)));
      equal(golden, "", tensor);
      Npy.write(path, tensor);
      assertThat(Files.readAllBytes(path)).isEqualTo(file(golden));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(out, tensor);
      assertThat(out.toByteArray()).isEqualTo(file(golden));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void largeArraysOfEveryKindComeBack() throws IOException {
    Path path = folder.resolve("large.npy");
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(3);
      for (DType type : new DType[] {DType.FLOAT32, DType.COMPLEX128, DType.BOOL, DType.UINT16}) {
        Tensor x = Torch.randn(3, 333, 777).mul(100).toLong().abs().to(type);
        Npy.write(path, x);
        assertThat(Npy.read(path).equal(x)).as(type.toString()).isTrue();
        try (InputStream in = Files.newInputStream(path)) {
          assertThat(Npy.read(in).equal(x)).as(type.toString()).isTrue();
        }
      }
    }
  }

  @Test
  void viewsGradientsAndOtherLayoutsAreWrittenAsTheirElements() throws IOException {
    Path path = folder.resolve("x.npy");
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.arange(24).toFloat().reshape(2, 3, 4);
      Tensor complex = Torch.tensor(new Object[] {new Complex(1, 2), new Complex(3, -4)});
      for (Tensor tensor :
          new Tensor[] {
            x.get("1:, ::2, ::3"),
            x.transpose(0, 2),
            x.permute(1, 0, 2),
            Torch.ones(3).requiresGrad_(),
            Torch.eye(3).toSparse(),
            Torch.tensor(5).expand(2, 2),
            complex.conj(),
            Torch.imag(complex.conj())
          }) {
        Npy.write(path, tensor);
        Tensor dense = tensor.layout() == Layout.STRIDED ? tensor.detach() : tensor.toDense();
        assertThat(Npy.read(path).equal(dense)).as(tensor.toString()).isTrue();
      }
    }
  }

  @Test
  void arraysFollowEachOtherInAStream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Scope scope = Torch.scope()) {
      Npy.write(out, Torch.arange(3));
      Npy.write(out, Torch.ones(2));
      InputStream in = new ByteArrayInputStream(out.toByteArray());
      assertThat(Npy.read(in).toLongArray()).containsExactly(0, 1, 2);
      assertThat(Npy.read(in).toFloatArray()).containsExactly(1, 1);
      assertThatThrownBy(() -> Npy.read(in)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void refusesTypesThatNumpyDoesNotHave() {
    try (Scope scope = Torch.scope()) {
      Tensor x = Torch.ones(2).toBfloat16();
      Path path = folder.resolve("x.npy");
      assertThatThrownBy(() -> Npy.write(path, x))
          .isInstanceOf(TypeException.class)
          .hasMessageStartingWith("Got unsupported ScalarType");
      assertThat(path).doesNotExist();
    }
  }

  @Test
  @InScope
  void namesTheFile() throws IOException {
    Path path = folder.resolve("not.npy");
    Files.writeString(path, "something else entirely");
    assertThatThrownBy(() -> Npy.read(path))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(path + ": the magic string is not correct");
    assertThatThrownBy(() -> Npy.read(folder.resolve("missing.npy")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.npy");
    assertThatThrownBy(() -> Npy.write(folder, Torch.ones(1))).isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatPromisesMoreThanItHasTakesLittleMemory() {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (100000000000,), }";
    byte[] start = ("\u0093NUMPY\1\0\0\0" + header).getBytes(StandardCharsets.ISO_8859_1);
    start[8] = (byte) header.length();
    byte[] file = Arrays.copyOf(start, 5000);
    long before = Obor.memory().bytes();
    assertThatThrownBy(() -> Npy.read(new ByteArrayInputStream(file)))
        .isInstanceOf(EOFException.class);
    assertThat(Obor.memory().bytes() - before).isLessThan(100_000_000);
  }

  @Test
  void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
    byte[] whole = file(written().skip(40).findFirst().orElseThrow());
    Random random = new Random(5);
    Path path = folder.resolve("x.npy");
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, damaged);
      try (Scope scope = Torch.scope()) {
        Npy.read(path);
      } catch (IOException | ValueException | TypeException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
