package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the ports to the blocks of the notes. */
class NotesTest {
  private static final List<Port> PORTS = Port.all();

  private static List<String> ported() {
    return PORTS.stream().flatMap(port -> port.blocks().stream()).toList();
  }

  /** The notes of which something has been ported. */
  static Stream<String> notes() {
    return NoteFixture.notes().stream()
        .filter(note -> ported().stream().anyMatch(block -> block.startsWith(note + "-")));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void everyBlockIsPortedOnce(String note) {
    assertThat(ported().stream().filter(block -> block.startsWith(note + "-")))
        .containsExactlyInAnyOrderElementsOf(
            NoteFixture.blocks().stream().filter(block -> block.startsWith(note + "-")).toList());
  }

  @Test
  void everyPortedBlockIsInANote() {
    assertThat(NoteFixture.blocks()).containsAll(ported());
  }

  @Test
  void allNotesArePorted() {
    assertThat(notes()).containsExactly("000", "001", "002", "003", "004");
  }

  @Test
  void theBlocksOfAPortAreInTheNotesOrder() {
    for (Port port : PORTS) {
      List<Integer> places = new ArrayList<>();
      port.blocks().forEach(block -> places.add(NoteFixture.blocks().indexOf(block)));
      assertThat(places).as(port.name()).isSorted().isNotEmpty();
    }
  }

  @Test
  void aPortIsAMethodOfItsOwnName() {
    for (Port port : PORTS) {
      long namesakes =
          Arrays.stream(port.type().getDeclaredMethods())
              .filter(method -> method.getName().equals(port.method()))
              .count();
      assertThat(namesakes).as(port.name()).isEqualTo(port.method().isEmpty() ? 0 : 1);
    }
  }
}
