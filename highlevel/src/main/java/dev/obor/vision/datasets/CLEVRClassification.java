package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rendered scenes with the number of objects in each: Python's {@code
 * torchvision.datasets.CLEVRClassification}.
 *
 * <p>The files lie in {@code root/clevr/CLEVR_v1.0}. The test set has no labels; its targets are
 * null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CLEVRClassification extends ListedImages {
  private static final String URL = "https://dl.fbaipublicfiles.com/clevr/CLEVR_v1.0.zip";
  private static final String MD5 = "b11922020e72d0cd9154779b2d3d07d2";

  private final String split;

  /** Reads the training set: Python's {@code CLEVRClassification(root)}. */
  public CLEVRClassification(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code CLEVRClassification(root, split=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code clevr}
   * @param options the split is {@code train}, the default, {@code val} or {@code test}
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public CLEVRClassification(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private CLEVRClassification(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root), "clevr"), o));
    this.split = o.split;
  }

  private static Listing listing(Path base, ImageOptions o) {
    verified(o.split, "split", List.of("train", "val", "test"));
    Path data = base.resolve("CLEVR_v1.0");
    if (o.download && !Files.isDirectory(data)) {
      Downloads.downloadAndExtractArchive(URL, base, d -> d.md5(MD5));
    }
    if (!Files.isDirectory(data)) {
      throw DatasetFiles.notFoundOrCorrupted(data);
    }
    List<Path> files = DatasetFiles.list(data.resolve("images").resolve(o.split));
    if (o.split.equals("test")) {
      return Listing.unlabelled(files, List.of());
    }
    Path scenes = data.resolve("scenes").resolve("CLEVR_" + o.split + "_scenes.json");
    Map<String, Integer> counts = counts(scenes);
    List<Integer> labels = new ArrayList<>();
    for (Path file : files) {
      Integer count = counts.get(DatasetFiles.name(file));
      if (count == null) {
        throw DatasetFiles.damaged(scenes, "there is no scene of " + file);
      }
      labels.add(count);
    }
    return new Listing(files, labels, List.of());
  }

  /** The number of objects in each image. */
  private static Map<String, Integer> counts(Path file) {
    Map<String, Integer> counts = new HashMap<>();
    if (!(DatasetFiles.json(file) instanceof Map<?, ?> content)
        || !(content.get("scenes") instanceof List<?> scenes)) {
      throw DatasetFiles.damaged(file, "it has no scenes");
    }
    for (Object scene : scenes) {
      if (!(scene instanceof Map<?, ?> parts)
          || !(parts.get("image_filename") instanceof String name)
          || !(parts.get("objects") instanceof List<?> objects)) {
        throw DatasetFiles.damaged(file, "a scene has no image and objects");
      }
      counts.put(name, objects.size());
    }
    return counts;
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
