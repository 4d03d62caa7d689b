package dev.obor.serialization;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pickles of plain data that no {@code torch.save} has written: what Python's {@code
 * pickle.load(file, encoding="latin1")} makes of the files of older datasets.
 *
 * <pre>{@code
 * Map<?, ?> batch = (Map<?, ?>) PickledData.read(Path.of("cifar-10-batches-py/test_batch"));
 * PickledArray images = (PickledArray) batch.get("data");
 * }</pre>
 *
 * <p>A pickle is a program that may call anything. This reader calls nothing but what makes an
 * array of bytes, and refuses every other name.
 *
 * <p>All functions may be called from any thread.
 */
public final class PickledData {
  private static final Map<String, PythonFunction> NAMES = new HashMap<>();

  static {
    for (String module : new String[] {"numpy.core.multiarray", "numpy._core.multiarray"}) {
      allow(module + "._reconstruct", (arguments, tensors) -> new PickledArray());
    }
    allow("numpy.ndarray", (arguments, tensors) -> refused("numpy.ndarray"));
    allow(
        "numpy.dtype",
        (arguments, tensors) -> {
          arguments.requireCount(1, 3);
          return new PickledArray.ElementType(arguments.text(0));
        });
    allow("_codecs.encode", (arguments, tensors) -> Globals.encode(arguments));
  }

  private PickledData() {}

  private static void allow(String name, PythonFunction.Body body) {
    NAMES.put(name, new PythonFunction(name, body));
  }

  private static Object refused(String name) {
    throw UnpicklingException.of("Trying to call reduce for unrecognized function " + name);
  }

  private static Object find(String module, String name, ByteSource source) {
    PythonFunction found = NAMES.get(module + "." + name);
    if (found == null) {
      throw UnpicklingException.of(
          "Unsupported global: GLOBAL "
              + module
              + "."
              + name
              + " was not an allowed global by default.\nThe pickle wants to use it, which is not"
              + " for such a file: "
              + source.name());
    }
    return found;
  }

  /**
   * Reads a file.
   *
   * @return texts as {@code String}, whole numbers as {@code Long}, lists, maps and {@link Tuple},
   *     bytes as {@code byte[]}, arrays of NumPy as {@link PickledArray}
   * @throws IOException if the file cannot be read
   * @throws UnpicklingException if it names something else
   * @throws TorchException if it is damaged
   */
  public static @Nullable Object read(Path file) throws IOException {
    try (ByteSource source = ByteSource.open(file)) {
      return read(source);
    }
  }

  /**
   * Reads a stream to its end, otherwise as {@link #read(Path)}.
   *
   * @throws IOException if reading fails
   */
  public static @Nullable Object read(InputStream in) throws IOException {
    try (ByteSource source = ByteSource.read(in)) {
      return read(source);
    }
  }

  private static @Nullable Object read(ByteSource source) throws IOException {
    Unpickler unpickler =
        new Unpickler(
            new PickleInput(source, 0, source.size()),
            new TensorRebuilding(new Locations(LoadOptions.of(o -> {}))),
            id -> {
              throw UnpicklingException.of(
                  "unsupported persistent id encountered\nThe file is " + source.name());
            },
            PickledData::find,
            StandardCharsets.ISO_8859_1);
    try (Scope scope = Torch.scope()) {
      Object value = unpickler.load();
      LoadedValues.keep(value, scope, source);
      return value;
    }
  }
}
