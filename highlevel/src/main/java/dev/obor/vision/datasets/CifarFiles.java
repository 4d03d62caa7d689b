package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.serialization.PickledData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the files of a dataset like CIFAR are.
 *
 * @param url the archive
 * @param md5 its checksum
 * @param folder what the archive unpacks to
 * @param train the files of the training set
 * @param test those of the test set
 * @param meta the file with the names of the classes
 * @param key where it has them
 */
record CifarFiles(
    String url,
    String md5,
    String folder,
    List<Batch> train,
    List<Batch> test,
    Batch meta,
    String key) {
  /** A file with its checksum. */
  record Batch(String filename, String md5) {}

  /** Looks whether all is there and unharmed, and gets it if that is wanted. */
  Path prepare(Path root, boolean download) {
    Path place = root.resolve(folder);
    if (download && !isWhole(place)) {
      Downloads.downloadAndExtractArchive(url, root, o -> o.md5(md5));
    }
    if (!isWhole(place)) {
      throw new TorchException(
          "Dataset not found or corrupted. You can use download=True to download it\nIn Java: o ->"
              + " o.download(true). The files belong into "
              + place
              + ".");
    }
    if (!Downloads.checkIntegrity(place.resolve(meta.filename()), meta.md5())) {
      throw new TorchException(
          "Dataset metadata file not found or corrupted. You can use download=True to download it");
    }
    return place;
  }

  private boolean isWhole(Path place) {
    List<Batch> all = new ArrayList<>(train);
    all.addAll(test);
    return all.stream()
        .allMatch(batch -> Downloads.checkIntegrity(place.resolve(batch.filename()), batch.md5()));
  }

  /** The names of the classes. */
  List<String> classes(Path place) throws IOException {
    Path file = place.resolve(meta.filename());
    if (!(PickledData.read(file) instanceof Map<?, ?> content)
        || !(content.get(key) instanceof List<?> names)) {
      throw new IOException(file + ": has no " + key);
    }
    return names.stream().map(String::valueOf).toList();
  }
}
