package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.TorchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives are unpacked, but not out of their folder, and not without bound. */
class ArchiveTest {
  @TempDir Path folder;

  private static final byte[] CONTENT = "what is in it".getBytes(StandardCharsets.UTF_8);

  private static OutputStream compressed(OutputStream out, String suffix) throws IOException {
    if (suffix.endsWith("gz")) {
      return new GZIPOutputStream(out);
    } else if (suffix.endsWith("bz2") || suffix.endsWith("tbz")) {
      return new BZip2CompressorOutputStream(out);
    }
    return suffix.endsWith("xz") ? new XZCompressorOutputStream(out) : out;
  }

  private static byte[] tar(String suffix, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(compressed(bytes, suffix), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(CONTENT.length);
        tar.putArchiveEntry(entry);
        tar.write(CONTENT);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(byte[] content, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz"})
  void tarsAreUnpacked(String suffix) throws IOException {
    String deep = "a/" + "long".repeat(40) + "/b.txt";
    Path archive = write("data" + suffix, tar(suffix, "top.txt", deep));
    Path to = folder.resolve("out");

    assertThat(Downloads.extractArchive(archive, to)).isEqualTo(to.toAbsolutePath());
    assertThat(to.resolve("top.txt")).hasBinaryContent(CONTENT);
    assertThat(to.resolve(deep)).hasBinaryContent(CONTENT);
    assertThat(archive).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gz", ".bz2", ".xz"})
  void singleFilesAreUnpacked(String suffix) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressed(bytes, suffix)) {
      out.write(CONTENT);
    }
    Path archive = write("data.bin" + suffix, bytes.toByteArray());

    assertThat(Downloads.extractArchive(archive)).isEqualTo(folder.resolve("data.bin"));
    assertThat(folder.resolve("data.bin")).hasBinaryContent(CONTENT);
  }

  @Test
  void zipsAreUnpackedAndRemovedIfWanted() throws IOException {
    Path archive = write("data.zip", zip(CONTENT, "a/", "a/b.txt", "c.txt"));
    Downloads.extractArchive(archive, folder.resolve("out"), o -> o.removeFinished(true));

    assertThat(folder.resolve("out/a/b.txt")).hasBinaryContent(CONTENT);
    assertThat(archive).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out.txt",
        "a/../../out.txt",
        "/tmp/obor-out.txt",
        "..\\out.txt",
        "C:\\out.txt",
        ".."
      })
  void noEntryLeadsOutOfTheFolder(String name) throws IOException {
    Path to = Files.createDirectories(folder.resolve("inner"));
    for (Path archive :
        List.of(write("x.tar", tar(".tar", name)), write("x.zip", zip(CONTENT, name)))) {
      assertThatThrownBy(() -> Downloads.extractArchive(archive, to))
          .isInstanceOf(TorchException.class)
          .hasMessageContaining("leads out of the folder");
    }
    assertThat(folder.resolve("out.txt")).doesNotExist();
    try (Stream<Path> files = Files.list(to)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
  void linksAndDevicesAreRefused(byte kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("link", kind);
      entry.setLinkName("/etc/passwd");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    Path archive = write("x.tar", bytes.toByteArray());

    assertThatThrownBy(() -> Downloads.extractArchive(archive))
        .hasMessageContaining("is a link or a device");
    assertThat(folder.resolve("link")).doesNotExist();
  }

  @Test
  void anArchiveThatGrowsTooMuchIsGivenUp() throws IOException {
    byte[] zeros = new byte[80 << 20];
    Path bomb = write("bomb.zip", zip(zeros, "zeros"));
    assertThat(Files.size(bomb)).isLessThan(200_000);

    assertThatThrownBy(() -> Downloads.extractArchive(bomb))
        .hasMessageContaining("holds more than 67108864 bytes");
    assertThat(folder.resolve("zeros")).doesNotExist();
    Downloads.extractArchive(bomb, folder, o -> o.maxBytes(80L << 20));
    assertThat(folder.resolve("zeros")).hasSize(80 << 20);
    Path small = write("small.zip", zip(CONTENT, "a", "b"));
    assertThatThrownBy(() -> Downloads.extractArchive(small, folder, o -> o.maxBytes(20)))
        .isInstanceOf(TorchException.class);
  }

  @Test
  void otherNamesAreRefusedWithPythonsText() throws IOException {
    Path odd = write("data.rar", CONTENT);
    Path none = write("data", CONTENT);
    assertThatThrownBy(() -> Downloads.extractArchive(odd))
        .hasMessageStartingWith(
            "Unknown compression or archive type: '.rar'.\nKnown suffixes are:");
    assertThatThrownBy(() -> Downloads.extractArchive(none))
        .hasMessageContaining("has no suffixes that could be used");
  }

  @Test
  void damagedArchivesGiveAnError() throws IOException {
    Random random = new Random(3);
    List<String> suffixes = List.of(".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".zip");
    for (int round = 0; round < 500; round++) {
      String suffix = suffixes.get(round % suffixes.size());
      byte[] whole =
          suffix.equals(".zip")
              ? zip(CONTENT, "a.txt", "b/c.txt")
              : tar(suffix, "a.txt", "b/c.txt");
      byte[] changed = Arrays.copyOf(whole, whole.length - random.nextInt(whole.length / 2));
      for (int i = 0; i < 3; i++) {
        changed[random.nextInt(Math.min(changed.length, 1024))] = (byte) random.nextInt(256);
      }
      Path archive = write("data" + suffix, changed);
      try {
        Downloads.extractArchive(archive, folder.resolve("out"), o -> o.maxBytes(1 << 20));
      } catch (TorchException e) {
        assertThat(e).hasMessageContaining("cannot be unpacked");
      }
    }
  }
}
