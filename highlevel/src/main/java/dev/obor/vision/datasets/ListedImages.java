package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Image files with labels, as a list or the folders in the dataset's folder have them. */
abstract class ListedImages extends PictureDataset {
  private final Listing listing;
  private final Function<? super Path, ?> loader;

  /**
   * What a list says.
   *
   * @param files the images
   * @param labels the number of the class of each, or null
   * @param classes the names of the classes
   */
  record Listing(List<Path> files, List<? extends @Nullable Integer> labels, List<String> classes) {
    /** Files with the names of their classes, which are numbered in their order. */
    static Listing of(List<Path> files, List<String> names) {
      TreeSet<String> sorted = new TreeSet<>(Folder.BY_CHARACTERS);
      sorted.addAll(names);
      return of(files, names, List.copyOf(sorted));
    }

    /** Files with the names of their classes, all of which are among the given ones. */
    static Listing of(List<Path> files, List<String> names, List<String> classes) {
      var numbers = VisionDataset.indices(classes);
      return new Listing(List.copyOf(files), names.stream().map(numbers::get).toList(), classes);
    }

    /** The files in the folders of some classes that have one of the endings. */
    static Listing of(List<String> classes, Path folder, List<String> extensions) {
      List<Folder.Entry> entries =
          Folder.makeDataset(folder, VisionDataset.indices(classes), extensions, null, false);
      return new Listing(
          entries.stream().map(Folder.Entry::path).toList(),
          entries.stream().map(Folder.Entry::target).toList(),
          classes);
    }

    /** The same with other names for the classes. */
    Listing named(List<String> names) {
      return new Listing(files, labels, names);
    }

    /** Files without labels. */
    static Listing unlabelled(List<Path> files, List<String> classes) {
      return new Listing(files, Collections.nCopies(files.size(), null), classes);
    }
  }

  ListedImages(
      @Nullable String root,
      VisionOptions<?, ?, ?> options,
      Function<? super Path, ?> loader,
      Listing listing) {
    super(root, options);
    this.listing = listing;
    this.loader = loader;
  }

  @Override
  final Sample load(int at) {
    return new Sample(loader.apply(listing.files().get(at)), listing.labels().get(at));
  }

  @Override
  public int size() {
    return listing.files().size();
  }

  final Listing listing() {
    return listing;
  }
}
