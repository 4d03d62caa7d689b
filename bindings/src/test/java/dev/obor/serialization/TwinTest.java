package dev.obor.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Torch;
import dev.obor.testing.InScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what is written to what Python writes, byte for byte, and what is read to its twin. */
@InScope
class TwinTest {
  @TempDir Path folder;

  // Java has one type for bytes and bytearray.
  private static Stream<String> written() {
    return CheckpointTwins.all().keySet().stream().filter(name -> !name.equals("bytes"));
  }

  private static List<String> fixtures() {
    return Fixtures.names(Fixtures.folder());
  }

  @Test
  void everyFixtureHasATwin() {
    assertThat(fixtures().stream().map(Fixtures::twin))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(CheckpointTwins.all()).containsKey(name));
    assertThat(fixtures()).containsAll(written().map(name -> name + ".pt").toList());
  }

  private byte[] saved(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Torch.save(CheckpointTwins.of(name), out);
    return out.toByteArray();
  }

  private Path savedFile(String name) throws IOException {
    Path file = folder.resolve(name + ".pt");
    Torch.save(CheckpointTwins.of(name), file);
    return file;
  }

  @ParameterizedTest
  @MethodSource("written")
  void writesThePickleThatPythonWrites(String name) throws IOException {
    List<String> python = Disassembly.of(pickle(Fixtures.file(name + ".pt")));
    List<String> java = Disassembly.of(pickle(savedFile(name)));
    assertThat(java).isEqualTo(python);
  }

  @ParameterizedTest
  @MethodSource("written")
  void writesTheFileThatPythonWritesUpToItsOwnMark(String name) throws IOException {
    byte[] python = Files.readAllBytes(Fixtures.file(name + ".pt"));
    byte[] java = saved(name);
    assertThat(java).hasSameSizeAs(python);
    int mark = indexOf(python, "archive/.data/serialization_id");
    assertThat(Arrays.copyOf(java, mark)).isEqualTo(Arrays.copyOf(python, mark));
    // The mark itself: 40 digits, then its sum. Behind that the directory, in which the sum is too.
    int end = indexOf(python, "PK\1\2");
    assertThat(Arrays.copyOfRange(java, end, java.length - 200))
        .isEqualTo(Arrays.copyOfRange(python, end, python.length - 200));
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    return at;
  }

  @ParameterizedTest
  @MethodSource("written")
  void fileAndStreamHoldTheSame(String name) throws IOException {
    assertThat(savedFile(name)).hasBinaryContent(saved(name));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsWhatPythonHasWritten(String name) throws IOException {
    SameValues.assertSame(Torch.load(Fixtures.file(name)), twin(name), name);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsItFromAStream(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.file(name));
    SameValues.assertSame(Torch.load(new ByteArrayInputStream(bytes)), twin(name), name);
  }

  private static Stream<String> mappable() {
    return fixtures().stream().filter(name -> !name.contains(".legacy"));
  }

  @ParameterizedTest
  @MethodSource("mappable")
  void mapsItIntoMemory(String name) throws IOException {
    Object loaded = Torch.load(Fixtures.file(name), o -> o.mmap(true).mapLocation("cpu"));
    SameValues.assertSame(loaded, twin(name), name);
  }

  @ParameterizedTest
  @MethodSource("written")
  void readsWhatItHasWritten(String name) throws IOException {
    SameValues.assertSame(Torch.load(savedFile(name)), CheckpointTwins.of(name), name);
  }

  @ParameterizedTest
  @MethodSource("written")
  void writesAgainWhatItHasRead(String name) throws IOException {
    Path again = folder.resolve("again.pt");
    Object loaded = Torch.load(Fixtures.file(name + ".pt"));
    Torch.save(loaded, again);
    assertThat(Disassembly.of(pickle(again)))
        .isEqualTo(Disassembly.of(pickle(Fixtures.file(name + ".pt"))));
  }

  private static @Nullable Object twin(String name) {
    return CheckpointTwins.of(Fixtures.twin(name));
  }

  private static byte[] pickle(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getInputStream(zip.getEntry("archive/data.pkl")).readAllBytes();
    }
  }
}
