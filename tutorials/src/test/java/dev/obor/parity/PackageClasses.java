package dev.obor.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The compiled classes of a package, in folders and jars of the class path. */
final class PackageClasses {
  private static final Map<String, List<String>> KNOWN = new ConcurrentHashMap<>();

  private PackageClasses() {}

  /** The full names of a package's outer classes, sorted; none when there is no such package. */
  static Stream<String> in(String name) {
    return KNOWN.computeIfAbsent(name, PackageClasses::find).stream();
  }

  private static List<String> find(String name) {
    Map<String, String> found = new TreeMap<>();
    String folder = name.replace('.', '/');
    try {
      for (URL url : Collections.list(loader().getResources(folder))) {
        for (String file : files(url.toURI(), folder)) {
          if (file.endsWith(".class") && !file.contains("$") && !file.contains("-info")) {
            String simple = file.substring(0, file.length() - ".class".length());
            found.put(simple, name + "." + simple);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return List.copyOf(found.values());
  }

  private static ClassLoader loader() {
    return PackageClasses.class.getClassLoader();
  }

  private static List<String> files(URI where, String folder) throws IOException {
    if (!where.getScheme().equals("jar")) {
      return names(Path.of(where));
    }
    try (FileSystem jar = FileSystems.newFileSystem(where, Map.of())) {
      return names(jar.getPath("/" + folder));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
