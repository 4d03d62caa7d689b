package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Photographs with five captions each: Python's {@code torchvision.datasets.Flickr30k}. The target
 * is a list of captions.
 *
 * <p>The images lie in the folder itself.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Flickr30k extends CaptionedImages {
  /** Reads the captions: Python's {@code Flickr30k(root, ann_file)}. */
  public Flickr30k(String root, String annFile) {
    this(root, annFile, o -> {});
  }

  /**
   * Reads the captions: Python's {@code Flickr30k(root, ann_file, transform=…, target_transform=…,
   * loader=…)}.
   *
   * @param root the folder with the images
   * @param annFile the file with the captions: the name of an image with {@code #} and a number, a
   *     tabulator, and the caption
   * @throws dev.obor.TorchException if the file cannot be read, or is damaged
   */
  public Flickr30k(String root, String annFile, Consumer<CaptionOptions> options) {
    super(root, new CaptionOptions().set(options), captions(Path.of(expanded(annFile))));
  }

  private static Map<String, List<String>> captions(Path file) {
    Map<String, List<String>> captions = new LinkedHashMap<>();
    for (String line : DatasetFiles.lines(file)) {
      String[] parts = line.strip().split("\t", -1);
      if (parts.length != 2 || parts[0].length() < 2) {
        throw DatasetFiles.damaged(file, "the line '" + line + "' is no image and caption");
      }
      String image = parts[0].substring(0, parts[0].length() - 2);
      captions.computeIfAbsent(image, key -> new ArrayList<>()).add(parts[1]);
    }
    return captions;
  }
}
