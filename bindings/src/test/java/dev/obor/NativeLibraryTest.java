package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.load.LoadReport;
import dev.obor.load.NativeLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds Obor's own native library to the sources and to the machines that LibTorch runs on. */
class NativeLibraryTest {
  private static final Pattern VERSION = Pattern.compile("(GLIBC|GLIBCXX|CXXABI|GCC)_([0-9.]+)");

  @BeforeAll
  static void load() {
    Natives.load();
  }

  private static LoadReport report() {
    return Objects.requireNonNull(NativeLibraries.report());
  }

  private static Path library(String name) {
    return report().libraries().stream()
        .filter(library -> library.name().matches("(lib)?" + name + "\\.(so|dylib|dll)"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + report()))
        .path();
  }

  private static boolean isElf() {
    return report().platform().startsWith("linux");
  }

  // ---- built from these sources

  @Test
  void theLibraryIsBuiltFromTheTree() throws IOException {
    String expected = resource("build-id");
    String bytes = Files.readString(library("obor"), StandardCharsets.ISO_8859_1);
    Matcher marks = Pattern.compile("obor-build-id:([0-9a-f]{32})").matcher(bytes);

    assertThat(marks.results().map(mark -> mark.group(1)).distinct())
        .as("the library is older or newer than the sources; run native-config/build-native.sh")
        .containsExactly(expected);
    assertThat(RuntimeNatives.build_id()).isEqualTo(expected);
    assertThat(RuntimeNatives.libtorch_version()).isEqualTo(resource("libtorch-version"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(Natives.class.getResourceAsStream("native/" + name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  @Test
  void everyNativeMethodIsInTheLibrary() throws IOException, ReflectiveOperationException {
    List<String> wanted =
        nativeClasses().stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isNative(method.getModifiers()))
            .map(NativeLibraryTest::symbol)
            .toList();

    assertThat(wanted).hasSizeGreaterThan(3200).doesNotHaveDuplicates();
    if (isElf()) {
      assertThat(Set.copyOf(ElfFile.read(library("obor")).exported())).containsAll(wanted);
    }
  }

  private static List<Class<?>> nativeClasses() throws ReflectiveOperationException, IOException {
    Path classes;
    try {
      classes = Path.of(Natives.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    try (Stream<Path> files = Files.list(classes.resolve("dev/obor"))) {
      List<Class<?>> found = new java.util.ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith("Natives.class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        found.add(Class.forName("dev.obor." + name, false, Natives.class.getClassLoader()));
      }
      return found;
    }
  }

  private static String symbol(Method method) {
    String type = method.getDeclaringClass().getName().replace('.', '/');
    return "Java_" + escaped(type) + "_" + escaped(method.getName());
  }

  private static String escaped(String name) {
    return name.replace("_", "_1").replace('/', '_');
  }

  // ---- loads wherever LibTorch does

  @Test
  void needsNoNewerSystemThanLibTorch(@TempDir Path folder) throws IOException {
    if (!isElf()) {
      return;
    }
    Map<String, int[]> most = new TreeMap<>();
    for (String needed : ElfFile.read(libtorchOfClassPath(folder)).neededVersions()) {
      Matcher matcher = VERSION.matcher(needed);
      if (matcher.matches()) {
        most.merge(matcher.group(1), numbers(matcher.group(2)), NativeLibraryTest::newer);
      }
    }
    assertThat(most).containsKeys("GLIBC", "GLIBCXX", "CXXABI");

    List<String> own = ElfFile.read(library("obor")).neededVersions();
    assertThat(own).isNotEmpty();
    assertThat(own)
        .allSatisfy(
            needed -> {
              Matcher matcher = VERSION.matcher(needed);
              assertThat(matcher.matches()).as(needed).isTrue();
              int[] limit = most.get(matcher.group(1));
              assertThat(limit).as(needed + " is not needed by LibTorch").isNotNull();
              assertThat(Arrays.compare(numbers(matcher.group(2)), limit))
                  .as("%s, while LibTorch needs at most %s", needed, Arrays.toString(limit))
                  .isLessThanOrEqualTo(0);
            });
  }

  /**
   * The LibTorch that Obor comes with. A folder of the user's may hold one that asks for less, such
   * as that of a Python wheel, which is built for systems older than Obor's library needs.
   */
  private static Path libtorchOfClassPath(Path folder) throws IOException {
    String name = "org/bytedeco/pytorch/" + report().platform() + "/libtorch_cpu.so";
    ClassLoader loader = NativeLibraryTest.class.getClassLoader();
    try (InputStream stream = Objects.requireNonNull(loader.getResourceAsStream(name), name)) {
      Path library = folder.resolve("libtorch_cpu.so");
      Files.copy(stream, library);
      return library;
    }
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  private static int[] newer(int[] first, int[] second) {
    return Arrays.compare(first, second) < 0 ? second : first;
  }

  @Test
  void otherFilesAreNoLibraries(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.so");
    for (String text : List.of("", "text", "x".repeat(100), "\u007fELF" + "\1".repeat(100))) {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> ElfFile.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no 64-bit little-endian ELF file");
    }
  }
}
