package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Images of the Pascal VOC challenges, with a file for each that says what they show. */
abstract class VocDataset extends PictureDataset {
  private static final String FROM = "http://host.robots.ox.ac.uk/pascal/VOC/";

  /** An archive and where it unpacks to. */
  private record Year(DataFile archive, String folder) {}

  private static final Map<String, Year> YEARS =
      Map.of(
          "2012",
          year("voc2012/VOCtrainval_11-May-2012.tar", "6cd6e144f989b92b3379bac3b3de84fd", "2012"),
          "2011",
          new Year(
              new DataFile(
                  FROM + "voc2011/VOCtrainval_25-May-2011.tar",
                  "VOCtrainval_25-May-2011.tar",
                  "6c3384ef61512963050cb5d687e5bf1e"),
              "TrainVal/VOCdevkit/VOC2011"),
          "2010",
          year("voc2010/VOCtrainval_03-May-2010.tar", "da459979d0c395079b5c75ee67908abb", "2010"),
          "2009",
          year("voc2009/VOCtrainval_11-May-2009.tar", "a3e00b113cfcfebf17e343f59da3caa1", "2009"),
          "2008",
          year("voc2008/VOCtrainval_14-Jul-2008.tar", "2629fa636546599198acfcfbfcf1904a", "2008"),
          "2007",
          year("voc2007/VOCtrainval_06-Nov-2007.tar", "c52e279531787c972589f7e41ab4ae64", "2007"),
          "2007-test",
          year("voc2007/VOCtest_06-Nov-2007.tar", "b6e924de25625d8de591ea690078ad9f", "2007"));

  private final List<Path> images = new ArrayList<>();
  private final List<Path> targets = new ArrayList<>();

  /**
   * Keyword arguments of the constructors.
   *
   * @param <T> what the targets are
   * @param <O> the options themselves
   */
  public abstract static class Options<T, O extends Options<T, O>>
      extends JointOptions<BufferedImage, T, O> {
    private String year = "2012";
    private String imageSet = "train";
    private boolean download;

    Options() {}

    /** Sets which challenge it is, from {@code 2007} to {@code 2012}, which is the default. */
    public O year(String value) {
      this.year = value;
      return self();
    }

    /**
     * Sets which part it is: {@code train}, which is the default, {@code trainval}, {@code val}, or
     * for 2007 {@code test}.
     */
    public O imageSet(String value) {
      this.imageSet = value;
      return self();
    }

    /** Sets whether the files are fetched; default false. */
    public O download(boolean value) {
      this.download = value;
      return self();
    }
  }

  VocDataset(String root, Options<?, ?> o, String lists, String folder, String ending) {
    super(root, o);
    verified(o.year, "year", List.of("2007", "2008", "2009", "2010", "2011", "2012"));
    boolean is2007 = o.year.equals("2007");
    verified(
        o.imageSet,
        "image_set",
        is2007 ? List.of("train", "trainval", "val", "test") : List.of("train", "trainval", "val"));
    Year year = Objects.requireNonNull(YEARS.get(o.imageSet.equals("test") ? "2007-test" : o.year));
    if (o.download) {
      Downloads.downloadAndExtractArchive(
          year.archive().url(),
          folder(),
          d -> d.filename(year.archive().name()).md5(year.archive().md5()));
    }
    Path base = folder().resolve(year.folder());
    if (!Files.isDirectory(base)) {
      throw DatasetFiles.notFoundOrCorrupted(base);
    }
    Path list = base.resolve("ImageSets").resolve(lists).resolve(o.imageSet + ".txt");
    for (String line : DatasetFiles.lines(list)) {
      images.add(base.resolve("JPEGImages").resolve(line.strip() + ".jpg"));
      targets.add(base.resolve(folder).resolve(line.strip() + ending));
    }
  }

  private static Year year(String file, String md5, String number) {
    return new Year(
        new DataFile(FROM + file, Downloads.basename(file), md5), "VOCdevkit/VOC" + number);
  }

  /** Reads what an image shows. */
  abstract Object target(Path file);

  @Override
  final Sample load(int at) {
    return new Sample(Folder.pilLoader(images.get(at)), target(targets.get(at)));
  }

  @Override
  public int size() {
    return images.size();
  }

  /** The files of the images: Python's {@code dataset.images}. */
  public List<Path> images() {
    return List.copyOf(images);
  }

  /** The files of the targets: Python's {@code dataset.targets}. */
  public List<Path> targets() {
    return List.copyOf(targets);
  }
}
