package dev.obor.vision.utils;

import dev.obor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Vision#drawKeypoints}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class KeypointOptions {
  List<int[]> connectivity = List.of();
  @Nullable Object colors;
  int radius = 2;
  int width = 3;
  @Nullable Tensor visibility;

  KeypointOptions() {}

  /** Sets which points are connected: pairs of their numbers. */
  public KeypointOptions connectivity(List<int[]> value) {
    this.connectivity = List.copyOf(value);
    return this;
  }

  /** Sets the colour of the points, as {@link BoxOptions} says; without it none is drawn. */
  public KeypointOptions colors(String value) {
    this.colors = value;
    return this;
  }

  /** Sets the colour of the points by red, green and blue. */
  public KeypointOptions colors(int red, int green, int blue) {
    this.colors = new int[] {red, green, blue};
    return this;
  }

  /** Sets the radius of the points; default 2. */
  public KeypointOptions radius(int value) {
    this.radius = value;
    return this;
  }

  /** Sets the width of the connections; default 3. */
  public KeypointOptions width(int value) {
    this.width = value;
    return this;
  }

  /** Sets which points are drawn: bool, of shape (instances, K); without it all are. */
  public KeypointOptions visibility(@Nullable Tensor value) {
    this.visibility = value;
    return this;
  }
}
