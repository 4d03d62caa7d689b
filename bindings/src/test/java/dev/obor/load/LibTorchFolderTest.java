package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibTorchFolderTest {
  @TempDir Path root;
  private Path torch;
  private Path lib;
  private FakePlatform platform;

  @BeforeEach
  void makeFolder() throws IOException {
    torch = root.resolve("torch");
    lib = Files.createDirectories(torch.resolve("lib"));
    Files.write(lib.resolve("libc10.so"), new byte[1]);
    Files.write(lib.resolve("libtorch_cpu.so"), new byte[1]);
    platform = new FakePlatform(root).addObor();
    platform.properties.setProperty("obor.libtorch", lib.toString());
  }

  @AfterEach
  void closePlatform() throws IOException {
    platform.close();
  }

  @Test
  void isOpenedInThePlaceOfTheJars() throws IOException {
    Files.writeString(torch.resolve("version.py"), "x = 1\n__version__ = '2.10.0+cu128'\n");
    LoadReport report = platform.load();

    assertThat(platform.openedNames())
        .containsExactly("libc10.so", "libtorch_cpu.so", "libobor.so");
    assertThat(platform.opened.get(0)).isEqualTo(lib.resolve("libc10.so").toString());
    assertThat(report.libtorchOrigin()).isEqualTo(lib.toString());
    assertThat(report.blas()).isEqualTo(BlasKind.OF_LIBTORCH);
    assertThat(report.blasReason()).contains("obor.libtorch");
    assertThat(report.notes()).isEmpty();
  }

  @Test
  void theFolderAboveWillDoAndSoWillTheVariable() throws IOException {
    platform.properties.remove("obor.libtorch");
    Settings settings =
        new Settings(platform.properties, Map.of("OBOR_LIBTORCH", torch.toString()));
    new Loading(settings, FakePlatform.table(), platform.loader(), platform.opened::add)
        .run(report -> {});

    assertThat(platform.opened.get(0)).isEqualTo(lib.resolve("libc10.so").toString());
  }

  @Test
  void librariesThatOnlySomeBuildsHaveAreOpenedWhereTheyAre() throws IOException {
    Files.write(lib.resolve("libtorch_cuda.so"), new byte[1]);
    platform.load();

    assertThat(platform.openedNames())
        .containsExactly("libc10.so", "libtorch_cpu.so", "libtorch_cuda.so", "libobor.so");
  }

  @Test
  void anotherVersionIsRefusedWhereverItIsWritten() throws IOException {
    Path cmake = torch.resolve("share/cmake/Torch/TorchConfigVersion.cmake");
    Files.createDirectories(cmake.getParent());
    Map<Path, String> written =
        Map.of(
            torch.resolve("version.py"),
            "__version__ = \"2.9.1\"\n",
            torch.resolve("build-version"),
            "2.9.1\n",
            cmake,
            "set(PACKAGE_VERSION \"2.9.1\")\n");
    for (Map.Entry<Path, String> entry : written.entrySet()) {
      Files.writeString(entry.getKey(), entry.getValue());
      assertThatThrownBy(platform::load)
          .isInstanceOf(NativeLoadException.class)
          .hasMessageContaining("obor.libtorch=" + lib)
          .hasMessageContaining("holds LibTorch 2.9.1")
          .hasMessageContaining("built for 2.10.0")
          .hasMessageContaining("pip install torch==2.10.0");
      Files.delete(entry.getKey());
    }
    assertThat(platform.opened).isEmpty();
  }

  @Test
  void aVersionThatNobodyTellsIsNoted() throws IOException {
    Files.writeString(torch.resolve("version.py"), "nothing here");
    assertThat(platform.load().notes())
        .singleElement()
        .asString()
        .contains(lib.toString())
        .contains("version");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    platform.properties.setProperty("obor.libtorch", root.resolve("none").toString());

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("obor.libtorch=")
        .hasMessageContaining("none is not a folder")
        .hasMessageContaining("python -c");
  }

  @Test
  void aFolderWithoutLibTorchNamesWhatItLacks() throws IOException {
    Files.delete(lib.resolve("libtorch_cpu.so"));

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("there is no libtorch_cpu.so in it")
        .hasMessageContaining("python -c");
  }

  @Test
  void aBlasThatWasAskedForIsSaidToHaveNoEffect() throws IOException {
    Files.writeString(torch.resolve("build-version"), "2.10.0+cpu\n");
    platform.properties.setProperty("obor.blas", "mkl");

    assertThat(platform.load().notes())
        .singleElement()
        .asString()
        .contains("obor.blas=mkl has no effect");
  }
}
