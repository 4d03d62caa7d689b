package dev.obor.vision.datasets;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.serialization.Tuple;
import dev.obor.vision.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and writes the files of {@link PhotoTour}. */
final class PatchFiles {
  private static final int SIDE = 64;

  private final Path folder;
  private final Path file;
  private final int most;

  /**
   * Says where the files are.
   *
   * @param folder that of the pictures
   * @param file what holds all patches once they have been read
   * @param most how many patches are taken
   */
  PatchFiles(Path folder, Path file, int most) {
    this.folder = folder;
    this.file = file;
    this.most = most;
  }

  // ---- the file of all patches

  /** Reads the file of all patches, which Java or Python wrote. */
  static Patches load(Path file) {
    try (Scope scope = Torch.scope()) {
      Object content = Torch.load(file);
      if (!(content instanceof List<?> parts) || parts.size() != 3) {
        throw DatasetFiles.damaged(file, "it does not hold patches, labels and matches");
      }
      Tensor data = part(parts.get(0), DType.UINT8, SIDE, 3, file);
      Tensor labels = part(parts.get(1), DType.INT64, null, 1, file);
      Tensor matches = part(parts.get(2), DType.INT64, 3, 2, file);
      return new Patches(data, labels.toLongArray(), matches.toLongArray());
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  /** A tensor of the shape that it must have; one of none may have another. */
  private static Tensor part(
      @Nullable Object value, DType dtype, @Nullable Integer last, int dims, Path file) {
    if (value instanceof Tensor tensor && tensor.dtype() == dtype) {
      long[] shape = tensor.size().toArray();
      boolean fits = shape.length == dims;
      for (int i = 1; i < shape.length; i++) {
        fits &= last == null || shape[i] == last;
      }
      if (fits || (tensor.numel() == 0 && shape.length == 1)) {
        return tensor;
      }
    }
    throw DatasetFiles.damaged(
        file, "it holds " + (value instanceof Tensor t ? t.dtype() + " of " + t.size() : value));
  }

  // ---- pictures and lists

  /** Gets the pictures unless they are there. */
  void download(DataFile archive) {
    if (Files.exists(folder)) {
      return;
    }
    Path root = folder.resolveSibling("");
    Downloads.downloadUrl(archive.url(), root, d -> d.filename(archive.name()).md5(archive.md5()));
    Path zip = root.resolve(archive.name());
    try {
      Path part = Files.createTempDirectory(root, DatasetFiles.name(folder) + ".");
      try {
        Downloads.extractArchive(zip, part);
        Files.move(part, folder);
      } finally {
        delete(part);
      }
      Files.deleteIfExists(zip);
    } catch (IOException e) {
      throw DatasetFiles.failed(zip, e);
    }
  }

  /** Deletes what is left of a folder, if anything is. */
  private static void delete(Path part) throws IOException {
    if (Files.exists(part)) {
      try (Stream<Path> all = Files.walk(part)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Reads the pictures and lists, and writes the file of all patches. */
  Patches read() {
    if (!Files.isDirectory(folder)) {
      throw DatasetFiles.absent("[Errno 2] No such file or directory: '" + folder + "'", folder);
    }
    try (Scope scope = Torch.scope()) {
      Tensor data = patches();
      long[] labels = points();
      long[] matches = matches();
      Tuple content =
          Tuple.of(data, Torch.fromArray(labels), Torch.fromArray(matches, matches.length / 3, 3));
      Torch.save(content, file);
      return new Patches(data, labels, matches);
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  /** The patches of all pictures, in the order of their names. */
  private Tensor patches() {
    List<Path> files = DatasetFiles.list(folder, path -> DatasetFiles.name(path).endsWith("bmp"));
    Tensor data = empty(0);
    int count = 0;
    for (int i = 0; i < files.size() && count < most; i++) {
      try (Scope scope = Torch.scope()) {
        Tensor more = patches(files.get(i));
        int taken = Math.toIntExact(Math.min(more.size(0), most - count));
        if (count + taken > data.size(0)) {
          // All pictures but the last are of one size, so that this is done once.
          long wanted = count + more.size(0) * (files.size() - i);
          Tensor larger = empty(Math.min(most, wanted));
          larger.narrow(0, 0, count).copy_(data.narrow(0, 0, count));
          data.close();
          data = scope.keep(larger);
        }
        data.narrow(0, count, taken).copy_(more.narrow(0, 0, taken));
        count += taken;
      }
    }
    return count == data.size(0) ? data : Torch.clone(data.narrow(0, 0, count));
  }

  private static Tensor empty(long count) {
    return Torch.empty(Torch.size(count, SIDE, SIDE), o -> o.dtype(DType.UINT8));
  }

  /** The patches of a picture, row by row; beyond its edges they are black. */
  private static Tensor patches(Path picture) {
    Pixels pixels = Folder.pixels(picture);
    if (!pixels.mode().isByte() || pixels.bands() != 1) {
      throw new ValueException(
          "cannot reshape array of size "
              + SIDE * SIDE * pixels.bands()
              + " into shape (64,64)\n"
              + picture
              + " is not grey, but "
              + pixels.mode()
              + ".");
    }
    int rows = (pixels.height() + SIDE - 1) / SIDE;
    int columns = (pixels.width() + SIDE - 1) / SIDE;
    byte[] levels = new byte[Math.multiplyExact(rows * SIDE, columns * SIDE)];
    for (int y = 0; y < pixels.height(); y++) {
      System.arraycopy(
          pixels.bytes(), y * pixels.width(), levels, y * columns * SIDE, pixels.width());
    }
    return Torch.fromUnsignedArray(levels, rows, SIDE, columns, SIDE)
        .permute(0, 2, 1, 3)
        .reshape(-1, SIDE, SIDE);
  }

  /** The numbers of the points that the patches show. */
  private long[] points() {
    Path list = folder.resolve("info.txt");
    return DatasetFiles.words(list).stream().mapToLong(words -> number(words, 0, list)).toArray();
  }

  private long[] matches() {
    Path list = folder.resolve("m50_100000_100000_0.txt");
    return DatasetFiles.words(list).stream()
        .flatMapToLong(
            words -> {
              long first = number(words, 0, list);
              long second = number(words, 3, list);
              boolean isSame = word(words, 1, list).equals(word(words, 4, list));
              return Arrays.stream(new long[] {first, second, isSame ? 1 : 0});
            })
        .toArray();
  }

  private static long number(List<String> words, int at, Path list) {
    return DatasetFiles.number(word(words, at, list), list);
  }

  private static String word(List<String> words, int at, Path list) {
    if (at >= words.size()) {
      throw DatasetFiles.damaged(list, "a line has " + words.size() + " words");
    }
    return words.get(at);
  }
}
