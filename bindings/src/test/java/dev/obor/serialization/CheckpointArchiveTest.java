package dev.obor.serialization;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Cuda;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.testing.InScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files around the pickle: zip archives and storages that lie, byte orders, devices, mapping. */
@InScope
class CheckpointArchiveTest {
  @TempDir Path folder;

  private static @Nullable Object load(byte[] archive) throws IOException {
    return Torch.load(new ByteArrayInputStream(archive));
  }

  private Map<String, byte[]> records(String name) throws IOException {
    return Archives.records(Fixtures.file(name + ".pt"));
  }

  /** A file with one float tensor of four elements, in whose pickle a text is replaced. */
  private byte[] changed(String from, String to) throws IOException {
    Map<String, byte[]> records = records("dtype-float32");
    String pickle =
        new String(requireNonNull(records.get("data.pkl")), StandardCharsets.ISO_8859_1);
    assertThat(pickle).contains(from);
    records.put("data.pkl", Archives.pickle(pickle.replace(from, to)));
    return Archives.of(records);
  }

  // ---- storages and tensors that lie

  @Test
  void refusesStoragesThatLie() throws IOException {
    // (…, 'cpu', 4) with another number of elements
    assertThatThrownBy(() -> load(changed("K\u0004tq", "K\u0005tq")))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("the storage 0 has 16 bytes in the file, and 20 in its description");
    assertThatThrownBy(() -> load(changed("K\u0004tq", "J\u00ff\u00ff\u00ff\u00fftq")))
        .hasMessageContaining("claims to have -1 elements");
    assertThatThrownBy(
            () ->
                load(
                    changed(
                        "K\u0004tq",
                        "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007ftq")))
        .hasMessageContaining("claims to have 9223372036854775807 elements");
    assertThatThrownBy(
            () -> load(changed("X\u0001\u0000\u0000\u00000", "X\u0001\u0000\u0000\u00009")))
        .hasMessageContaining("failed locating file data/9: file not found");
    assertThatThrownBy(
            () ->
                load(changed("X\u0001\u0000\u0000\u00000", "X\u000b\u0000\u0000\u0000../data.pkl")))
        .hasMessageContaining("file not found");
  }

  /** Offset, size and stride, each of which reaches outside of four elements. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "K\u0001K\u0004\u0085q\u0006K\u0001\u0085",
        "K\u0000K\u0005\u0085q\u0006K\u0001\u0085",
        "K\u0000K\u0004\u0085q\u0006K\u0002\u0085",
        "J\u00ff\u00ff\u00ff\u00ffK\u0002\u0085q\u0006K\u0001\u0085",
        "K\u0000J\u00ff\u00ff\u00ff\u00ff\u0085q\u0006K\u0001\u0085",
        "K\u0003K\u0002\u0085q\u0006J\u00ff\u00ff\u00ff\u00ff\u0085",
        "K\u0000K\u0004\u0085q\u0006K\u0001K\u0001\u0086",
        "K\u0000\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000@\u0085q\u0006\u008a\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000@\u0085",
        "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\u0001\u0085q\u0006K\u0001\u0085",
      })
  void refusesTensorsThatReachOutOfTheirStorage(String geometry) {
    assertThatThrownBy(() -> load(changed("K\u0000K\u0004\u0085q\u0006K\u0001\u0085", geometry)))
        .isInstanceOf(UnpicklingException.class)
        .hasMessageContaining("a tensor");
  }

  @Test
  void refusesSparseIndicesOutsideOfTheTensor() throws IOException {
    for (String name : List.of("sparse-coo", "sparse-csr", "sparse-csc", "sparse-bsr")) {
      Map<String, byte[]> records = records(name);
      String indices = name.equals("sparse-coo") ? "data/0" : "data/1";
      byte[] data = new byte[requireNonNull(records.get(indices)).length];
      Arrays.fill(data, (byte) 0x70);
      records.put(indices, data);
      byte[] archive = Archives.of(records);
      assertThatThrownBy(() -> load(archive)).as(name).isInstanceOf(TorchException.class);
    }
  }

  @Test
  void refusesScalesThatDoNotFit() throws IOException {
    Map<String, byte[]> records = records("quantized-channels");
    String pickle =
        new String(requireNonNull(records.get("data.pkl")), StandardCharsets.ISO_8859_1);
    // The axis stands in front of the end of its tuple.
    int axis = pickle.indexOf("K\u0000tq", pickle.indexOf("LongStorage"));
    for (int value : new int[] {1, 2, 200}) {
      records.put(
          "data.pkl",
          Archives.pickle(
              pickle.substring(0, axis + 1) + (char) value + pickle.substring(axis + 2)));
      byte[] archive = Archives.of(records);
      assertThatThrownBy(() -> load(archive))
          .isInstanceOf(UnpicklingException.class)
          .hasMessageContaining("scales and zero points");
    }
  }

  // ---- archives that lie

  @Test
  void refusesEveryPartOfAFile() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.file("dtype-float32.pt"));
    byte[] legacy = Files.readAllBytes(Fixtures.file("dtype-float64.legacy.pt"));
    for (byte[] file : List.of(whole, legacy)) {
      for (int length = 0; length < file.length; length++) {
        byte[] part = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> load(part))
            .as("%s bytes", length)
            .isInstanceOf(TorchException.class);
      }
    }
  }

  @Test
  void noticesChangedElements() throws IOException {
    byte[] file = Files.readAllBytes(Fixtures.file("dtype-float32.pt"));
    int data = new String(file, StandardCharsets.ISO_8859_1).indexOf("archive/data/0") + 80;
    file[data / 64 * 64] ^= 1;
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("archive/data/0: CRC-32 check failed");
  }

  @Test
  void readsAFileThatWasPackedAgain() throws IOException {
    for (String name : List.of("note-004", "many", "views")) {
      Path file = Archives.file(folder, Archives.compressed(records(name)));
      SameValues.assertSame(Torch.load(file), CheckpointTwins.of(name), name);
      Object mapped = Torch.load(file, o -> o.mmap(true));
      SameValues.assertSame(mapped, CheckpointTwins.of(name), name);
    }
  }

  @Test
  void refusesWhatUnpacksToTooMuch() throws IOException {
    Map<String, byte[]> bomb = new LinkedHashMap<>();
    bomb.put("data.pkl", new byte[50_000_000]);
    byte[] archive = Archives.compressed(bomb);
    assertThat(archive).hasSizeLessThan(100_000);
    assertThatThrownBy(() -> load(archive))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("claims to unpack from");
  }

  /** Finds the entry of a file in the directory, and writes numbers there. */
  private static byte[] withDirectory(byte[] archive, String name, int field, int value) {
    byte[] copy = archive.clone();
    ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    int at = new String(copy, StandardCharsets.ISO_8859_1).lastIndexOf("archive/" + name) - 46;
    assertThat(bytes.getInt(at)).isEqualTo(0x02014b50);
    bytes.putInt(at + field, value);
    return copy;
  }

  @Test
  void refusesDirectoriesThatLie() throws IOException {
    byte[] archive = Archives.of(records("shared"));
    Map<Integer, String> fields = new HashMap<>();
    fields.put(20, "packed size");
    fields.put(24, "size");
    fields.put(42, "offset");
    fields.forEach(
        (field, what) -> {
          for (int value : new int[] {0, 1, 30, 100, 5000, Integer.MAX_VALUE, -2, -1}) {
            byte[] lie = withDirectory(archive, "data/0", field, value);
            assertThatThrownBy(() -> load(lie))
                .as("%s %s", what, value)
                .isInstanceOf(TorchException.class);
          }
        });
  }

  @Test
  void refusesEntriesThatShareTheirBytes() throws IOException {
    byte[] archive = Archives.of(records("empties"));
    byte[] other = Archives.of(records("parameters"));
    int first = new String(other, StandardCharsets.ISO_8859_1).indexOf("archive/data/0") - 30;
    assertThatThrownBy(() -> load(withDirectory(other, "data/1", 42, first)))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("reaches into what follows it");
    assertThat(load(archive)).isNotNull();
  }

  @Test
  void refusesTorchScript() throws IOException {
    Map<String, byte[]> records = records("dtype-float32");
    records.put("constants.pkl", new byte[1]);
    assertThatThrownBy(() -> load(Archives.of(records)))
        .hasMessageStartingWith("Cannot use ``weights_only=True`` with TorchScript archives");
  }

  // ---- byte orders

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "int64",
        "int32",
        "int16",
        "int8",
        "bool",
        "complex128",
        "complex64"
      })
  void turnsBigEndianNumbersRound(String dtype) throws IOException {
    Map<String, byte[]> records = records("dtype-" + dtype);
    byte[] data = requireNonNull(records.get("data/0"));
    int width = DType.of(dtype).toReal().itemsize();
    for (int at = 0; at < data.length; at += width) {
      for (int i = 0; i < width / 2; i++) {
        byte b = data[at + i];
        data[at + i] = data[at + width - 1 - i];
        data[at + width - 1 - i] = b;
      }
    }
    records.put("byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    Path file = Archives.file(folder, Archives.of(records));
    Object twin = CheckpointTwins.of("dtype-" + dtype);
    SameValues.assertSame(Torch.load(file), twin, dtype);
    Object mapped = Torch.load(file, o -> o.mmap(true));
    SameValues.assertSame(mapped, twin, dtype);
  }

  @Test
  void refusesAnUnknownByteOrder() throws IOException {
    Map<String, byte[]> records = records("dtype-float32");
    records.put("byteorder", "middle".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> load(Archives.of(records)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("Unknown endianness type: middle");
    records.remove("byteorder");
    SameValues.assertSame(
        load(Archives.of(records)), CheckpointTwins.of("dtype-float32"), "float32");
  }

  // ---- devices

  private byte[] onCuda() throws IOException {
    return changed("X\u0003\u0000\u0000\u0000cpu", "X\u0006\u0000\u0000\u0000cuda:0");
  }

  @Test
  void movesTensorsToAnotherDevice() throws IOException {
    Path file = Archives.file(folder, onCuda());
    Object twin = CheckpointTwins.of("dtype-float32");
    Object named = Torch.load(file, o -> o.mapLocation("cpu"));
    Object device = Torch.load(file, o -> o.mapLocation(Device.CPU));
    Object map = Torch.load(file, o -> o.mapLocation(Map.of("cuda:0", "cpu")));
    Object function =
        Torch.load(file, o -> o.mapLocation(location -> location.equals("cpu") ? null : "cpu"));
    for (Object loaded : List.of(named, device, map, function)) {
      SameValues.assertSame(loaded, twin, "float32");
    }
    Tensor meta = Torch.load(file, o -> o.mapLocation("meta"));
    assertThat(meta.isMeta()).isTrue();
    assertThat(meta.size()).isEqualTo(Torch.size(4));
  }

  @Test
  void refusesADeviceThatIsNotThere() throws IOException {
    if (Cuda.isAvailable()) {
      Tensor there = Torch.load(Archives.file(folder, onCuda()));
      assertThat(there.isCuda()).isTrue();
      return;
    }
    assertThatThrownBy(() -> load(onCuda()))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith(
            "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is"
                + " False.")
        .hasMessageContaining("o.mapLocation(\"cpu\")");
    assertThatThrownBy(() -> Torch.load("any.pt", o -> o.mapLocation("nowhere")))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("nowhere");
  }

  // ---- mapping

  @Test
  void aMappedTensorDoesNotChangeTheFile() throws IOException {
    Path file = folder.resolve("mapped.pt");
    Files.copy(Fixtures.file("shared.pt"), file);
    byte[] before = Files.readAllBytes(file);
    Map<String, Tensor> mapped = Torch.load(file, o -> o.mmap(true));
    Tensor base = requireNonNull(mapped.get("base"));
    base.fill_(7);
    assertThat(requireNonNull(mapped.get("part")).tolist()).isEqualTo(List.of(7.0, 7.0, 7.0));
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aMappedTensorOutlivesItsFileName() throws IOException {
    Path file = folder.resolve("mapped.pt");
    Files.copy(Fixtures.file("views.pt"), file);
    Object mapped = Torch.load(file, o -> o.mmap(true));
    Torch.save(List.of(1), file);
    Files.delete(file);
    SameValues.assertSame(mapped, CheckpointTwins.of("views"), "views");
  }

  /** The files that are mapped into this process, where the system tells. */
  private static boolean isMapped(Path file) throws IOException {
    Path maps = Path.of("/proc/self/maps");
    return Files.exists(maps) && Files.readString(maps).contains(file.toString());
  }

  @Test
  void aFileIsMappedAsLongAsOneOfItsTensorsLives() throws IOException {
    Path file = folder.resolve("held.pt");
    Files.copy(Fixtures.file("shared.pt"), file);
    try (Scope scope = Torch.scope()) {
      Map<String, Tensor> mapped = Torch.load(file, o -> o.mmap(true));
      assertThat(isMapped(file)).isEqualTo(Files.exists(Path.of("/proc/self/maps")));
      requireNonNull(mapped.get("base")).close();
      requireNonNull(mapped.get("turned")).close();
      assertThat(isMapped(file)).isEqualTo(Files.exists(Path.of("/proc/self/maps")));
    }
    assertThat(isMapped(file)).isFalse();
  }

  @Test
  void aRefusedFileIsNotMappedAnyMore() throws IOException {
    Path file = folder.resolve("refused.pt");
    Map<String, byte[]> records = records("shared");
    String pickle =
        new String(requireNonNull(records.get("data.pkl")), StandardCharsets.ISO_8859_1);
    records.put("data.pkl", Archives.pickle(pickle.replace("u.", "cos\nsystem\n.")));
    Files.write(file, Archives.of(records));
    assertThatThrownBy(() -> Torch.load(file, o -> o.mmap(true)))
        .isInstanceOf(UnpicklingException.class);
    assertThat(isMapped(file)).isFalse();
  }

  @Test
  void onlyZipFilesThatAreFilesCanBeMapped() {
    Path legacy = Fixtures.file("views.legacy.pt");
    assertThatThrownBy(() -> Torch.load(legacy, o -> o.mmap(true)))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("mmap can only be used with files saved with `torch.save(");
    assertThatThrownBy(
            () -> Torch.load(Files.newInputStream(Fixtures.file("views.pt")), o -> o.mmap(true)))
        .isInstanceOf(ValueException.class)
        .hasMessageStartingWith("f must be a file path in order to use the mmap argument");
  }

  @Test
  void readsLargeStreamsThroughAFile() throws IOException {
    Path file = folder.resolve("large.pt");
    Tensor large = Torch.arange(5_000_000);
    Torch.save(large, file);
    try (var stream = Files.newInputStream(file)) {
      Tensor loaded = Torch.load(stream);
      assertThat(loaded.equal(large)).isTrue();
    }
  }

  @Test
  void aMissingFileIsToldByItsName() {
    assertThatThrownBy(() -> Torch.load(folder.resolve("missing.pt")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing.pt");
    assertThatThrownBy(() -> Torch.load(folder)).isInstanceOf(IOException.class);
  }
}
