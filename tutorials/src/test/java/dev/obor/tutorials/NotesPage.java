package dev.obor.tutorials;

import dev.obor.parity.ProjectFiles;
import dev.obor.tutorials.NoteFixture.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes {@code docs/notes.md}: the blocks of the notes, and the methods that port them. */
final class NotesPage {
  static final String FILE = "docs/notes.md";
  static final String COMMAND = "ci/notes.sh";

  private static final String HEAD =
      """
      # The notes, block by block

      Five notes teach PyTorch in Python. Each code block of theirs has its twin in Java, in a method that can be read beside it and
      run. `%s` writes this page from the annotations of the methods, and a test keeps it up to date.

      What a method prints is compared by a test with what its blocks print in Python 2.10:

      - **the note's**: what the note shows, the same characters;
      - **the error's**: the text of the error that the block is there for;
      - **Python's**: what Python prints with the same seed and the same data, where the note's own values were drawn without a
        seed, or come from all of MNIST; numbers that a training has computed agree within their printed digits;
      - **Java's**: an object of Java in Python's place.
      """;

  private final List<Port> ports = Port.all();

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
    for (String note : NoteFixture.notes()) {
      List<String> blocks =
          NoteFixture.blocks().stream().filter(b -> NoteFixture.noteOf(b).equals(note)).toList();
      if (blocks.stream().anyMatch(block -> portOf(block) != null)) {
        page.append(table(note, blocks));
      }
    }
    return page.toString();
  }

  private @Nullable Port portOf(String block) {
    return ports.stream().filter(port -> port.blocks().contains(block)).findFirst().orElse(null);
  }

  private String table(String note, List<String> blocks) {
    Map<String, Output> outputs =
        NoteFixture.isRecorded(note) ? NoteFixture.outputs(note) : Map.of();
    Map<String, String> forms = JavaForms.of(note);
    List<String> rows = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    String title = "";
    for (String block : blocks) {
      Port port = portOf(block);
      if (port == null) {
        continue;
      }
      title = title(port);
      String kind =
          forms.containsKey(block) ? "Java's" : kind(outputs.getOrDefault(block, Output.NONE));
      kinds.add(kind);
      rows.add(
          "| %s | %s | [`%s`](../%s) | %s | %s |%n"
              .formatted(
                  block, subject(port), port.name(), port.file(), kind, port.block().differs())
              .replace("\r\n", "\n"));
    }
    return """

        ## %s: %s

        %d blocks: %d print what the note shows, %d the error's text, %d what Python prints with the same seed, %d an object of Java; the
        others print nothing.

        | block | what it shows | Java | prints | otherwise than the note |
        |---|---|---|---|---|
        %s"""
        .formatted(
            note,
            title,
            blocks.size(),
            count(kinds, "the note's"::equals),
            count(kinds, "the error's"::equals),
            count(kinds, "Python's"::equals),
            count(kinds, "Java's"::equals),
            String.join("", rows));
  }

  private static long count(List<String> kinds, Predicate<String> which) {
    return kinds.stream().filter(which).count();
  }

  private static String kind(Output output) {
    if (output.equals(Output.NONE)) {
      return "";
    }
    if (output.error() != null) {
      return "the error's";
    }
    return output.isAsInNote() ? "the note's" : "Python's";
  }

  /** What the package of a port says of the note. */
  private static String title(Port port) {
    String info = port.file().replaceFirst("[^/]+$", "package-info.java");
    String text = ProjectFiles.text(info);
    return sentence(text.substring(text.indexOf("/**") + 3, text.indexOf("*/")))
        .replaceFirst("^The note ", "");
  }

  /** The first sentence of a port's comment, or its name in words. */
  private static String subject(Port port) {
    if (port.block().differs().contains("imports stand at the top")) {
      return "imports";
    }
    String source = ProjectFiles.text(port.file());
    String first = Pattern.quote("\"" + port.blocks().get(0) + "\"");
    Matcher comment =
        Pattern.compile(
                "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@Block\\((?:[^;{}]*?\\{)?[^;{}]*?" + first,
                Pattern.DOTALL)
            .matcher(source);
    String name = port.method().isEmpty() ? port.type().getSimpleName() : port.method();
    return comment.find()
        ? sentence(comment.group(1))
        : name.replaceAll("([A-Z])", " $1").strip().toLowerCase(Locale.ROOT);
  }

  private static String sentence(String comment) {
    String text = comment.replaceAll("\n *\\*", " ").replaceAll("\\s+", " ").strip();
    Matcher end = Pattern.compile("\\.( |$)").matcher(text);
    String first = end.find() ? text.substring(0, end.start()) : text;
    return first.replaceAll("\\{@\\w+ ([^}]*)}", "`$1`").replace("|", "\\|");
  }
}
