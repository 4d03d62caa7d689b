package dev.obor.serialization;

import dev.obor.Layout;
import dev.obor.Tensor;
import java.util.Arrays;
import java.util.Random;

/** Changes files as accidents and attackers do. */
final class Mutations {
  private static final int[] EDGES = {0, 1, 0x7F, 0x80, 0xFF};

  private Mutations() {}

  static byte[] of(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(6)) {
      case 0 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 1 -> {
        int from = random.nextInt(bytes.length);
        int count = Math.min(bytes.length - from, 1 + random.nextInt(16));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, from + count, shorter, from, bytes.length - from - count);
        return shorter;
      }
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(16);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, from, longer, from + count, bytes.length - from);
        return longer;
      }
      case 3 -> {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        int count = Math.min(8, bytes.length - Math.max(from, to));
        System.arraycopy(whole, from, bytes, to, count);
      }
      default -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          boolean edge = random.nextBoolean();
          int value = edge ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(256);
          bytes[random.nextInt(bytes.length)] = (byte) value;
        }
      }
    }
    return bytes;
  }

  /** Reads every element, so that one outside of the memory would be found out. */
  static void use(Tensor tensor) {
    boolean isReadable = tensor.layout() == Layout.STRIDED && !tensor.isMeta();
    if (isReadable && tensor.numel() < 1_000_000) {
      Tensor copy = tensor.isQuantized() ? tensor.dequantize() : tensor.detach().clone();
      copy.close();
    }
  }
}
