package dev.obor.vision.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * German traffic signs of 43 kinds: Python's {@code torchvision.datasets.GTSRB}.
 *
 * <p>The files lie in {@code root/gtsrb}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class GTSRB extends ListedImages {
  private static final String FROM =
      "https://sid.erda.dk/public/archives/daaeac0d7ce1152aea9b61d9f1e19370/";
  private static final DataFile TRAIN =
      new DataFile(FROM + "GTSRB-Training_fixed.zip", "", "513f3c79a4c5141765e10e952eaa2478");
  private static final List<DataFile> TEST =
      List.of(
          new DataFile(
              FROM + "GTSRB_Final_Test_Images.zip", "", "c7e4e6327067d32654124b0fe9e82185"),
          new DataFile(FROM + "GTSRB_Final_Test_GT.zip", "", "fe31e9c9270bbcd7b84b7f21a9d9d9e5"));

  /** Reads the training set: Python's {@code GTSRB(root)}. */
  public GTSRB(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code GTSRB(root, split=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code gtsrb}
   * @throws dev.obor.ValueException if the split is neither {@code train} nor {@code test}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public GTSRB(String root, Consumer<SplitOptions> options) {
    this(root, new SplitOptions().set(options));
  }

  private GTSRB(String root, SplitOptions o) {
    super(root, o, Folder::pilLoader, listing(Path.of(expanded(root), "gtsrb"), o));
  }

  private static Listing listing(Path base, SplitOptions o) {
    boolean isTrain = verified(o.split, "split", List.of("train", "test")).equals("train");
    Path folder = base.resolve("GTSRB").resolve(isTrain ? "Training" : "Final_Test/Images");
    if (o.download && !Files.isDirectory(folder)) {
      for (DataFile archive : isTrain ? List.of(TRAIN) : TEST) {
        Downloads.downloadAndExtractArchive(archive.url(), base, d -> d.md5(archive.md5()));
      }
    }
    DatasetFiles.requireFolder(folder);
    if (isTrain) {
      return Listing.of(Folder.findClasses(folder), folder, List.of(".ppm"));
    }
    Path list = base.resolve("GT-final_test.csv");
    List<String> lines = DatasetFiles.lines(list);
    List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(";", -1));
    int name = names.indexOf("Filename");
    int label = names.indexOf("ClassId");
    if (name < 0 || label < 0) {
      throw DatasetFiles.damaged(list, "it has no columns Filename and ClassId");
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(";", -1);
      if (cells.length != names.size()) {
        throw DatasetFiles.damaged(list, "the line '" + line + "' is too short or too long");
      }
      files.add(folder.resolve(cells[name]));
      labels.add(DatasetFiles.number(cells[label], list));
    }
    return new Listing(files, labels, List.of());
  }
}
