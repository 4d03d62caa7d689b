package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.numpy.Npy;
import dev.obor.numpy.Npz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads archives that numpy wrote, and writes archives of what numpy writes. */
class NpzTest {
  @TempDir Path folder;

  static Stream<GoldenLine> goldens() {
    return GoldenLine.read("npy-goldens.tsv").stream()
        .filter(golden -> golden.text("kind").equals("zip"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("goldens")
  void readsWhatNumpyWrote(GoldenLine golden) throws IOException {
    Path path = folder.resolve("x.npz");
    Files.write(path, NpyTest.file(golden));
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> tensors = Npz.read(path);
      assertThat(tensors.keySet()).containsExactly(golden.text("names").split(",", -1));
      tensors.forEach((name, tensor) -> NpyTest.equal(golden, name + "_", tensor));
      for (String name : tensors.keySet()) {
        NpyTest.equal(golden, name + "_", Npz.read(path, name));
      }
    }
  }

  private static Map<String, Tensor> some() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weights", Torch.arange(600_000).toFloat().reshape(300, 2000).t());
    tensors.put("layer/bias", Torch.tensor(new int[] {1, 2, 3}));
    tensors.put("größe", Torch.tensor(2.5));
    tensors.put("none", Torch.zeros(0, 3));
    return tensors;
  }

  private static Tensor named(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  @Test
  void archivesHoldTheFilesThatNpyWrites() throws IOException {
    Path path = folder.resolve("x.npz");
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> tensors = some();
      for (boolean compressed : new boolean[] {false, true}) {
        if (compressed) {
          Npz.writeCompressed(path, tensors);
        } else {
          Npz.write(path, tensors);
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
          List<? extends ZipEntry> entries = Collections.list(zip.entries());
          assertThat(entries.stream().map(ZipEntry::getName))
              .containsExactly("weights.npy", "layer/bias.npy", "größe.npy", "none.npy");
          for (ZipEntry entry : entries) {
            assertThat(entry.getMethod())
                .isEqualTo(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            Npy.write(alone, named(tensors, entry.getName().replaceAll("\\.npy$", "")));
            assertThat(zip.getInputStream(entry).readAllBytes()).isEqualTo(alone.toByteArray());
          }
        }
        Npz.read(path)
            .forEach((name, tensor) -> assertThat(tensor.equal(named(tensors, name))).isTrue());
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void theSameTensorsMakeTheSameFile() throws IOException {
    try (Scope scope = Torch.scope()) {
      Npz.write(folder.resolve("a.npz"), some());
      Npz.write(folder.resolve("b.npz"), some());
      assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    }
  }

  @Test
  void tensorsOutliveTheReading() throws IOException {
    Path path = folder.resolve("x.npz");
    try (Scope scope = Torch.scope()) {
      Npz.write(path, some());
    }
    Map<String, Tensor> tensors = Npz.read(path);
    assertThat(tensors.values()).noneMatch(Tensor::isClosed);
    tensors.values().forEach(Tensor::close);
  }

  @Test
  void refusesNamesThatAreNotThere() throws IOException {
    Path path = folder.resolve("x.npz");
    try (Scope scope = Torch.scope()) {
      Npz.write(path, Map.of("x", Torch.ones(1)));
      assertThatThrownBy(() -> Npz.read(path, "y"))
          .isInstanceOf(ValueException.class)
          .hasMessageContainingAll("y is not a file in the archive", "[x]");
      assertThatThrownBy(() -> Npz.write(path, Map.of("", Torch.ones(1))))
          .isInstanceOf(ValueException.class);
      Path missing = folder.resolve("missing/x.npz");
      assertThatThrownBy(() -> Npz.write(missing, Map.of())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesDamage() throws IOException {
    Path path = folder.resolve("x.npz");
    try (Scope scope = Torch.scope()) {
      Npz.write(path, Map.of("x", Torch.ones(1000)));
      byte[] whole = Files.readAllBytes(path);
      byte[] changed = whole.clone();
      changed[3000] ^= 1;
      Files.write(path, changed);
      assertThatThrownBy(() -> Npz.read(path)).hasMessageContainingAll(path.toString(), "CRC");
      Files.write(path, Arrays.copyOf(whole, 2000));
      assertThatThrownBy(() -> Npz.read(path)).isInstanceOf(IOException.class);
      try (OutputStream out = Files.newOutputStream(path);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("readme.txt"));
        zip.write("no array".getBytes(StandardCharsets.UTF_8));
      }
      assertThatThrownBy(() -> Npz.read(path))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(path.toString(), "readme.txt", "magic string");
    }
  }

  @Test
  void refusesSizesThatMakeNoSense() throws IOException {
    Path path = folder.resolve("x.npz");
    try (Scope scope = Torch.scope()) {
      Npz.writeCompressed(path, Map.of("x", Torch.ones(10)));
      byte[] whole = Files.readAllBytes(path);
      ByteBuffer buffer = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
      int directory = buffer.getInt(whole.length - 6);
      // The length of the first entry in the central directory.
      buffer.putInt(directory + 24, 2_000_000_000);
      Files.write(path, whole);
      assertThatThrownBy(() -> Npz.read(path)).hasMessageContaining("makes no sense");
    }
  }

  @Test
  void damagedArchivesAreReadOrRefusedAndNothingElse() throws IOException {
    Path path = folder.resolve("x.npz");
    byte[] whole = NpyTest.file(goldens().skip(1).findFirst().orElseThrow());
    Random random = new Random(6);
    for (int i = 0; i < 1500; i++) {
      byte[] damaged = whole.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Files.write(path, damaged);
      try (Scope scope = Torch.scope()) {
        Npz.read(path);
      } catch (IOException | ValueException | TypeException e) {
        assertThat(e).isNotNull();
      }
    }
  }
}
