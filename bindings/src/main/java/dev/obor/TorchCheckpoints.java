package dev.obor;

import dev.obor.serialization.LoadOptions;
import dev.obor.serialization.OrderedDict;
import dev.obor.serialization.Serialization;
import dev.obor.serialization.Tuple;
import dev.obor.serialization.UnpicklingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link Torch} that writes and reads checkpoints. */
// What a file holds has the type that the caller expects, as in Python, without a cast.
@SuppressWarnings("TypeParameterUnusedInFormals")
public abstract sealed class TorchCheckpoints extends TorchSettings permits Torch {
  TorchCheckpoints() {}

  /**
   * Writes an object into a file that Python's {@code torch.load} reads: {@code torch.save(object,
   * file)}.
   *
   * <p>What can be written: tensors of every dtype, with their strides, sharing one another's
   * memory as before; {@code null}, truth values, numbers and strings; maps as {@code dict}, {@link
   * OrderedDict} and with it a module's state dict as {@code collections.OrderedDict}, sets as
   * {@code set}, other collections as {@code list}, arrays, records and {@link Tuple} as {@code
   * tuple}, but {@code byte[]} as {@code bytes}; sizes, dtypes, devices and layouts; and all of
   * these in one another.
   *
   * <p>The file is written beside its place and moved there when it is whole: after a crash the old
   * file is there or the new one.
   *
   * <pre>{@code
   * Torch.save(model.stateDict(), Path.of("model.pt"));
   * // Python: model.load_state_dict(torch.load("model.pt"))
   * }</pre>
   *
   * @throws IOException if the file cannot be written; its folder must exist
   * @throws TypeException if the object, or something in it, is of another class
   */
  public static void save(@Nullable Object object, Path file) throws IOException {
    Serialization.save(object, file);
  }

  /**
   * The same with the file's name.
   *
   * @throws IOException as for {@link #save(Object, Path)}
   */
  public static void save(@Nullable Object object, String file) throws IOException {
    save(object, Path.of(file));
  }

  /**
   * The same into a stream, which stays open.
   *
   * @throws IOException if writing fails
   */
  public static void save(@Nullable Object object, OutputStream out) throws IOException {
    Serialization.save(object, out);
  }

  /**
   * Reads a file that {@code torch.save} has written, in Java or in Python: {@code
   * torch.load(file)}.
   *
   * <p>A {@code dict} comes as a {@code LinkedHashMap}, {@code collections.OrderedDict} as an
   * {@link OrderedDict}, {@code list} as an {@code ArrayList}, {@code tuple} as a {@link Tuple},
   * {@code set} as a {@code LinkedHashSet}, {@code int} as a {@code Long} or, where it is too
   * large, a {@code BigInteger}, {@code float} as a {@code Double}, {@code bytes} as {@code
   * byte[]}. Tensors have the dtype, strides and shared memory that they had, and belong to the
   * caller's scope or the collector.
   *
   * <p>Nothing in a file is run: whatever is neither a tensor nor plain data is refused, as {@code
   * weights_only=True} does in Python. The result has the type that the caller gives it; a wrong
   * one shows as a {@code ClassCastException} there.
   *
   * <pre>{@code
   * model.loadStateDict(Torch.load(Path.of("model.pt")));
   * }</pre>
   *
   * @throws IOException if the file cannot be read
   * @throws UnpicklingException if the file holds something else
   * @throws TorchException if the file is damaged, or tensors were on a device that is not there
   */
  public static <T extends @Nullable Object> T load(Path file) throws IOException {
    return load(file, o -> {});
  }

  /**
   * The same with Python's keyword arguments: {@code torch.load(file, map_location=…, mmap=…,
   * weights_only=…)}.
   *
   * <pre>{@code
   * Map<String, Tensor> weights = Torch.load(Path.of("large.pt"), o -> o.mmap(true));
   * }</pre>
   *
   * @throws IOException as for {@link #load(Path)}
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the caller says what he expects, null included
  public static <T extends @Nullable Object> T load(Path file, Consumer<LoadOptions> options)
      throws IOException {
    return (T) Serialization.load(file, options);
  }

  /**
   * The same with the file's name.
   *
   * @throws IOException as for {@link #load(Path)}
   */
  public static <T extends @Nullable Object> T load(String file) throws IOException {
    return load(Path.of(file));
  }

  /**
   * The same with the file's name and keyword arguments.
   *
   * @throws IOException as for {@link #load(Path)}
   */
  public static <T extends @Nullable Object> T load(String file, Consumer<LoadOptions> options)
      throws IOException {
    return load(Path.of(file), options);
  }

  /**
   * The same from a stream, which is read to its end and stays open.
   *
   * @throws IOException if reading fails
   */
  public static <T extends @Nullable Object> T load(InputStream in) throws IOException {
    return load(in, o -> {});
  }

  /**
   * The same from a stream with keyword arguments; a stream cannot be mapped into memory.
   *
   * @throws IOException if reading fails
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // the caller says what he expects, null included
  public static <T extends @Nullable Object> T load(InputStream in, Consumer<LoadOptions> options)
      throws IOException {
    return (T) Serialization.load(in, options);
  }
}
