package dev.obor.vision.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.files.Json;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Masks of outlines have the pixels of those that pycocotools makes. */
@InScope
class CocoOutlinesTest {
  private static Tensor mask(@Nullable Object outline, int height, int width) {
    return CocoOutlines.masks(Collections.singletonList(outline), height, width);
  }

  /** Eight pixels a byte, the first one in the highest bit. */
  private static byte[] packed(byte[] pixels) {
    byte[] bytes = new byte[(pixels.length + 7) / 8];
    for (int i = 0; i < pixels.length; i++) {
      bytes[i / 8] |= (byte) (pixels[i] << (7 - i % 8));
    }
    return bytes;
  }

  @Test
  void masksArePythons() {
    int masks = 0;
    int errors = 0;
    for (Golden golden : Golden.read("vision/datasets/masks.tsv.gz")) {
      Object outline = Json.read(golden.text("outline"));
      int height = golden.integer("height");
      int width = golden.integer("width");
      String error = golden.text("error");
      if (error.isEmpty()) {
        Tensor mask = mask(outline, height, width);
        String size =
            Arrays.stream(mask.size().toArray())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        assertThat(size).as(golden.text("outline")).isEqualTo(golden.text("size"));
        assertThat(HexFormat.of().formatHex(packed(mask.toByteArray())))
            .as(golden.text("outline"))
            .isEqualTo(golden.text("mask"));
        masks++;
      } else {
        assertThatThrownBy(() -> mask(outline, height, width))
            .as(golden.text("outline"))
            .isInstanceOf(TorchException.class)
            .message()
            .satisfies(text -> assertThat(text.lines().findFirst()).hasValue(error));
        errors++;
      }
    }
    assertThat(masks).isGreaterThan(280);
    assertThat(errors).isGreaterThan(10);
  }

  @Test
  void severalMasksAreOneTensor() {
    Object square = List.of(List.of(1L, 1L, 3L, 1L, 3L, 3L, 1L, 3L));
    Object runs = Map.of("counts", List.of(0L, 20L), "size", List.of(4L, 5L));
    Tensor masks = CocoOutlines.masks(List.of(square, runs), 4, 5);
    assertThat(masks.size().toArray()).containsExactly(2, 4, 5);
    assertThat(masks.sum().item().intValue()).isEqualTo(24);
    Object other = Map.of("counts", List.of(0L, 20L), "size", List.of(5L, 4L));
    assertThatThrownBy(() -> CocoOutlines.masks(List.of(square, other), 4, 5))
        .isInstanceOf(TorchException.class)
        .hasMessageStartingWith("stack expects each tensor to be equal size");
  }

  @Test
  void damagedOutlinesAreRefused() {
    List<Object> size = List.of(4L, 5L);
    for (Object counts :
        List.of(
            List.of(),
            List.of(3L),
            List.of(-1L, 21L),
            List.of(0L, Long.MAX_VALUE, Long.MAX_VALUE),
            List.of("x"),
            "",
            "5d0",
            "d",
            "\u0001",
            "ooooooooooooo0")) {
      assertThatThrownBy(() -> mask(Map.of("counts", counts, "size", size), 4, 5))
          .as("%s", counts)
          .isInstanceOf(ValueException.class)
          .hasMessageStartingWith("Invalid RLE mask representation\n");
    }
    for (Object sides : List.of(List.of(), List.of(4L), List.of(-4L, 5L), List.of("4", "5"), 20L)) {
      assertThatThrownBy(() -> mask(Map.of("counts", List.of(20L), "size", sides), 4, 5))
          .as("%s", sides)
          .isInstanceOf(ValueException.class);
    }
    List<Object> huge = List.of(1L << 27, 1L << 27);
    assertThatThrownBy(() -> mask(Map.of("counts", List.of(0L), "size", huge), 4, 5))
        .hasMessageContaining("too large");
    for (Object corner : List.of(1e300, -1e9, Double.NaN, "x")) {
      List<Object> corners = new ArrayList<>(List.of(0L, 0L, 3L, 0L, 3L));
      corners.add(corner);
      assertThatThrownBy(() -> mask(List.of(corners), 4, 5))
          .isInstanceOf(ValueException.class)
          .hasMessageContaining("a polygon has the number");
    }
  }

  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(4);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder counts = new StringBuilder();
      for (int i = random.nextInt(5); i >= 0; i--) {
        counts.append((char) ('0' + random.nextInt(random.nextInt(4) == 0 ? 70 : 12)));
      }
      try {
        Object runs = Map.of("counts", counts.toString(), "size", List.of(3L, 4L));
        assertThat(mask(runs, 3, 4).numel()).isEqualTo(12);
        read++;
      } catch (ValueException e) {
        assertThat(e).hasMessageStartingWith("Invalid RLE mask representation");
      }
    }
    assertThat(read).isPositive();
  }
}
