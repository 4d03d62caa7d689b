package dev.obor.vision.utils;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link Vision#drawBoundingBoxes}.
 *
 * <p>A colour is a name such as {@code red}, {@code #ff8800}, or an array of red, green and blue
 * from 0 to 255. An object lives for one call; it is not safe for use by several threads.
 */
public final class BoxOptions {
  @Nullable List<String> labels;
  @Nullable Object colors;
  boolean fill;
  int width = 1;
  @Nullable String font;
  @Nullable Integer fontSize;
  @Nullable Object labelColors;
  @Nullable Object labelBackgroundColors;
  boolean fillLabels;

  BoxOptions() {}

  /** Sets a text for each box, which is written in its upper left corner. */
  public BoxOptions labels(List<String> value) {
    this.labels = List.copyOf(value);
    return this;
  }

  /** Sets the colour of all boxes; without it each has one of a palette. */
  public BoxOptions colors(String value) {
    this.colors = value;
    return this;
  }

  /** Sets the colour of each box: names or arrays. */
  public BoxOptions colors(List<?> value) {
    this.colors = List.copyOf(value);
    return this;
  }

  /** Sets whether boxes are filled, so that one sees through; default false. */
  public BoxOptions fill(boolean value) {
    this.fill = value;
    return this;
  }

  /** Sets the width of the frames in pixels; default 1. */
  public BoxOptions width(int value) {
    this.width = value;
    return this;
  }

  /** Sets the name of the labels' font, one that Java knows; by default its own sans-serif. */
  public BoxOptions font(String value) {
    this.font = value;
    return this;
  }

  /** Sets the size of the labels' font; default 10. */
  public BoxOptions fontSize(int value) {
    this.fontSize = value;
    return this;
  }

  /**
   * Sets the colour of all labels; without it that of the box, or black where labels are filled.
   */
  public BoxOptions labelColors(String value) {
    this.labelColors = value;
    return this;
  }

  /** Sets the colour of each label. */
  public BoxOptions labelColors(List<?> value) {
    this.labelColors = List.copyOf(value);
    return this;
  }

  /** Sets what is behind all labels that are filled; without it the colour of the box. */
  public BoxOptions labelBackgroundColors(String value) {
    this.labelBackgroundColors = value;
    return this;
  }

  /** Sets whether there is a colour behind labels; default false. */
  public BoxOptions fillLabels(boolean value) {
    this.fillLabels = value;
    return this;
  }
}
