package dev.obor.serialization;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Makes checkpoint files of arbitrary content, with right sums and sizes. */
final class Archives {
  private Archives() {}

  /** A pickle, one instruction a word: a character, or {@code \\xNN}. */
  static byte[] pickle(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] of(Map<String, byte[]> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CheckpointZipWriter zip = new CheckpointZipWriter(Channels.newChannel(out));
    for (Map.Entry<String, byte[]> record : records.entrySet()) {
      zip.add(record.getKey(), record.getValue());
    }
    zip.finish();
    return out.toByteArray();
  }

  /** An archive with nothing but a pickle. */
  static byte[] of(String pickle) throws IOException {
    return of(Map.of("data.pkl", pickle(pickle)));
  }

  /** The entries of an archive by their names without the folder. */
  static Map<String, byte[]> records(Path file) throws IOException {
    Map<String, byte[]> records = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName().substring("archive/".length());
        records.put(name, zip.getInputStream(entry).readAllBytes());
      }
    }
    return records;
  }

  /** The same entries, compressed, as somebody may have packed them again. */
  static byte[] compressed(Map<String, byte[]> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        zip.putNextEntry(new ZipEntry("archive/" + record.getKey()));
        zip.write(record.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  static Path file(Path folder, byte[] content) throws IOException {
    return Files.write(folder.resolve("made.pt"), content);
  }
}
