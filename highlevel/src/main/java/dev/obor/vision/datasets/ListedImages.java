package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Image files with labels, as a list in the dataset's folder has them. */
abstract class ListedImages extends PictureDataset {
  private final Listing listing;
  private final Function<? super Path, BufferedImage> loader;

  /**
   * What a list says.
   *
   * @param files the images
   * @param labels the number of the class of each
   * @param classes the names of the classes
   */
  record Listing(List<Path> files, List<Integer> labels, List<String> classes) {}

  ListedImages(String root, VisionOptions<?, ?, ?> options, Listing listing) {
    super(root, options);
    this.listing = listing;
    this.loader = Folder::defaultLoader;
  }

  @Override
  final Sample load(int at) {
    return new Sample(loader.apply(listing.files().get(at)), listing.labels().get(at));
  }

  @Override
  public int size() {
    return listing.files().size();
  }

  /** The names of the classes: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return listing.classes();
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indices(listing.classes());
  }
}
