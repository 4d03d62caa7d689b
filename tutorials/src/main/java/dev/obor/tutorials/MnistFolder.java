package dev.obor.tutorials;

import dev.obor.files.WholeFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Folders from which {@code new MNIST(root)} can read: MNIST's own files, or in their place the
 * 10,000 digits that come with the tutorials, 8,000 of them for training and 2,000 to test with.
 *
 * <p>The stand-in is put in an order in which it looks like MNIST where the notes look at it. The
 * digits of each class begin with those that come first in MNIST's training set, so the twenty
 * images that MNIST begins with can stand first here too. And the places of the test set that the
 * notes show have the digit that they show, though not the same image of it.
 */
final class MnistFolder {
  private static final String RAW = "MNIST/raw";
  private static final String IMAGES = "-images-idx3-ubyte";
  private static final String LABELS = "-labels-idx1-ubyte";

  /** What the first images of MNIST's training set show. */
  private static final int[] FIRST_LABELS = {
    5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7, 2, 8, 6, 9
  };

  /** Places of MNIST's test set, and what the images there show. */
  private static final int[][] TEST_LABELS = {
    {0, 7}, {1, 2}, {5, 1}, {10, 0}, {193, 9}, {200, 3}, {1839, 2}
  };

  private static final int TRAINING_SIZE = 8000;

  private MnistFolder() {}

  /** Whether a folder has all files of MNIST, plain or with {@code .gz} at the end. */
  static boolean isIn(Path root) {
    for (String part : List.of("train", "t10k")) {
      for (String kind : List.of(IMAGES, LABELS)) {
        Path file = root.resolve(RAW).resolve(part + kind);
        if (!Files.isRegularFile(file)
            && !Files.isRegularFile(file.resolveSibling(file.getFileName() + ".gz"))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Writes the stand-in.
   *
   * @return the folder
   * @throws IOException if the folder cannot be written
   */
  static Path standIn(Path root) throws IOException {
    Digits digits = Digits.embedded();
    List<Integer> order = order(digits);
    Path raw = Files.createDirectories(root.resolve(RAW));
    write(raw, "train", digits, order.subList(0, TRAINING_SIZE));
    write(raw, "t10k", digits, order.subList(TRAINING_SIZE, order.size()));
    return root;
  }

  private static List<Integer> order(Digits digits) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      left.add(i);
    }
    List<Integer> order = new ArrayList<>();
    for (int label : FIRST_LABELS) {
      int found = find(digits, left, 0, label);
      order.add(left.remove(found));
    }
    order.addAll(left);
    List<Integer> test = order.subList(TRAINING_SIZE, order.size());
    for (int[] wanted : TEST_LABELS) {
      Collections.swap(test, wanted[0], find(digits, test, wanted[0], wanted[1]));
    }
    return order;
  }

  /** The place, from a given one on, of the first image with a label. */
  private static int find(Digits digits, List<Integer> images, int from, int label) {
    int place = from;
    while (digits.label(images.get(place)) != label) {
      place++;
    }
    return place;
  }

  private static void write(Path raw, String part, Digits digits, List<Integer> order)
      throws IOException {
    WholeFile.write(
        raw.resolve(part + IMAGES),
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeInt(0x0803);
          out.writeInt(order.size());
          out.writeInt(Digits.SIDE);
          out.writeInt(Digits.SIDE);
          for (int index : order) {
            out.write(digits.image(index));
          }
          out.flush();
        });
    WholeFile.write(
        raw.resolve(part + LABELS),
        stream -> {
          DataOutputStream out = new DataOutputStream(stream);
          out.writeInt(0x0801);
          out.writeInt(order.size());
          for (int index : order) {
            out.writeByte(digits.label(index));
          }
          out.flush();
        });
  }
}
