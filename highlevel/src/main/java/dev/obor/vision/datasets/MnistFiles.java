package dev.obor.vision.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files of a dataset like MNIST are.
 *
 * @param train the training set
 * @param test the test set
 */
record MnistFiles(Part train, Part test) {

  /**
   * A file to be had.
   *
   * @param urls where from, one after the other
   * @param filename its name
   * @param md5 its checksum
   */
  record Source(List<String> urls, String filename, String md5) {}

  /** Gets files into a folder. */
  @FunctionalInterface
  interface Fetching {
    void into(Path raw);
  }

  /**
   * One of the sets.
   *
   * @param images the name of the file with the images, unpacked
   * @param labels the name of the file with the labels
   * @param labelDimensions the dimensions that the labels must have
   * @param from the first image of the file that belongs to the set
   * @param to the first one behind that does not, or a large number
   * @param fetching gets the files
   */
  record Part(
      String images, String labels, int labelDimensions, int from, int to, Fetching fetching) {
    /** A set that consists of whole files. */
    static Part whole(String images, String labels, Fetching fetching) {
      return new Part(images, labels, 1, 0, Integer.MAX_VALUE, fetching);
    }

    void download(Path raw) {
      if (!has(raw, images) || !has(raw, labels)) {
        fetching.into(raw);
      }
    }

    private static boolean has(Path raw, String name) {
      return Files.isRegularFile(raw.resolve(name));
    }
  }

  Part part(boolean isTrain) {
    return isTrain ? train : test;
  }

  /** Four files with MNIST's own names and the given checksums. */
  static MnistFiles standard(List<String> mirrors, String... md5) {
    return standard(Download.Settings.DEFAULT, mirrors, md5);
  }

  static MnistFiles standard(Download.Settings settings, List<String> mirrors, String... md5) {
    String[] names = {
      "train-images-idx3-ubyte",
      "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte"
    };
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String filename = names[i] + ".gz";
      sources.add(
          new Source(mirrors.stream().map(mirror -> mirror + filename).toList(), filename, md5[i]));
    }
    Fetching fetching = raw -> fetch(settings, raw, sources);
    return new MnistFiles(
        Part.whole(names[0], names[1], fetching), Part.whole(names[2], names[3], fetching));
  }

  /** Gets the files whose content is not there yet. */
  static void fetch(Download.Settings settings, Path raw, List<Source> sources) {
    for (Source source : sources) {
      String name = source.filename().substring(0, source.filename().lastIndexOf('.'));
      if (!Downloads.checkIntegrity(raw.resolve(name))) {
        Downloads.Options o = new Downloads.Options();
        o.filename(source.filename()).md5(source.md5());
        Downloads.downloadAndExtract(settings, source.urls(), raw, o);
      }
    }
  }
}
