package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code record_notes.py} wrote: the blocks of the notes, and what they print. */
final class NoteFixture {
  /**
   * What a block prints.
   *
   * @param note what the note shows, where PyTorch prints the same today; otherwise null
   * @param run what Python printed with the seed and the digits of the tests; null for nothing
   * @param error the text of the error that the block raises
   */
  record Output(@Nullable String note, @Nullable String run, @Nullable String error) {
    static final Output NONE = new Output(null, null, null);

    /** Whether the run printed what the note shows. */
    boolean isAsInNote() {
      return note != null && note.equals(run);
    }
  }

  private NoteFixture() {}

  /** All blocks in their order, such as {@code 000-01}. */
  static List<String> blocks() {
    return read("blocks.txt").lines().toList();
  }

  /** The notes in their order: 000 and so on. */
  static List<String> notes() {
    return blocks().stream().map(NoteFixture::noteOf).distinct().toList();
  }

  static String noteOf(String block) {
    return block.substring(0, 3);
  }

  /** Whether what the blocks of a note print has been recorded. */
  static boolean isRecorded(String note) {
    return NoteFixture.class.getResource("notes/" + note + ".txt") != null;
  }

  /** What each block of a note prints; blocks that print nothing are missing. */
  static Map<String, Output> outputs(String note) {
    Map<String, Map<String, StringBuilder>> texts = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (String line : read(note + ".txt").split("(?<=\n)", -1)) {
      if (line.startsWith("== ")) {
        String[] words = line.strip().split(" ", -1);
        text = new StringBuilder();
        texts.computeIfAbsent(words[1], block -> new LinkedHashMap<>()).put(words[2], text);
      } else {
        text.append(line);
      }
    }
    Map<String, Output> outputs = new LinkedHashMap<>();
    texts.forEach(
        (block, kinds) ->
            outputs.put(
                block,
                new Output(
                    text(kinds.get("note")), text(kinds.get("run")), text(kinds.get("error")))));
    return outputs;
  }

  private static @Nullable String text(@Nullable StringBuilder text) {
    return text == null ? null : text.toString();
  }

  private static String read(String name) {
    try (InputStream in = NoteFixture.class.getResourceAsStream("notes/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no fixture " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
