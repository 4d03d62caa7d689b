package dev.obor.vision.models.detection;

import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that propose regions, against torchvision's: {@code vision_detection_goldens.py}. */
@InScope
class RegionModelsTest {
  static List<Golden> goldens() {
    return Golden.read("vision/detection.tsv.gz").stream()
        .filter(golden -> golden.text("case").contains("rcnn"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void findsAndLosesWhatTorchvisionsDoes(Golden golden) {
    DetectionCase.check(golden);
  }
}
