package dev.obor.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A platform whose libraries are a few bytes each, in jars of a temporary folder. */
final class FakePlatform implements AutoCloseable {
  static final String TABLE =
      """
      obor.version = 9.9
      pytorch.version = 2.10.0-1.5.13
      platforms = linux-x86_64
      linux-x86_64.needs = glibc 2.35 or later
      linux-x86_64.obor = libobor.so
      linux-x86_64.folder = libc10.so libtorch_cpu.so ?libtorch_cuda.so
      linux-x86_64.openmp.dependency = org.bytedeco:pytorch:2.10.0-1.5.13:linux-x86_64
      linux-x86_64.openmp.artifact = obor-cpu
      linux-x86_64.openmp.resources = torch/linux
      linux-x86_64.openmp.open = libgomp.so.1
      linux-x86_64.openblas.dependency = org.bytedeco:openblas:0.3.31-1.5.13:linux-x86_64
      linux-x86_64.openblas.artifact = obor-cpu
      linux-x86_64.openblas.resources = blas/linux
      linux-x86_64.openblas.open = libgfortran.so.5 libopenblas.so.0
      linux-x86_64.mkl.dependency = org.bytedeco:mkl:2025.3-1.5.13:linux-x86_64-redist
      linux-x86_64.mkl.artifact = obor-mkl
      linux-x86_64.mkl.resources = mkl/linux
      linux-x86_64.mkl.open = libmkl_rt.so.2->libopenblas.so.0
      linux-x86_64.mkl.beside = libmkl_core.so.2
      linux-x86_64.libtorch.dependency = org.bytedeco:pytorch:2.10.0-1.5.13:linux-x86_64
      linux-x86_64.libtorch.artifact = obor-cpu
      linux-x86_64.libtorch.resources = torch/linux
      linux-x86_64.libtorch.open = libc10.so libtorch_cpu.so
      """;
  static final int SIZE = 300_000;

  final Path root;
  final Path cache;
  final Path temporary;
  final Properties properties = new Properties();
  final Map<String, String> variables = new LinkedHashMap<>();
  Processor processor = new Processor(false, false);
  final List<String> opened = new ArrayList<>();
  private final List<URL> urls = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  FakePlatform(Path root) throws IOException {
    this.root = root;
    cache = root.resolve("cache").resolve("obor");
    temporary = Files.createDirectories(root.resolve("tmp"));
    properties.setProperty("os.name", "Linux");
    properties.setProperty("os.arch", "amd64");
    properties.setProperty("obor.cache", cache.toString());
    properties.setProperty("java.io.tmpdir", temporary.toString());
  }

  /** Adds every jar but MKL's. */
  FakePlatform addAll() throws IOException {
    addTorch("2.10.0-1.5.13");
    addJar("openblas.jar", "blas/linux/libgfortran.so.5", "blas/linux/libopenblas.so.0");
    return addObor();
  }

  FakePlatform addTorch(String version) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : List.of("libgomp.so.1", "libc10.so", "libtorch_cpu.so")) {
      entries.put("torch/linux/" + name, content(name));
    }
    entries.put(
        "META-INF/maven/org.bytedeco/pytorch/pom.properties",
        ("version=" + version + "\n").getBytes(StandardCharsets.UTF_8));
    return addJar("pytorch with a space.jar", entries);
  }

  FakePlatform addMkl() throws IOException {
    return addJar("mkl.jar", "mkl/linux/libmkl_rt.so.2", "mkl/linux/libmkl_core.so.2");
  }

  FakePlatform addObor() throws IOException {
    return addJar("obor.jar", "dev/obor/native/linux-x86_64/libobor.so");
  }

  FakePlatform addJar(String name, String... resources) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String resource : resources) {
      entries.put(resource, content(resource));
    }
    return addJar(name, entries);
  }

  private FakePlatform addJar(String name, Map<String, byte[]> entries) throws IOException {
    Path jar = root.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    urls.add(jar.toUri().toURL());
    return this;
  }

  /** Adds a resource outside any jar. */
  Path addFile(String resource) throws IOException {
    Path folder = root.resolve("classes");
    Path file = folder.resolve(resource);
    Files.createDirectories(file.getParent());
    Files.write(file, content(resource));
    try {
      urls.add(folder.toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  /** Bytes that differ from library to library and hardly compress. */
  static byte[] content(String resource) {
    byte[] bytes = new byte[SIZE];
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    new Random(name.hashCode()).nextBytes(bytes);
    return bytes;
  }

  ClassLoader loader() {
    URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), null);
    loaders.add(loader);
    return loader;
  }

  Settings settings() {
    return new Settings(properties, variables, processor);
  }

  static PlatformTable table() {
    try {
      return PlatformTable.read(new ByteArrayInputStream(TABLE.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static PlatformRow row() {
    return table().row("linux-x86_64");
  }

  /** Loads as a program would, but notes down what it would have opened. */
  LoadReport load() {
    opened.clear();
    return new Loading(settings(), table(), loader(), opened::add).run(report -> {});
  }

  /** Returns the names of what was opened, in order. */
  List<String> openedNames() {
    return opened.stream().map(file -> String.valueOf(Path.of(file).getFileName())).toList();
  }

  /** Returns every file and folder below a folder, as paths from it. */
  static Set<String> tree(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      Set<String> names = new TreeSet<>();
      paths
          .filter(path -> !path.equals(folder))
          .forEach(path -> names.add(folder.relativize(path).toString().replace('\\', '/')));
      return names;
    }
  }

  @Override
  public void close() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }
}
