package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.parity.ProjectFiles;
import org.junit.jupiter.api.Test;

/** Keeps the page of the notes up to date. */
class NotesPageTest {
  @Test
  void pageSaysWhatIsPorted() {
    String page = new NotesPage().markdown();
    if (Boolean.getBoolean("obor.notes.write")) {
      ProjectFiles.write(NotesPage.FILE, page);
    }
    assertThat(ProjectFiles.text(NotesPage.FILE))
        .as("run " + NotesPage.COMMAND + " and commit what it writes")
        .isEqualTo(page);
  }

  @Test
  void pageHasARowForEveryPortedBlock() {
    String page = new NotesPage().markdown();
    for (Port port : Port.all()) {
      for (String block : port.blocks()) {
        assertThat(page).containsOnlyOnce("| " + block + " | ");
      }
    }
  }
}
