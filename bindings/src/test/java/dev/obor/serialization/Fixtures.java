package dev.obor.serialization;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files that checkpoint_goldens.py has written. */
final class Fixtures {
  private Fixtures() {}

  static Path folder() {
    URL marker = Objects.requireNonNull(Fixtures.class.getResource("none.pt"));
    try {
      return Objects.requireNonNull(Path.of(marker.toURI()).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path file(String name) {
    return folder().resolve(name);
  }

  /** The names of all files of a folder that hold a checkpoint. */
  static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pt"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of the twin of a file: what stands before the first dot. */
  static String twin(String name) {
    return name.substring(0, name.indexOf('.'));
  }
}
