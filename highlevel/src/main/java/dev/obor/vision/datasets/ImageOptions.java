package dev.obor.vision.datasets;

/** Keyword arguments of datasets of image files that have parts, a download and a loader. */
public final class ImageOptions extends LoaderOptions<Integer, ImageOptions> {
  ImageOptions() {}
}
