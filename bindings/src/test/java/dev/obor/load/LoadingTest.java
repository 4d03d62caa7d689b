package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {
  @TempDir Path root;
  private FakePlatform platform;

  @BeforeEach
  void makePlatform() throws IOException {
    platform = new FakePlatform(root);
  }

  @AfterEach
  void closePlatform() throws IOException {
    platform.close();
  }

  @Test
  void opensEveryLibraryInOrderFromOneFolderOfTheCache() throws IOException {
    LoadReport report = platform.addAll().load();

    assertThat(platform.openedNames())
        .containsExactly(
            "libgomp.so.1",
            "libgfortran.so.5",
            "libopenblas.so.0",
            "libc10.so",
            "libtorch_cpu.so",
            "libobor.so");
    for (String file : platform.opened) {
      Path path = Path.of(file);
      assertThat(path).startsWith(platform.cache).isRegularFile();
      assertThat(Files.readAllBytes(path))
          .isEqualTo(FakePlatform.content(String.valueOf(path.getFileName())));
    }
    assertThat(platform.opened.stream().limit(5).map(file -> Path.of(file).getParent()).distinct())
        .hasSize(1);
    assertThat(report.platform()).isEqualTo("linux-x86_64");
    assertThat(report.libtorchVersion()).isEqualTo("2.10.0");
    assertThat(report.libtorchOrigin()).endsWith("pytorch with a space.jar");
    assertThat(report.blas()).isEqualTo(BlasKind.OPENBLAS);
    assertThat(report.blasReason()).contains("obor-mkl");
    assertThat(report.cache()).isEqualTo(platform.cache);
    assertThat(report.notes()).isEmpty();
    assertThat(report.libraries())
        .extracting(LoadedLibrary::name)
        .isEqualTo(platform.openedNames());
  }

  @Test
  void theSecondStartWritesNothing() throws IOException {
    platform.addAll().load();
    var before = FakePlatform.tree(platform.cache);
    Object file = Files.readAttributes(libtorch(), BasicFileAttributes.class).fileKey();

    platform.load();

    assertThat(FakePlatform.tree(platform.cache)).isEqualTo(before);
    assertThat(Files.readAttributes(libtorch(), BasicFileAttributes.class).fileKey())
        .isEqualTo(file);
  }

  @Test
  void anotherContentGetsAnotherFolder() throws IOException {
    platform.addAll().load();
    Path before = libtorch();
    try (FakePlatform other = new FakePlatform(Files.createDirectory(root.resolve("other")))) {
      other.properties.setProperty("obor.cache", platform.cache.toString());
      other.addTorch("2.10.0-1.5.14");
      other.addJar("b.jar", "blas/linux/libgfortran.so.5");
      other.addFile("blas/linux/libopenblas.so.0");
      other.addObor().load();

      assertThat(other.opened.get(0)).isNotEqualTo(platform.opened.get(0));
      assertThat(before).exists();
    }
  }

  @Test
  void mklTakesTheNameOfOpenblasWhereItIsOnTheClassPath() throws IOException {
    LoadReport report = platform.addAll().addMkl().load();

    assertThat(report.blas()).isEqualTo(BlasKind.MKL);
    assertThat(platform.openedNames())
        .containsExactly(
            "libgomp.so.1", "libopenblas.so.0", "libc10.so", "libtorch_cpu.so", "libobor.so");
    assertThat(libtorch().resolveSibling("libopenblas.so.0"))
        .hasBinaryContent(FakePlatform.content("libmkl_rt.so.2"));
    assertThat(libtorch().resolveSibling("libmkl_core.so.2")).isRegularFile();
    assertThat(libtorch().resolveSibling("libgfortran.so.5")).doesNotExist();
  }

  @Test
  void openblasComesBeforeMklOnProcessorsThatRunItFaster() throws IOException {
    platform.processor = new Processor(true, true);
    LoadReport report = platform.addAll().addMkl().load();

    assertThat(report.blas()).isEqualTo(BlasKind.OPENBLAS);
    assertThat(report.blasReason()).contains("-Dobor.blas=mkl");
  }

  @Test
  void mklComesFirstWhereOpenblasIsHeldToAnOlderKernel() throws IOException {
    platform.processor = new Processor(true, true);
    platform.variables.put("OPENBLAS_CORETYPE", "Haswell");
    LoadReport report = platform.addAll().addMkl().load();

    assertThat(report.blas()).isEqualTo(BlasKind.MKL);
  }

  @Test
  void processorIsReadFromItsDescription() {
    String amd = "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 avx512f avx512dq\n";
    String intel = "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx2 avx512f avx512dq\n";

    assertThat(Processor.of(amd).prefersOpenBlas()).isTrue();
    assertThat(Processor.of(amd.replace("avx512f", "")).prefersOpenBlas()).isFalse();
    assertThat(Processor.of(intel).prefersOpenBlas()).isFalse();
  }

  @Test
  void openblasIsThereForTheAsking() throws IOException {
    platform.properties.setProperty("obor.blas", "OpenBLAS");
    LoadReport report = platform.addAll().addMkl().load();

    assertThat(report.blas()).isEqualTo(BlasKind.OPENBLAS);
    assertThat(report.blasReason()).contains("obor.blas=OpenBLAS");
  }

  @Test
  void layoutsShareTheirFiles() throws IOException {
    platform.addAll().addMkl().load();
    Path mkl = libtorch();
    platform.properties.setProperty("obor.blas", "openblas");
    platform.load();

    assertThat(libtorch()).isNotEqualTo(mkl);
    assertThat(Files.isSameFile(libtorch(), mkl)).isTrue();
  }

  @Test
  void mklThatIsAskedForAndMissingNamesItsDependency() throws IOException {
    platform.properties.setProperty("obor.blas", "mkl");
    platform.addAll();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("did not find MKL for linux-x86_64")
        .hasMessageContaining("<artifactId>obor-mkl</artifactId>")
        .hasMessageContaining("<classifier>linux-x86_64-redist</classifier>");
  }

  @Test
  void anUnknownBlasIsRefused() throws IOException {
    platform.properties.setProperty("obor.blas", "atlas");
    platform.addAll();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessage("obor.blas=atlas: expected mkl or openblas.");
  }

  @Test
  void aMissingJarNamesTheDependencyToAdd() throws IOException {
    platform.addObor();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining(
            "did not find LibTorch for linux-x86_64: the class path has no torch/linux/libc10.so")
        .hasMessageContaining(
            """
              <dependency>
                <groupId>dev.obor</groupId>
                <artifactId>obor-cpu</artifactId>
                <version>9.9</version>
              </dependency>
            """)
        .hasMessageContaining(
            """
                <groupId>org.bytedeco</groupId>
                <artifactId>pytorch</artifactId>
                <version>2.10.0-1.5.13</version>
                <classifier>linux-x86_64</classifier>
            """)
        .hasMessageContaining("OBOR_LIBTORCH");
    assertThat(platform.cache).doesNotExist();
  }

  @Test
  void aMissingNativeLibrarySaysHowToBuildIt() throws IOException {
    platform.addTorch("2.10.0-1.5.13");
    platform.addJar("openblas.jar", "blas/linux/libgfortran.so.5", "blas/linux/libopenblas.so.0");

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("no native library for linux-x86_64")
        .hasMessageContaining("native-config/build-native.sh");
    assertThat(platform.cache).doesNotExist();
  }

  @Test
  void anotherLibTorchOnTheClassPathIsRefused() throws IOException {
    platform.addTorch("2.9.1-1.5.13");
    platform.addJar("openblas.jar", "blas/linux/libgfortran.so.5", "blas/linux/libopenblas.so.0");
    platform.addObor();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("org.bytedeco:pytorch 2.9.1-1.5.13")
        .hasMessageContaining("built for LibTorch 2.10.0")
        .hasMessageContaining("<version>2.10.0-1.5.13</version>");
  }

  @Test
  void librariesOutsideJarsWork() throws IOException {
    platform.addTorch("2.10.0-1.5.13");
    platform.addFile("blas/linux/libgfortran.so.5");
    platform.addFile("blas/linux/libopenblas.so.0");
    Path obor = platform.addFile("dev/obor/native/linux-x86_64/libobor.so");
    platform.load();

    assertThat(platform.openedNames()).hasSize(6);
    assertThat(platform.opened.get(1)).startsWith(platform.cache.toString());
    assertThat(Path.of(platform.opened.get(5))).isEqualTo(obor);
  }

  @Test
  void aRebuiltNativeLibraryTakesThePlaceOfThePackedOne() throws IOException {
    Path rebuilt = Files.write(root.resolve("rebuilt.so"), new byte[] {1});
    platform.properties.setProperty("obor.native", rebuilt.toString());
    platform.addAll().load();

    assertThat(Path.of(platform.opened.get(5))).isEqualTo(rebuilt);
  }

  @Test
  void aRebuiltNativeLibraryThatIsNotThereIsRefused() throws IOException {
    platform.properties.setProperty("obor.native", root.resolve("none.so").toString());
    platform.addAll();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("obor.native=")
        .hasMessageContaining("none.so is not a file");
  }

  @Test
  void aPlatformWithoutLibTorchListsThoseThatHaveIt() throws IOException {
    platform.properties.setProperty("os.arch", "aarch64");
    platform.addAll();

    assertThatThrownBy(platform::load)
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("no native libraries for linux-arm64")
        .hasMessageContaining("linux-x86_64");
  }

  @Test
  void aLibraryThatTheSystemRefusesIsNamedWithItsOrigin() throws IOException {
    platform.addAll();
    Loading loading =
        new Loading(
            platform.settings(),
            FakePlatform.table(),
            platform.loader(),
            file -> {
              if (file.endsWith("libtorch_cpu.so")) {
                throw new UnsatisfiedLinkError(file + ": version `GLIBC_2.35' not found");
              }
            });

    assertThatThrownBy(() -> loading.run(report -> {}))
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("libtorch_cpu.so")
        .hasMessageContaining("pytorch with a space.jar")
        .hasMessageContaining("too old")
        .hasMessageContaining("glibc 2.35 or later")
        .hasCauseInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void theCheckSeesEveryLibraryAndMayRefuse() throws IOException {
    platform.addAll();
    Loading loading =
        new Loading(
            platform.settings(), FakePlatform.table(), platform.loader(), platform.opened::add);

    assertThatThrownBy(
            () ->
                loading.run(
                    report -> {
                      throw new NativeLoadException("LibTorch is 2.9.1.");
                    }))
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("LibTorch is 2.9.1.")
        .hasMessageContaining("libtorch_cpu.so")
        .hasMessageContaining("libobor.so");
    assertThat(platform.opened).hasSize(6);
  }

  @Test
  void aNativeLibraryThatLacksAFunctionIsSaidNotToFit() throws IOException {
    platform.addAll();
    Loading loading =
        new Loading(
            platform.settings(), FakePlatform.table(), platform.loader(), platform.opened::add);

    assertThatThrownBy(
            () ->
                loading.run(
                    report -> {
                      throw new UnsatisfiedLinkError("'void dev.obor.X.start()'");
                    }))
        .isInstanceOf(NativeLoadException.class)
        .hasMessageContaining("it lacks 'void dev.obor.X.start()'")
        .hasMessageContaining("native-config/build-native.sh")
        .hasMessageContaining("libobor.so");
  }

  @Test
  void worksInAThreadThatIsInterrupted() throws IOException {
    platform.addAll();
    Thread.currentThread().interrupt();
    try {
      platform.load();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(platform.opened).hasSize(6);
    assertThat(platform.load().notes()).isEmpty();
  }

  private Path libtorch() {
    return platform.opened.stream()
        .filter(file -> file.endsWith("libtorch_cpu.so"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }
}
