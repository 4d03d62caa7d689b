package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTableTest {
  private static PlatformTable table(String text) throws IOException {
    return PlatformTable.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hasTheThreePlatformsThatLibTorchIsPublishedFor() {
    PlatformTable table = PlatformTable.standard();

    assertThat(table.platforms()).containsExactly("linux-x86_64", "macosx-arm64", "windows-x86_64");
    assertThat(table.oborVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(table.libtorchVersion()).matches("\\d+\\.\\d+\\.\\d+");
    for (String platform : table.platforms()) {
      PlatformRow row = table.row(platform);
      assertThat(row.oborResource()).startsWith("dev/obor/native/" + platform + "/");
      assertThat(row.libtorch().dependency().libraryVersion()).isEqualTo(table.libtorchVersion());
      assertThat(row.libtorch().dependency().classifier()).isEqualTo(platform);
      assertThat(row.libtorch().files()).hasSize(3).allMatch(LibraryGroup.File::opened);
    }
    assertThat(table.row("linux-x86_64").oborLibrary()).isEqualTo("libobor.so");
    assertThat(table.row("macosx-arm64").oborLibrary()).isEqualTo("libobor.dylib");
    assertThat(table.row("windows-x86_64").oborLibrary()).isEqualTo("obor.dll");
    assertThat(table.row("macosx-arm64").mkl()).isNull();
  }

  @Test
  void everyLibraryOfThisPlatformIsOnTheClassPath() {
    PlatformTable table = PlatformTable.standard();
    PlatformRow row = table.row(Settings.ofProcess().platform());
    List<String> missing = new ArrayList<>();
    try (ClassPath classPath = new ClassPath(PlatformTable.class.getClassLoader())) {
      for (LibraryGroup group : List.of(row.openmp(), row.openblas(), row.libtorch())) {
        for (LibraryGroup.File file : group.files()) {
          PackedLibrary library = classPath.find(group.resourceOf(file), file.fileName());
          if (library == null || library.size() == 0 || !library.crc()) {
            missing.add(group.resourceOf(file));
          }
        }
        assertThat(classPath.versionOf(group.resourceOf(group.files().get(0)), group.dependency()))
            .isEqualTo(group.dependency().version());
      }
    }
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../libc10.so",
        "a/libc10.so",
        "/libc10.so",
        "..",
        ".hidden",
        "a\\b.so",
        "C:libc10.so",
        "libc10.so->../x",
        "libc10.so->a/b",
        "libc10.so->",
        "->x",
        "lib\u00e9.so",
        "a\u0000b"
      })
  void aNameThatLeavesItsFolderIsRefused(String name) throws IOException {
    String text =
        FakePlatform.TABLE.replace(
            "libc10.so libtorch_cpu.so\n", name.replace("\\", "\\\\") + "\n");
    PlatformTable table = table(text);

    assertThatThrownBy(() -> table.row("linux-x86_64"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not a plain file name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../torch", "/torch", "torch/../..", "torch//linux", "torch/"})
  void aFolderThatLeavesTheJarIsRefused(String folder) throws IOException {
    PlatformTable table =
        table(FakePlatform.TABLE.replace("= torch/linux\n", "= " + folder + "\n"));

    assertThatThrownBy(() -> table.row("linux-x86_64"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not a plain file name");
  }

  @Test
  void aPlatformThatLeavesItsFolderIsRefused() throws IOException {
    PlatformTable table = table(FakePlatform.TABLE.replace("linux-x86_64", "../linux"));

    assertThatThrownBy(() -> table.row("../linux"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not a plain file name");
  }

  @Test
  void aTableWithoutItsVersionsIsRefused() throws IOException {
    PlatformTable table =
        table(
            FakePlatform.TABLE.replace("obor.version = 9.9", "obor.version = ${project.version}"));

    assertThatThrownBy(table::oborVersion)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("build it with Maven");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    PlatformTable table = table(FakePlatform.TABLE.replace("linux-x86_64.obor = libobor.so", ""));

    assertThatThrownBy(() -> table.row("linux-x86_64"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("linux-x86_64.obor");
  }
}
