package dev.obor.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hash that ties a built native library to the sources that it was built from. */
final class BuildId {
  private final Map<String, byte[]> parts = new TreeMap<>();

  void add(String name, String text) {
    // A checkout with other line ends is still the same source.
    parts.put(name, text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Adds every file below a folder whose name ends in the given way. */
  void addFolder(String name, Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(
              file -> Files.isRegularFile(file) && file.getFileName().toString().endsWith(suffix))
          .forEach(
              file -> {
                String relative = folder.relativize(file).toString().replace('\\', '/');
                try {
                  add(name + "/" + relative, Files.readString(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  /** The first 16 bytes of the SHA-256 over all parts, as hexadecimal digits. */
  String value() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(
          (name, bytes) -> {
            digest.update((name + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
