package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Images of COCO with the objects that are in them: Python's {@code
 * torchvision.datasets.CocoDetection}.
 *
 * <pre>{@code
 * CocoDetection dataset = new CocoDetection("val2017", "annotations/instances_val2017.json");
 * List<?> objects = (List<?>) dataset.get(0).target();
 * }</pre>
 *
 * <p>The images lie in the folder itself. The target is a list with a map for each annotation, as
 * the file has it. Python needs {@code pycocotools} for it.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public class CocoDetection extends PictureDataset {
  private final List<Long> ids;
  private final List<Path> files = new ArrayList<>();
  private final Map<Long, List<Map<?, ?>>> annotations = new LinkedHashMap<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends JointOptions<BufferedImage, List<?>, Options> {
    Options() {}
  }

  /** Reads the annotations: Python's {@code CocoDetection(root, annFile)}. */
  public CocoDetection(String root, String annFile) {
    this(root, annFile, o -> {});
  }

  /**
   * Reads the annotations: Python's {@code CocoDetection(root, annFile, transform=…,
   * target_transform=…, transforms=…)}.
   *
   * @param root the folder with the images
   * @param annFile the file of the annotations
   * @throws dev.obor.TorchException if the file cannot be read, or is none of annotations
   */
  public CocoDetection(String root, String annFile, Consumer<Options> options) {
    super(root, new Options().set(options));
    Path file = Path.of(annFile);
    Object content = DatasetFiles.json(file);
    Map<Long, Path> images = new TreeMap<>();
    for (Map<?, ?> image : maps(content, "images", file)) {
      if (!(image.get("id") instanceof Long id) || !(image.get("file_name") instanceof String s)) {
        throw DatasetFiles.damaged(file, "an image has no id and file_name");
      }
      images.put(id, folder().resolve(s));
    }
    for (Map<?, ?> annotation : maps(content, "annotations", file)) {
      if (!(annotation.get("image_id") instanceof Long id)) {
        throw DatasetFiles.damaged(file, "an annotation has no image_id");
      }
      annotations.computeIfAbsent(id, key -> new ArrayList<>()).add(annotation);
    }
    this.ids = List.copyOf(images.keySet());
    this.files.addAll(images.values());
  }

  private static List<Map<?, ?>> maps(@Nullable Object content, String name, Path file) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (!(content instanceof Map<?, ?> parts)) {
      throw DatasetFiles.damaged(file, "annotation file format is not supported");
    }
    if (parts.get(name) instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof Map<?, ?> map)) {
          throw DatasetFiles.damaged(file, "an element of " + name + " is no object");
        }
        maps.add(map);
      }
    }
    return maps;
  }

  /** The annotations of an image. */
  final List<Map<?, ?>> annotations(int at) {
    return annotations.getOrDefault(ids.get(at), List.of());
  }

  /** What an image shows. */
  List<?> target(int at) {
    return annotations(at);
  }

  @Override
  final Sample load(int at) {
    return new Sample(Folder.pilLoader(files.get(at)), target(at));
  }

  @Override
  public int size() {
    return ids.size();
  }

  /** The numbers of the images, sorted: Python's {@code dataset.ids}. */
  public List<Long> ids() {
    return ids;
  }
}
