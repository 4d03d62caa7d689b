package dev.obor.tutorials;

import static dev.obor.tutorials.PrintedAlike.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.tutorials.NoteFixture.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the sections of a note have printed, to be compared with the fixture. */
final class RecordedNote {
  private final String note;
  private final SectionRecorder recorder;
  private final Map<String, String> inJava;

  /**
   * Makes a comparison.
   *
   * @param inJava what Java prints otherwise than Python, by block
   */
  RecordedNote(String note, SectionRecorder recorder, Map<String, String> inJava) {
    this.note = note;
    this.recorder = recorder;
    this.inJava = inJava;
  }

  /** Makes a comparison with what {@link JavaForms} has for the note. */
  RecordedNote(String note, SectionRecorder recorder) {
    this(note, recorder, JavaForms.of(note));
  }

  /** Compares all sections; returns the blocks that printed just what the note shows. */
  List<String> assertPrintsWhatPythonPrinted() {
    Map<String, Output> outputs = NoteFixture.outputs(note);
    List<String> exact = new ArrayList<>();
    for (Port port : Port.all()) {
      List<String> blocks = port.blocks().stream().filter(b -> b.startsWith(note + "-")).toList();
      if (blocks.isEmpty()) {
        continue;
      }
      String printed = recorder.printedBy(port);
      StringBuilder expected = new StringBuilder();
      for (String block : blocks) {
        expected.append(expected(block, outputs.getOrDefault(block, Output.NONE)));
      }
      List<String> asInNote = blocks.stream().filter(b -> isAsInNote(b, outputs)).toList();
      boolean isAll =
          blocks.stream().allMatch(b -> asInNote.contains(b) || !outputs.containsKey(b));
      if (isAll || printed.equals(expected.toString())) {
        assertThat(printed).as(port.name()).isEqualTo(expected.toString());
        exact.addAll(asInNote);
      } else {
        assertAlike(port.name(), printed, expected.toString());
      }
    }
    assertThat(outputs.keySet()).as("has no output").containsAll(inJava.keySet());
    return exact;
  }

  /** Compares what a section printed with what the note shows, for data that is the note's own. */
  void assertPrintsTheNote(Port port) {
    Map<String, Output> outputs = NoteFixture.outputs(note);
    StringBuilder expected = new StringBuilder();
    for (String block : port.blocks()) {
      Output output = outputs.getOrDefault(block, Output.NONE);
      String text = output.note() == null ? expected(block, output) : output.note();
      expected.append(text);
    }
    assertThat(recorder.printedBy(port)).as(port.name()).isEqualTo(expected.toString());
  }

  private boolean isAsInNote(String block, Map<String, Output> outputs) {
    Output output = outputs.getOrDefault(block, Output.NONE);
    return !inJava.containsKey(block) && (output.isAsInNote() || output.error() != null);
  }

  private String expected(String block, Output output) {
    String java = inJava.get(block);
    if (java != null) {
      return java;
    }
    String text = (output.run() == null ? "" : output.run());
    return output.error() == null ? text : text + output.error();
  }
}
