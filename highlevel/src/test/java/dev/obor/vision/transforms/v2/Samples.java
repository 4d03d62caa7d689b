package dev.obor.vision.transforms.v2;

import dev.obor.Tensor;
import dev.obor.golden.Golden;
import dev.obor.vision.transforms.Packed;
import dev.obor.vision.tv_tensors.BoundingBoxFormat;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The samples of {@code transform_v2_goldens.py}. */
final class Samples {
  private static final Map<String, String> INPUTS =
      Golden.read("vision/transforms-v2.tsv.gz").stream()
          .filter(line -> !line.fields().containsKey("case"))
          .collect(Collectors.toMap(line -> line.text("input"), line -> line.text("value")));

  private Samples() {}

  /** One input as it is, or several as a map. */
  static Object sample(String names) {
    if (!names.contains("+")) {
      return part(names);
    }
    Map<String, Object> sample = new LinkedHashMap<>();
    for (String name : names.split("\\+", -1)) {
      sample.put(name.equals("shares") ? "labels" : name, part(name));
    }
    return sample;
  }

  private static Object part(String name) {
    return read(Objects.requireNonNull(INPUTS.get(name), name));
  }

  private static Object read(String text) {
    int at = text.indexOf('@');
    Object plain = Packed.read(text.substring(at + 1));
    if (at < 0) {
      return plain;
    }
    String[] head = text.substring(0, at).split("/", -1);
    Tensor data = (Tensor) plain;
    return switch (head[0]) {
      case "Image" -> new Image(data);
      case "Video" -> new Video(data);
      case "Mask" -> new Mask(data);
      case "KeyPoints" -> new KeyPoints(data, Integer.parseInt(head[1]), Integer.parseInt(head[2]));
      default ->
          new BoundingBoxes(
              data,
              BoundingBoxFormat.of(head[1]),
              List.of(Integer.parseInt(head[2]), Integer.parseInt(head[3])),
              head[4].equals("None") ? null : head[4]);
    };
  }

  /** What stands in front of the numbers of a part. */
  static String head(@Nullable Object part) {
    if (part instanceof BoundingBoxes boxes) {
      return "BoundingBoxes/"
          + boxes.format().name()
          + "/"
          + boxes.canvasSize().get(0)
          + "/"
          + boxes.canvasSize().get(1)
          + "/"
          + (boxes.clampingMode() == null ? "None" : boxes.clampingMode())
          + "@";
    } else if (part instanceof KeyPoints points) {
      return "KeyPoints/" + points.canvasSize().get(0) + "/" + points.canvasSize().get(1) + "@";
    }
    return part instanceof TVTensor ? part.getClass().getSimpleName() + "@" : "";
  }

  static @Nullable Object plain(@Nullable Object part) {
    return part instanceof TVTensor tensor ? tensor.data() : part;
  }
}
