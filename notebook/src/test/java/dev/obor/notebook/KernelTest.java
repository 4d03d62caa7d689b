package dev.obor.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel as Jupyter finds it; the notebooks run in it. */
class KernelTest {
  @TempDir Path folder;

  private List<String> texts() throws IOException {
    Path file = folder.resolve(Path.of("share", "jupyter", "kernels", "obor", "kernel.json"));
    List<String> texts = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue() || token == JsonToken.FIELD_NAME) {
          texts.add(json.getText());
        }
      }
    }
    return texts;
  }

  @Test
  void specificationNamesTheJavaThatRunsAndItsClassPath() throws Exception {
    Kernel.start("--install", "--prefix", folder.toString(), "--startup", "begin.jsh");
    List<String> texts = texts();
    assertThat(texts).startsWith("argv").endsWith(Path.of("begin.jsh").toAbsolutePath().toString());
    assertThat(texts)
        .containsSubsequence(
            "dev.obor.notebook.Kernel", "{connection_file}", "display_name", "Java with Obor");
    assertThat(Path.of(texts.get(1))).startsWith(Path.of(System.getProperty("java.home")));
    for (String entry : texts.get(texts.indexOf("-cp") + 1).split(File.pathSeparator, -1)) {
      assertThat(Path.of(entry)).isAbsolute();
    }
  }

  @Test
  void whatIsNoOptionIsNamed() {
    assertThatThrownBy(() -> Kernel.start("--install", "--folder", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not --folder x");
    assertThatThrownBy(() -> Kernel.start("--install", "--prefix"))
        .hasMessageContaining("not --prefix");
    assertThatThrownBy(() -> Kernel.start("--instal")).hasMessageContaining("[--instal]");
    assertThatThrownBy(Kernel::start).hasMessageContaining("[]");
  }

  @Test
  void connectionFileMustBeThere() {
    assertThatThrownBy(() -> Kernel.start(folder.resolve("none.json").toString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void onlyTcpIsSpoken() throws IOException, GeneralSecurityException {
    Path file = folder.resolve("connection.json");
    Files.writeString(
        file,
        "{\"transport\": \"ipc\", \"ip\": \"x\", \"shell_port\": 1, \"iopub_port\": 2,"
            + " \"stdin_port\": 3, \"control_port\": 4, \"hb_port\": 5, \"key\": \"k\","
            + " \"signature_scheme\": \"hmac-sha256\"}");
    assertThatThrownBy(() -> Kernel.start(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not over ipc");
  }
}
