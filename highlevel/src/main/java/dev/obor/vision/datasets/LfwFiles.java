package dev.obor.vision.datasets;

import dev.obor.ValueException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where the files of the Labeled Faces in the Wild are.
 *
 * @param base the folder of the dataset
 * @param imageSet how the faces are aligned
 * @param split which part it is
 * @param list the list of the part
 */
record LfwFiles(Path base, String imageSet, String split, Path list) {
  private static final Map<String, DataFile> ARCHIVES =
      Map.of(
          "original", new DataFile("lfw", "lfw.tgz", "a17d05bd522c52d84eca14327a23d494"),
          "funneled",
              new DataFile("lfw_funneled", "lfw-funneled.tgz", "1b42dfed7d15c9b2dd63d5e5840c86ad"),
          "deepfunneled",
              new DataFile(
                  "lfw-deepfunneled", "lfw-deepfunneled.tgz", "68331da3eb755a505a502b5aacb3c201"));
  private static final Map<String, String> CHECKSUMS =
      Map.of(
          "pairs.txt", "9f1ba174e4e1c508ff7cdf10ac338a7d",
          "pairsDevTest.txt", "5132f7440eb68cf58910c8a45a2ac10b",
          "pairsDevTrain.txt", "4f27cbf15b2da4a85c1907eb4181ad21",
          "people.txt", "450f0863dd89e85e73936a6d71a3474b",
          "peopleDevTest.txt", "e4bf5be0a43b5dcd9dc5ccfcb8fb19c5",
          "peopleDevTrain.txt", "54eaac34beb6d042ed3a7d883e247a21",
          "lfw-names.txt", "a6d0a479bd074669f656265a6e693f6d");

  /** Looks whether all is there and unharmed. */
  static LfwFiles of(Path base, LfwOptions o, String view) {
    String imageSet =
        VisionDataset.verified(
            o.imageSet.toLowerCase(Locale.ROOT),
            "image_set",
            List.of("original", "funneled", "deepfunneled"));
    String split =
        VisionDataset.verified(
            o.split.toLowerCase(Locale.ROOT), "split", List.of("10fold", "train", "test"));
    String part = split.equals("10fold") ? "" : split.equals("train") ? "DevTrain" : "DevTest";
    if (o.download) {
      throw new ValueException(
          "LFW dataset is no longer available for download."
              + "Please download the dataset manually and place it in the specified directory");
    }
    DataFile archive = Objects.requireNonNull(ARCHIVES.get(imageSet));
    List<String> lists = new ArrayList<>(List.of(view + part + ".txt"));
    if (view.equals("people")) {
      lists.add("lfw-names.txt");
    }
    boolean isWhole = o.integrity.test(base.resolve(archive.name()), archive.md5());
    for (String list : lists) {
      isWhole &= o.integrity.test(base.resolve(list), Objects.requireNonNull(CHECKSUMS.get(list)));
    }
    if (!isWhole) {
      throw DatasetFiles.notFoundOrCorrupted(base);
    }
    return new LfwFiles(base, imageSet, split, base.resolve(lists.get(0)));
  }

  /** An image of a person. */
  Path image(String person, int number) {
    return base.resolve(Objects.requireNonNull(ARCHIVES.get(imageSet)).url())
        .resolve(person)
        .resolve(person + String.format(Locale.ROOT, "_%04d.jpg", number));
  }

  /** The parts of each line, which tabulators divide. */
  List<List<String>> lines() {
    return DatasetFiles.lines(list).stream()
        .map(line -> List.of(line.strip().split("\t", -1)))
        .toList();
  }

  int number(List<String> line, int at) {
    return DatasetFiles.number(part(line, at), list);
  }

  String part(List<String> line, int at) {
    if (at >= line.size()) {
      throw DatasetFiles.damaged(list, "the line " + line + " is too short");
    }
    return line.get(at);
  }

  List<String> line(List<List<String>> lines, int at) {
    if (at >= lines.size()) {
      throw DatasetFiles.damaged(list, "it has only " + lines.size() + " lines");
    }
    return lines.get(at);
  }

  String printed() {
    return "Alignment: " + imageSet + "\nSplit: " + split;
  }
}
