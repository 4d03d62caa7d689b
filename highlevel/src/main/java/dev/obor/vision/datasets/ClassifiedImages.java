package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Image files whose labels have names. */
abstract class ClassifiedImages extends ListedImages {
  ClassifiedImages(
      @Nullable String root,
      VisionOptions<?, ?, ?> options,
      Function<? super Path, ?> loader,
      Listing listing) {
    super(root, options, loader, listing);
  }

  /** The names of the classes: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return listing().classes();
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indices(classes());
  }
}
