package dev.obor.vision.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.golden.Golden;
import dev.obor.vision.io.Io;
import dev.obor.vision.transforms.Packed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares grids with those of {@code vision_io_goldens.py}. */
class VisionTest {
  private static final Map<String, Consumer<GridOptions>> CASES =
      Map.of(
          "plain", o -> {},
          "nrow", o -> o.nrow(2).padding(1).padValue(0.5),
          "normalize", o -> o.normalize(true),
          "value range", o -> o.normalize(true).valueRange(0.2, 0.7),
          "each", o -> o.normalize(true).scaleEach(true).nrow(3));

  @Test
  void gridsAreAsPython() {
    for (Golden line : Golden.read("vision/grids.tsv")) {
      String name = line.text("case");
      Consumer<GridOptions> options = Objects.requireNonNull(CASES.get(name), name);
      try (Scope scope = Torch.scope()) {
        Torch.manualSeed(1);
        Tensor batch = Torch.rand(5, line.integer("channels"), 4, 3);
        Packed.compare(name, Vision.makeGrid(batch, options), line.text("grid"), 1e-6);
        Packed.compare(name, Vision.makeGrid(batch.unbind(0), options), line.text("grid"), 1e-6);
        Packed.compare(name, Vision.makeGrid(batch.get(0), options), line.text("one"), 1e-6);
      }
    }
  }

  @Test
  void savedImagesHaveTheGridsLevels(@TempDir Path folder) {
    try (Scope scope = Torch.scope()) {
      Tensor batch = Torch.rand(3, 3, 4, 5);
      String file = folder.resolve("grid.png").toString();
      Vision.saveImage(batch, file);
      Tensor levels = Vision.makeGrid(batch).mul(255).add(0.5).clamp(0, 255).to(DType.UINT8);
      assertThat(Io.readImage(file).equal(levels)).isTrue();
      Vision.saveImage(
          batch.unbind(0), folder.resolve("grid.any").toString(), o -> o.format("jpeg"));
      assertThat(Io.readImage(folder.resolve("grid.any").toString()).size())
          .isEqualTo(levels.size());
      assertThatThrownBy(() -> Vision.saveImage(batch, "grid.unknown"))
          .isInstanceOf(ValueException.class)
          .hasMessage("unknown file extension: .unknown");
    }
  }
}
