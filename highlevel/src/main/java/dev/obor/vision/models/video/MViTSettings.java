package dev.obor.vision.models.video;

import dev.obor.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The blocks of the networks that torchvision has weights for. */
final class MViTSettings {
  private static final Size THREE = Size.of(3, 3, 3);
  private static final int BLOCKS = 16;

  private MViTSettings() {}

  /** The base network of the first paper. */
  static MViT v1b(Consumer<MViT.Options> options) {
    List<MSBlockConfig> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      boolean halves = halves(i);
      blocks.add(
          new MSBlockConfig(
              heads(i),
              96 * heads(i),
              96 * heads(Math.min(i + 1, BLOCKS - 1)),
              halves ? THREE : Size.of(),
              THREE,
              halves ? Size.of(1, 2, 2) : Size.of(),
              strideKv(i)));
    }
    return new MViT(
        blocks,
        o -> {
          o.stochasticDepthProb(0.2).residualWithClsEmbed(false);
          options.accept(o);
        });
  }

  /** The small network of the second paper. */
  static MViT v2s(Consumer<MViT.Options> options) {
    List<MSBlockConfig> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(
          new MSBlockConfig(
              heads(i),
              96 * heads(Math.max(i - 1, 0)),
              96 * heads(i),
              THREE,
              THREE,
              halves(i) ? Size.of(1, 2, 2) : Size.of(1, 1, 1),
              strideKv(i)));
    }
    return new MViT(
        blocks,
        o -> {
          o.stochasticDepthProb(0.2)
              .residualPool(true)
              .residualWithClsEmbed(false)
              .relPosEmbed(true)
              .projAfterAttn(true);
          options.accept(o);
        });
  }

  /** Whether a block halves height and width. */
  private static boolean halves(int block) {
    return block == 1 || block == 3 || block == 14;
  }

  private static long heads(int block) {
    return block < 1 ? 1 : block < 3 ? 2 : block < 14 ? 4 : 8;
  }

  private static Size strideKv(int block) {
    long stride = 8 / heads(block);
    return Size.of(1, stride, stride);
  }
}
