package dev.obor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a 64-bit ELF library says about itself: the symbols that it has and those that it needs. */
final class ElfFile {
  private static final int SYMBOLS = 11;
  private static final int NEEDED_VERSIONS = 0x6ffffffe;
  private static final int HEADER_SIZE = 64;
  private static final int SYMBOL_SIZE = 24;

  private final ByteBuffer bytes;

  /** A table of the file. */
  private record Section(int type, long offset, long size, int link, int info) {}

  private ElfFile(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the tables of a library; the code between them is not read. */
  static ElfFile read(Path file) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes);
      }
      bytes.flip();
      ElfFile elf = new ElfFile(bytes);
      boolean known =
          bytes.limit() >= HEADER_SIZE
              && elf.bytes.getInt(0) == 0x464c457f
              && bytes.get(4) == 2
              && bytes.get(5) == 1;
      if (!known) {
        throw new IOException(file + " is no 64-bit little-endian ELF file");
      }
      return elf;
    }
  }

  private List<Section> sections() {
    long table = bytes.getLong(40);
    int entrySize = bytes.getShort(58);
    int count = bytes.getShort(60);
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = Math.toIntExact(table + (long) i * entrySize);
      sections.add(
          new Section(
              bytes.getInt(at + 4),
              bytes.getLong(at + 24),
              bytes.getLong(at + 32),
              bytes.getInt(at + 40),
              bytes.getInt(at + 44)));
    }
    return sections;
  }

  private Section section(int type) {
    return sections().stream()
        .filter(section -> section.type() == type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no section of type " + type));
  }

  private String text(Section symbols, long offset) {
    int start = Math.toIntExact(sections().get(symbols.link()).offset() + offset);
    int end = start;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    bytes.get(start, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  /** The names of the functions that the library has for others. */
  List<String> exported() {
    Section symbols = section(SYMBOLS);
    List<String> names = new ArrayList<>();
    for (long at = symbols.offset(); at < symbols.offset() + symbols.size(); at += SYMBOL_SIZE) {
      int entry = Math.toIntExact(at);
      boolean defined = bytes.getShort(entry + 6) != 0;
      if (defined) {
        names.add(text(symbols, Integer.toUnsignedLong(bytes.getInt(entry))));
      }
    }
    return names;
  }

  /** The versions of symbols that other libraries must have, such as {@code GLIBC_2.14}. */
  List<String> neededVersions() {
    Section needed = section(NEEDED_VERSIONS);
    List<String> versions = new ArrayList<>();
    int file = Math.toIntExact(needed.offset());
    for (int i = 0; i < needed.info(); i++) {
      int version = file + bytes.getInt(file + 8);
      for (int j = 0; j < bytes.getShort(file + 2); j++) {
        versions.add(text(needed, Integer.toUnsignedLong(bytes.getInt(version + 8))));
        version += bytes.getInt(version + 12);
      }
      file += bytes.getInt(file + 12);
    }
    return versions;
  }
}
