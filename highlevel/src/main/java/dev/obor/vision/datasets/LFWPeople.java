package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Faces with the person that each belongs to: Python's {@code torchvision.datasets.LFWPeople}, the
 * Labeled Faces in the Wild.
 *
 * <p>The files lie in {@code root/lfw-py}. They are no longer to be had where they were.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class LFWPeople extends ListedImages {
  private final LfwFiles files;
  private final Map<String, Integer> classToIdx;

  /** Reads all ten parts: Python's {@code LFWPeople(root)}. */
  public LFWPeople(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code LFWPeople(root, split=…, image_set=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds {@code lfw-py}
   * @throws dev.obor.ValueException if there is no such split or alignment, or the files are to be
   *     downloaded
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public LFWPeople(String root, Consumer<LfwOptions> options) {
    this(Caltech256.under(root, "lfw-py"), new LfwOptions().set(options));
  }

  private LFWPeople(String folder, LfwOptions o) {
    this(folder, o, LfwFiles.of(Path.of(folder), o, "people"));
  }

  private LFWPeople(String folder, LfwOptions o, LfwFiles files) {
    super(folder, o, o.loader, listing(files, classToIdx(files)));
    this.files = files;
    this.classToIdx = classToIdx(files);
  }

  private static Map<String, Integer> classToIdx(LfwFiles files) {
    Path list = files.base().resolve("lfw-names.txt");
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<List<String>> lines = DatasetFiles.words(list);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty()) {
        throw DatasetFiles.damaged(list, "the line " + (i + 1) + " has no name");
      }
      numbers.put(lines.get(i).get(0), i);
    }
    return numbers;
  }

  private static Listing listing(LfwFiles files, Map<String, Integer> numbers) {
    List<List<String>> lines = files.lines();
    boolean isAll = files.split().equals("10fold");
    int folds = isAll ? files.number(files.line(lines, 0), 0) : 1;
    int at = isAll ? 1 : 0;
    List<Path> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int count = files.number(files.line(lines, at), 0);
      for (int i = 1; i <= count; i++) {
        List<String> line = files.line(lines, at + i);
        String person = files.part(line, 0);
        Integer label = numbers.get(person);
        if (label == null) {
          throw DatasetFiles.damaged(files.list(), "there is nobody called " + person);
        }
        for (int number = 1; number <= files.number(line, 1); number++) {
          images.add(files.image(person, number));
          labels.add(label);
        }
      }
      at += count + 1;
    }
    return new Listing(images, labels, List.of());
  }

  /** The numbers of the people by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return Map.copyOf(classToIdx);
  }

  @Override
  protected String extraRepr() {
    return files.printed() + "\nClasses (identities): " + classToIdx.size();
  }
}
