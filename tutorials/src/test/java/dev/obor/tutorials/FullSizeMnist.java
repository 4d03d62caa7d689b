package dev.obor.tutorials;

import dev.obor.vision.datasets.IdxFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders with as many digits as MNIST has: the stand-in, again and again. */
final class FullSizeMnist {
  private FullSizeMnist() {}

  /** Writes 60,000 digits to train with and 10,000 to test with. */
  static void write(Path root) throws IOException {
    Path raw = MnistFolder.standIn(root).resolve("MNIST/raw");
    repeat(raw, "train", 60_000);
    repeat(raw, "t10k", 10_000);
  }

  private static void repeat(Path raw, String part, int size) throws IOException {
    repeat(raw.resolve(part + "-images-idx3-ubyte"), size, Digits.PIXELS);
    repeat(raw.resolve(part + "-labels-idx1-ubyte"), size, 1);
  }

  private static void repeat(Path file, int size, int itemBytes) throws IOException {
    IdxFile digits = IdxFile.read(file);
    byte[] items = digits.unsignedBytes();
    int[] shape = digits.shape();
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0x0800 | shape.length);
      out.writeInt(size);
      for (int i = 1; i < shape.length; i++) {
        out.writeInt(shape[i]);
      }
      long left = (long) size * itemBytes;
      while (left > 0) {
        int count = (int) Math.min(left, items.length);
        out.write(items, 0, count);
        left -= count;
      }
    }
  }
}
