package dev.obor.tutorials;

/**
 * How much of a tutorial's work is done: a test and a first look need less than the note.
 *
 * @param epochs the most epochs to train for
 * @param imageSize the edge of the pictures that a convolutional network sees
 */
public record Pace(int epochs, int imageSize) {
  /** As many epochs as the note says, and pictures of 224 by 224 pixels. */
  public static final Pace NOTE = new Pace(Integer.MAX_VALUE, 224);

  /** A note's number of epochs, or the most that are wanted. */
  public int epochs(int wanted) {
    return Math.min(wanted, epochs);
  }

  /** The edge that pictures are resized to before their middle is cut out: 255 for 224. */
  public int resize() {
    return imageSize * 255 / 224;
  }
}
