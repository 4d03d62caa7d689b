package dev.obor.load;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds libraries on the class path.
 *
 * <p>Sizes and checksums come from the directory of the jar, which costs a millisecond where
 * reading the library would cost a second. The jars stay open until this is closed.
 */
final class ClassPath implements AutoCloseable {
  private final ClassLoader loader;
  private final Map<Path, ZipFile> jars = new HashMap<>();

  ClassPath(ClassLoader loader) {
    this.loader = loader;
  }

  /** Returns whether there is such a resource. */
  boolean has(String resource) {
    return loader.getResource(resource) != null;
  }

  /**
   * Returns the library that a resource holds, or null where there is no such resource.
   *
   * @param resource the name of the resource
   * @param fileName the name under which it is to be laid out
   */
  @Nullable PackedLibrary find(String resource, String fileName) {
    URL url = loader.getResource(resource);
    if (url == null) {
      return null;
    }
    try {
      if (url.getProtocol().equals("file")) {
        return unpacked(Path.of(URI.create(url.toString())), fileName);
      }
      Path jar = jarOf(url);
      return jar == null ? elsewhere(url, fileName) : inJar(jar, resource, fileName);
    } catch (IOException e) {
      throw new NativeLoadException(
          "Obor could not read "
              + url
              + ": "
              + e.getMessage()
              + "\nThe jar is damaged: delete it, so that Maven fetches it again.",
          e);
    }
  }

  /**
   * Returns the version that Maven wrote into the jar of a resource, or null where it cannot be
   * told.
   *
   * @param resource a resource of the artifact
   * @param dependency the artifact; its own version plays no part
   */
  @Nullable String versionOf(String resource, Dependency dependency) {
    URL url = loader.getResource(resource);
    Path jar = url == null ? null : jarOf(url);
    if (jar == null) {
      return null;
    }
    try {
      ZipFile zip = open(jar);
      ZipEntry entry =
          zip.getEntry(
              "META-INF/maven/"
                  + dependency.group()
                  + "/"
                  + dependency.artifact()
                  + "/pom.properties");
      if (entry == null || entry.getSize() > 10_000) {
        return null;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        Properties properties = new Properties();
        properties.load(in);
        return properties.getProperty("version");
      }
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static PackedLibrary unpacked(Path file, String fileName) throws IOException {
    File stream = file.toFile();
    return new PackedLibrary(
        fileName,
        String.valueOf(file.getParent()),
        file,
        Files.size(file),
        Files.getLastModifiedTime(file).toMillis(),
        false,
        () -> new FileInputStream(stream));
  }

  private PackedLibrary inJar(Path jar, String resource, String fileName) throws IOException {
    ZipFile zip = open(jar);
    ZipEntry entry = zip.getEntry(resource);
    if (entry == null) {
      throw new IOException("the jar has no entry " + resource);
    }
    return new PackedLibrary(
        fileName,
        jar.toString(),
        null,
        entry.getSize(),
        entry.getCrc(),
        true,
        () -> zip.getInputStream(entry));
  }

  /** A jar inside a jar, or something that another class loader made up. */
  private static PackedLibrary elsewhere(URL url, String fileName) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    JarEntry entry = connection instanceof JarURLConnection jar ? jar.getJarEntry() : null;
    boolean crc = entry != null && entry.getCrc() >= 0;
    long size = entry == null ? connection.getContentLengthLong() : entry.getSize();
    if (size < 0) {
      throw new IOException("its size is not known");
    }
    long stamp = crc && entry != null ? entry.getCrc() : connection.getLastModified();
    connection.getInputStream().close();
    return new PackedLibrary(
        fileName,
        url.toString(),
        null,
        size,
        stamp,
        crc,
        () -> {
          URLConnection again = url.openConnection();
          again.setUseCaches(false);
          return again.getInputStream();
        });
  }

  /** Returns the jar of a resource where it is a file of its own. */
  private static @Nullable Path jarOf(URL url) {
    String spec = url.getFile();
    int end = spec.indexOf("!/");
    if (!url.getProtocol().equals("jar") || end < 0 || spec.indexOf("!/", end + 2) >= 0) {
      return null;
    }
    try {
      URI uri = URI.create(spec.substring(0, end));
      return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  private ZipFile open(Path jar) throws IOException {
    ZipFile open = jars.get(jar);
    if (open == null) {
      open = new ZipFile(jar.toFile());
      jars.put(jar, open);
    }
    return open;
  }

  @Override
  public void close() {
    for (ZipFile jar : jars.values()) {
      try {
        jar.close();
      } catch (IOException e) {
        // It was only read: nothing is lost.
      }
    }
  }
}
