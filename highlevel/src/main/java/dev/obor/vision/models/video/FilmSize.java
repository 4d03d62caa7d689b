package dev.obor.vision.models.video;

import dev.obor.Size;

/**
 * The size of a film in elements.
 *
 * @param frames the number of frames
 * @param height their height
 * @param width their width
 */
record FilmSize(long frames, long height, long width) {
  /** What is left when elements are so far apart; the same film for an empty stride. */
  FilmSize divided(Size stride) {
    return stride.size() == 0
        ? this
        : new FilmSize(frames / stride.get(0), height / stride.get(1), width / stride.get(2));
  }
}
