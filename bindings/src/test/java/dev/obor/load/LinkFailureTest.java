package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/lib/libc.so.6: version `GLIBC_2.35' not found (required by x)|too old",
        "libstdc++.so.6: version `GLIBCXX_3.4.30' not found|too old",
        "Error loading shared library ld-linux-x86-64.so.2: No such file (needed by x)|musl",
        "Error relocating x: __isnan: symbol not found|musl",
        "x: failed to map segment from shared object: Operation not permitted|noexec",
        "x: undefined symbol: _ZN2at4addE|do not fit each other",
        "x: wrong ELF class: ELFCLASS32|another processor",
        "x: invalid ELF header|damaged",
        "x: file too short|damaged",
        "Can't load AMD 64-bit .so on a AARCH64-bit platform|another processor",
        "libcudart.so.12: cannot open shared object file: No such file or directory|is not on this"
            + " system",
        "C:\\x.dll: Can't find dependent libraries|is not on this system",
        "Native Library x already loaded in another classloader|shared class loader",
        "something new|It needs glibc 2.35 or later"
      })
  void saysWhatToDo(String said, String cure) {
    NativeLoadException failure =
        LinkFailure.of(
            new LoadedLibrary("libtorch_cpu.so", "some.jar", Path.of("/cache/libtorch_cpu.so")),
            FakePlatform.row(),
            "2.10.0",
            new UnsatisfiedLinkError(said));

    assertThat(failure)
        .hasMessageContaining("libtorch_cpu.so")
        .hasMessageContaining("some.jar")
        .hasMessageContaining(said)
        .hasMessageContaining(cure)
        .hasCauseInstanceOf(UnsatisfiedLinkError.class);
  }
}
