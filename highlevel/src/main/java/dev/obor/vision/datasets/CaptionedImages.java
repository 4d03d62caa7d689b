package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images with several captions each, in the order of their names. */
abstract class CaptionedImages extends PictureDataset {
  private final CaptionOptions options;
  private final List<String> ids;
  private final Map<String, List<String>> captions;

  CaptionedImages(String root, CaptionOptions o, Map<String, List<String>> captions) {
    super(root, o);
    this.options = o;
    Map<String, List<String>> sorted = new TreeMap<>(Folder.BY_CHARACTERS);
    sorted.putAll(captions);
    this.captions = sorted;
    this.ids = List.copyOf(sorted.keySet());
  }

  @Override
  final Sample load(int at) {
    Path file = folder().resolve(ids.get(at));
    return new Sample(
        options.loader.apply(file), List.copyOf(captions.getOrDefault(ids.get(at), List.of())));
  }

  @Override
  public int size() {
    return ids.size();
  }

  /** The names of the images, sorted: Python's {@code dataset.ids}. */
  public List<String> ids() {
    return ids;
  }
}
