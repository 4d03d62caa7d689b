package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Obor's side of {@code ci/checkpoints.sh}: reads files that Python has just written, compares them
 * with what they should hold, and writes the same objects for Python.
 *
 * <p>Usage: {@code CheckpointExchange FOLDER-OF-PYTHON FOLDER-OF-OBOR}.
 */
public final class CheckpointExchange {
  private CheckpointExchange() {}

  /**
   * Runs the exchange.
   *
   * @param arguments the two folders
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    Path python = Path.of(arguments[0]);
    Path obor = Path.of(arguments[1]);
    List<String> names = Fixtures.names(python);
    if (names.size() < CheckpointTwins.all().size()) {
      throw new AssertionError("there are " + names.size() + " files in " + python);
    }
    for (String name : names) {
      for (boolean mapped : new boolean[] {false, true}) {
        if (mapped && name.contains(".legacy")) {
          continue;
        }
        try (Scope scope = Torch.scope()) {
          Object loaded = Torch.load(python.resolve(name), o -> o.mmap(mapped));
          SameValues.assertSame(loaded, CheckpointTwins.of(Fixtures.twin(name)), name);
        }
      }
    }
    for (String name : CheckpointTwins.all().keySet()) {
      try (Scope scope = Torch.scope()) {
        Torch.save(CheckpointTwins.of(name), obor.resolve(name + ".pt"));
      }
    }
    System.out.println(names.size() + " files of Python hold in Obor what they should");
  }
}
