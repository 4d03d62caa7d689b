package dev.obor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  private static final String RESOURCE = "torch/linux/libc10.so";

  @TempDir Path root;

  @Test
  void aLibraryInAJarHasTheChecksumOfTheJar() throws IOException {
    CRC32 crc = new CRC32();
    crc.update(FakePlatform.content(RESOURCE));
    try (FakePlatform platform = new FakePlatform(root).addAll();
        ClassPath classPath = new ClassPath(platform.loader())) {
      PackedLibrary library = Objects.requireNonNull(classPath.find(RESOURCE, "renamed.so"));

      assertThat(library.fileName()).isEqualTo("renamed.so");
      assertThat(library.size()).isEqualTo(FakePlatform.SIZE);
      assertThat(library.crc()).isTrue();
      assertThat(library.stamp()).isEqualTo(crc.getValue());
      assertThat(library.file()).isNull();
      assertThat(classPath.has(RESOURCE)).isTrue();
      assertThat(classPath.has(RESOURCE + "x")).isFalse();
      assertThat(classPath.find(RESOURCE + "x", "x")).isNull();
      assertThat(
              classPath.versionOf(
                  RESOURCE, Dependency.parse("org.bytedeco:pytorch:1:linux-x86_64")))
          .isEqualTo("2.10.0-1.5.13");
      assertThat(classPath.versionOf(RESOURCE, Dependency.parse("a:b:1"))).isNull();
    }
  }

  @Test
  void aClassLoaderWithUrlsOfItsOwnWorks() throws IOException {
    byte[] bytes = FakePlatform.content(RESOURCE);
    try (ClassPath classPath = new ClassPath(new OwnUrls(bytes, bytes.length))) {
      PackedLibrary library = Objects.requireNonNull(classPath.find(RESOURCE, "libc10.so"));

      assertThat(library.size()).isEqualTo(bytes.length);
      assertThat(library.crc()).isFalse();
      Path file = root.resolve("libc10.so");
      Extraction.copy(library, file, true);
      assertThat(file).hasBinaryContent(bytes);
      assertThat(classPath.versionOf(RESOURCE, Dependency.parse("a:b:1"))).isNull();
    }
  }

  @Test
  void aUrlThatTellsNoSizeIsRefused() {
    try (ClassPath classPath = new ClassPath(new OwnUrls(new byte[1], -1))) {
      assertThatThrownBy(() -> classPath.find(RESOURCE, "libc10.so"))
          .isInstanceOf(NativeLoadException.class)
          .hasMessageContaining("memory:")
          .hasMessageContaining("size is not known");
    }
  }

  @Test
  void aJarThatIsNoneIsNamed() throws IOException {
    Path jar = root.resolve("broken.jar");
    Files.writeString(jar, "not a jar");
    URL url = new URL("jar:" + jar.toUri() + "!/" + RESOURCE);
    ClassLoader loader =
        new ClassLoader(null) {
          @Override
          public URL getResource(String name) {
            return url;
          }
        };
    try (ClassPath classPath = new ClassPath(loader)) {
      assertThatThrownBy(() -> classPath.find(RESOURCE, "libc10.so"))
          .isInstanceOf(NativeLoadException.class)
          .hasMessageContaining("broken.jar")
          .hasMessageContaining("The jar is damaged");
    }
  }

  /**
   * A class loader as servers and boot loaders have them, whose URLs are neither files nor jars.
   */
  private static final class OwnUrls extends ClassLoader {
    private final byte[] bytes;
    private final long size;

    OwnUrls(byte[] bytes, long size) {
      super(null);
      this.bytes = bytes;
      this.size = size;
    }

    @Override
    public URL getResource(String name) {
      try {
        return new URL(null, "memory:/" + name, new Handler());
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    private final class Handler extends URLStreamHandler {
      @Override
      protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
          @Override
          public void connect() {}

          @Override
          public long getContentLengthLong() {
            return size;
          }

          @Override
          public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
          }
        };
      }
    }
  }
}
