package dev.obor.vision.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.Packed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what is drawn with {@code vision_drawing_goldens.py}. */
@InScope
class VisionDrawingTest {
  private static final String DRAWINGS = "vision/drawings.tsv.gz";
  private static final List<int[]> PAIRS =
      List.of(new int[] {0, 1}, new int[] {1, 2}, new int[] {2, 0});

  private static Tensor input(String name) {
    return (Tensor) Packed.read(Golden.of(DRAWINGS, "input " + name).text("value"));
  }

  private static Tensor image() {
    return input("image");
  }

  private static Tensor masks() {
    return input("masks").to(DType.BOOL);
  }

  private static Tensor boxes() {
    return Torch.tensor(
        new long[][] {{2, 3, 15, 20}, {10, 0, 23, 9}, {5, 5, 5, 6}, {-4, 12, 8, 40}});
  }

  private static Tensor two() {
    return boxes().narrow(0, 0, 2);
  }

  private static Tensor turned() {
    return Torch.tensor(
        new long[][] {
          {4, 2, 18, 6, 16, 13, 2, 9},
          {20, 22, 20, 12, 24, 12, 24, 22},
          {-3, 14, 7, 28, 2, 31, -8, 17}
        });
  }

  private static Tensor points() {
    return Torch.tensor(
        new double[][][] {{{3, 4}, {20.5, 8}, {9, 19}}, {{12, 2}, {1, 22}, {23, 23}}});
  }

  private static Tensor floats() {
    return image().to(DType.FLOAT32).div(255);
  }

  private static final Map<String, Supplier<Tensor>> CASES = new LinkedHashMap<>();

  static {
    CASES.put("boxes", () -> Vision.drawBoundingBoxes(image(), boxes()));
    CASES.put("floats", () -> Vision.drawBoundingBoxes(floats(), boxes(), o -> o.colors("red")));
    CASES.put(
        "gray",
        () ->
            Vision.drawBoundingBoxes(
                image().narrow(0, 0, 1), two(), o -> o.colors("#0af").width(2)));
    CASES.put(
        "wide",
        () ->
            Vision.drawBoundingBoxes(
                image(),
                two(),
                o -> o.colors(List.of("rgb(1, 2, 3)", new int[] {9, 200, 30})).width(3)));
    CASES.put(
        "filled",
        () ->
            Vision.drawBoundingBoxes(
                image(), two(), o -> o.colors(List.of("orange", "blue")).width(2).fill(true)));
    CASES.put("turned", () -> Vision.drawBoundingBoxes(image(), turned(), o -> o.colors("red")));
    CASES.put(
        "turned wide",
        () ->
            Vision.drawBoundingBoxes(
                image(),
                turned(),
                o -> o.colors(List.of("lime", "blue", new int[] {1, 2, 3})).width(3)));
    CASES.put(
        "turned filled",
        () ->
            Vision.drawBoundingBoxes(
                image(), turned(), o -> o.colors("orange").width(2).fill(true)));
    CASES.put("masks", () -> Vision.drawSegmentationMasks(image(), masks()));
    CASES.put(
        "one mask",
        () -> Vision.drawSegmentationMasks(floats(), masks().select(0, 0), 0.5, List.of("teal")));
    CASES.put("points", () -> Vision.drawKeypoints(image(), points(), o -> o.colors("lime")));
    CASES.put(
        "large points",
        () -> Vision.drawKeypoints(image(), points(), o -> o.colors(255, 0, 9).radius(4)));
    CASES.put(
        "connected",
        () -> Vision.drawKeypoints(image(), points(), o -> o.connectivity(PAIRS).colors("navy")));
    CASES.put(
        "thin",
        () ->
            Vision.drawKeypoints(
                image(), points(), o -> o.connectivity(PAIRS).colors("navy").width(1).radius(1)));
    CASES.put(
        "even", () -> Vision.drawKeypoints(image(), points(), o -> o.connectivity(PAIRS).width(4)));
    CASES.put(
        "visible",
        () ->
            Vision.drawKeypoints(
                image(),
                points(),
                o ->
                    o.connectivity(PAIRS)
                        .colors("red")
                        .visibility(
                            Torch.tensor(
                                new boolean[][] {{true, true, false}, {true, true, true}}))));
    CASES.put("flow", () -> Vision.flowToImage(input("flow")));
    CASES.put(
        "flows",
        () -> Vision.flowToImage(Torch.stack(List.of(input("flow"), input("flow").neg()))));
  }

  static Stream<String> cases() {
    return CASES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void drawsAsPython(String name) {
    Tensor made = Objects.requireNonNull(CASES.get(name)).get();
    double tolerance = made.isFloatingPoint() ? 1e-6 : 0;
    Packed.compare(name, made, Golden.of(DRAWINGS, name).text("value"), tolerance);
  }

  @Test
  void everyDrawingIsCompared() {
    assertThat(Golden.read(DRAWINGS)).hasSize(CASES.size() + 3);
  }

  private static Map<String, Supplier<Tensor>> refused() {
    Map<String, Supplier<Tensor>> all = new LinkedHashMap<>();
    all.put("integers", () -> Vision.drawBoundingBoxes(image().to(DType.INT32), boxes()));
    all.put("batch", () -> Vision.drawBoundingBoxes(image().unsqueeze(0), boxes()));
    all.put("two channels", () -> Vision.drawBoundingBoxes(image().narrow(0, 0, 2), boxes()));
    all.put(
        "ends first",
        () -> Vision.drawBoundingBoxes(image(), Torch.tensor(new long[][] {{5, 5, 2, 9}})));
    all.put(
        "labels", () -> Vision.drawBoundingBoxes(image(), boxes(), o -> o.labels(List.of("a"))));
    all.put(
        "colors", () -> Vision.drawBoundingBoxes(image(), boxes(), o -> o.colors(List.of("red"))));
    all.put(
        "unknown color", () -> Vision.drawBoundingBoxes(image(), boxes(), o -> o.colors("dawn")));
    all.put("gray and masks", () -> Vision.drawSegmentationMasks(image().narrow(0, 0, 1), masks()));
    all.put("mask numbers", () -> Vision.drawSegmentationMasks(image(), masks().to(DType.INT32)));
    all.put("mask size", () -> Vision.drawSegmentationMasks(image(), masks().narrow(1, 1, 23)));
    all.put("mask shape", () -> Vision.drawSegmentationMasks(image(), masks().unsqueeze(0)));
    all.put("points shape", () -> Vision.drawKeypoints(image(), points().select(0, 0), o -> {}));
    all.put(
        "visibility",
        () -> Vision.drawKeypoints(image(), points(), o -> o.visibility(Torch.ones(3))));
    all.put("flow dtype", () -> Vision.flowToImage(input("flow").to(DType.FLOAT64)));
    all.put("flow shape", () -> Vision.flowToImage(input("flow").narrow(0, 0, 1)));
    return all;
  }

  @Test
  void refusesAsPython() {
    Map<String, Supplier<Tensor>> refused = refused();
    List<Golden> lines = Golden.read("vision/drawings-refused.tsv");
    assertThat(refused).hasSameSizeAs(lines);
    for (Golden line : lines) {
      Supplier<Tensor> draw = Objects.requireNonNull(refused.get(line.text("case")));
      assertThatThrownBy(draw::get)
          .as(line.text("case"))
          .isInstanceOf(TorchException.class)
          .satisfies(
              e ->
                  assertThat(String.valueOf(e.getMessage()).lines().findFirst())
                      .contains(line.text("error")));
    }
  }

  @Test
  void labelsAreWrittenInsideTheCorner() {
    Tensor black = Torch.zeros(3, 40, 60).to(DType.UINT8);
    Tensor box = Torch.tensor(new long[][] {{5, 5, 55, 35}});
    Tensor plain = Vision.drawBoundingBoxes(black, box, o -> o.colors("red"));
    Tensor labelled =
        Vision.drawBoundingBoxes(black, box, o -> o.colors("red").labels(List.of("cat")));
    Tensor differs = labelled.ne(plain).any(0);
    assertThat(differs.sum().item().longValue()).isPositive();
    assertThat(differs.narrow(0, 0, 7).sum().item().longValue()).isZero();
    assertThat(differs.narrow(1, 0, 7).sum().item().longValue()).isZero();
    Tensor filled =
        Vision.drawBoundingBoxes(
            black,
            box,
            o ->
                o.colors("red")
                    .labels(List.of("cat"))
                    .fillLabels(true)
                    .labelColors("white")
                    .labelBackgroundColors("blue"));
    assertThat(filled.get(2, 6).get(6).item().longValue()).isEqualTo(255);
  }
}
