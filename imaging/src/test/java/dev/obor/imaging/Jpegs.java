package dev.obor.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The files of {@code jpeg_goldens.py}. */
final class Jpegs {
  private Jpegs() {}

  /**
   * A file and what Pillow reads out of it.
   *
   * @param pixels the values in the order of the mode's name
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  record Jpeg(String name, String mode, int width, int height, byte[] file, byte[] pixels) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Jpeg> all() {
    try (InputStream packed =
            Objects.requireNonNull(Jpegs.class.getResourceAsStream("jpegs.tsv.gz"));
        GZIPInputStream text = new GZIPInputStream(packed)) {
      return new String(text.readAllBytes(), UTF_8).lines().map(Jpegs::jpeg).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Jpeg named(String name) {
    return all().stream().filter(jpeg -> jpeg.name().equals(name)).findFirst().orElseThrow();
  }

  private static Jpeg jpeg(String line) {
    String[] fields = line.split("\t", -1);
    return new Jpeg(
        fields[0],
        fields[1],
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Base64.getDecoder().decode(fields[4]),
        Base64.getDecoder().decode(fields[5]));
  }
}
