package dev.obor.tutorials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.obor.testing.WorkedExample;
import dev.obor.tutorials.NoteFixture.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the stored notebooks to the notes; {@code ci/notebooks.sh} runs them. */
class NotebooksTest {
  private static final int MOST_BYTES = 800_000;

  /**
   * A cell of code.
   *
   * @param blocks the blocks of the note that it has
   * @param text what it prints, and its value
   * @param isPicture whether it shows one
   */
  private record Cell(List<String> blocks, String source, String text, boolean isPicture) {}

  private static Path file(String name) {
    return WorkedExample.projectFile("tutorials/notebooks/" + name + ".ipynb");
  }

  @ParameterizedTest
  @CsvSource({
    "000, learning-notes",
    "001, logistic-regression",
    "002, working-with-images",
    "003, introduction",
    "004, deep-learning"
  })
  void everyBlockIsInOneCellAndTheCellsHaveRun(String note, String name) throws IOException {
    List<Cell> cells = cells(name);
    assertThat(cells.stream().flatMap(cell -> cell.blocks().stream()))
        .containsExactlyInAnyOrderElementsOf(
            NoteFixture.blocks().stream().filter(block -> block.startsWith(note + "-")).toList());
    assertThat(cells)
        .noneMatch(cell -> cell.source().contains("@Block") || cell.source().contains("this."));
    assertThat(cells).anyMatch(Cell::isPicture);
    assertThat(Files.size(file(name))).isLessThan(MOST_BYTES);
  }

  /**
   * Cells that print what Python prints for their blocks, word for word; the others train for fewer
   * epochs, show a picture of Java, or print numbers that are rounded otherwise.
   */
  @ParameterizedTest
  @CsvSource({
    "000, learning-notes, 52",
    "001, logistic-regression, 25",
    "002, working-with-images, 39",
    "003, introduction, 45"
  })
  void cellsPrintWhatPythonPrints(String note, String name, int least) throws IOException {
    Map<String, Output> outputs = NoteFixture.outputs(note);
    List<Cell> alike = new ArrayList<>();
    for (Cell cell : cells(name)) {
      StringBuilder python = new StringBuilder();
      for (String block : cell.blocks()) {
        Output output = outputs.getOrDefault(block, Output.NONE);
        python.append(output.run() == null ? "" : output.run());
        python.append(output.error() == null ? "" : output.error());
      }
      if (!python.isEmpty() && words(python.toString()).equals(words(cell.text()))) {
        alike.add(cell);
      }
    }
    assertThat(alike).hasSizeGreaterThanOrEqualTo(least);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  private static List<Cell> cells(String name) throws IOException {
    List<Cell> cells = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file(name).toFile())) {
      json.nextToken();
      for (Object element : list(map(value(json)).get("cells"))) {
        Map<?, ?> cell = map(element);
        String source = String.valueOf(cell.get("source"));
        if (!"code".equals(cell.get("cell_type"))) {
          continue;
        }
        assertThat(cell.get("execution_count")).as(source).isNotEqualTo("null");
        List<String> blocks = new ArrayList<>();
        list(map(cell.get("metadata")).get("tags")).forEach(tag -> blocks.add((String) tag));
        blocks.remove("varies");
        StringBuilder text = new StringBuilder();
        boolean isPicture = false;
        for (Object each : list(cell.get("outputs"))) {
          Map<?, ?> output = map(each);
          Object type = output.get("output_type");
          assertThat(type).as(source).isNotEqualTo("error");
          Map<?, ?> data = map(output.get("data"));
          isPicture |= data.containsKey("image/png");
          if ("stream".equals(type)) {
            text.append(output.get("text"));
          } else if ("execute_result".equals(type)) {
            text.append(data.get("text/plain"));
          }
        }
        cells.add(new Cell(blocks, source, text.toString(), isPicture));
      }
    }
    return cells;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** The value that begins at the current token: a map, a list or a text. */
  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        map.put(key, value(json));
      }
      return map;
    }
    if (json.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    }
    return json.getText();
  }
}
