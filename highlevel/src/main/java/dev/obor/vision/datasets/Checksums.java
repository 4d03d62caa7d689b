package dev.obor.vision.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checksums of files: MD5, or SHA-256 where the expected one has 64 digits or says so, with the
 * digits that it begins with.
 */
final class Checksums {
  /** Stands before the first digits of a SHA-256. */
  static final String SHA256 = "sha256:";

  private Checksums() {}

  static boolean matches(Path file, String expected) throws IOException {
    String digits = expected.toLowerCase(Locale.ROOT);
    String found = of(file, expected);
    return digits.startsWith(SHA256)
        ? found.startsWith(digits.substring(SHA256.length()))
        : found.equals(digits);
  }

  /** The checksum of the kind of a given one; without one MD5. */
  static String of(Path file, @Nullable String like) throws IOException {
    MessageDigest digest;
    try {
      boolean isSha256 = like != null && (like.length() == 64 || like.startsWith(SHA256));
      digest = MessageDigest.getInstance(isSha256 ? "SHA-256" : "MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java runtime lacks a checksum that all must have", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
