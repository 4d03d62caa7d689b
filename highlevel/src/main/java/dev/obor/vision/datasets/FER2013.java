package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Faces with one of seven expressions, 48 × 48 levels of grey: Python's {@code
 * torchvision.datasets.FER2013}.
 *
 * <p>One of the files of the competition lies in {@code root/fer2013}: {@code fer2013.csv}, {@code
 * icml_face_data.csv}, or {@code train.csv} and {@code test.csv}; in the last one the images have
 * no label, and the target is null. All images are held in memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FER2013 extends PictureDataset {
  private static final int SIDE = 48;
  private static final int PIXELS = SIDE * SIDE;

  private final String split;
  private final List<byte[]> images = new ArrayList<>();
  private final List<@Nullable Integer> labels = new ArrayList<>();

  /** A file of the competition with its checksum. */
  private enum Source {
    TRAIN("train.csv", "3f0dfb3d3fd99c811a1299cb947e3131"),
    TEST("test.csv", "b02c2298636a634e8c2faabbf3ea9a23"),
    FER("fer2013.csv", "f8428a1edbd21e88f42c73edd2a14f95"),
    ICML("icml_face_data.csv", "b114b9e04e6949e5fe8b6a98b3892b1d");

    final String file;
    final String md5;

    Source(String file, String md5) {
      this.file = file;
      this.md5 = md5;
    }

    boolean hasAll() {
      return this == FER || this == ICML;
    }
  }

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private String split = "train";

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code FER2013(root)}. */
  public FER2013(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code FER2013(root, split=…, transform=…, target_transform=…)}.
   *
   * @param root the folder that holds {@code fer2013}
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the file is not there, or damaged
   */
  public FER2013(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private FER2013(String root, Options o) {
    super(root, o);
    this.split = verified(o.split, "split", List.of("train", "test"));
    Path base = folder().resolve("fer2013");
    Source source = source(base);
    Path file = base.resolve(source.file);
    if (!o.integrity.test(file, source.md5)) {
      throw new TorchException(
          source.file
              + " not found in "
              + base
              + " or corrupted. You can download it from "
              + "https://www.kaggle.com/c/challenges-in-representation-learning-facial-expression-"
              + "recognition-challenge");
    }
    List<String> lines = DatasetFiles.lines(file);
    if (lines.isEmpty()) {
      throw DatasetFiles.damaged(file, "it is empty");
    }
    List<String> names = Arrays.stream(cells(lines.get(0))).map(String::strip).toList();
    for (String line : lines.subList(1, lines.size())) {
      read(cells(line), names, source, file);
    }
  }

  private Source source(Path base) {
    if (Files.exists(base.resolve(Source.FER.file))) {
      return Source.FER;
    }
    if (Files.exists(base.resolve(Source.ICML.file))) {
      return Source.ICML;
    }
    return split.equals("train") ? Source.TRAIN : Source.TEST;
  }

  private static String[] cells(String line) {
    return line.replace("\"", "").split(",", -1);
  }

  private void read(String[] cells, List<String> names, Source source, Path file) {
    if (source.hasAll()) {
      boolean isTraining = cell(cells, names, "Usage", file).equals("Training");
      if (isTraining != split.equals("train")) {
        return;
      }
    }
    List<String> levels = DatasetFiles.words(cell(cells, names, "pixels", file));
    if (levels.size() != PIXELS) {
      throw DatasetFiles.damaged(file, "an image has " + levels.size() + " pixels");
    }
    byte[] image = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      image[i] = (byte) DatasetFiles.number(levels.get(i), file);
    }
    images.add(image);
    labels.add(
        source == Source.TEST
            ? null
            : (Integer) DatasetFiles.number(cell(cells, names, "emotion", file), file));
  }

  private static String cell(String[] cells, List<String> names, String name, Path file) {
    int at = names.indexOf(name);
    if (at < 0 || at >= cells.length) {
      throw DatasetFiles.damaged(file, "a line has no " + name);
    }
    return cells[at];
  }

  @Override
  Sample load(int at) {
    return new Sample(Images.gray(images.get(at), 0, SIDE, SIDE), labels.get(at));
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
