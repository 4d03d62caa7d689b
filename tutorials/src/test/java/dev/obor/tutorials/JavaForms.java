package dev.obor.tutorials;

import dev.obor.tutorials.NoteFixture.Output;
import java.util.Map;

/** What ports print otherwise than Python, because they show a thing of Java. */
final class JavaForms {
  private static final String ARRAY = "[[1.0, 2.0], [3.0, 4.0]]\n";
  private static final String TENSOR =
      "tensor([[1., 2.],\n        [3., 4.]], dtype=torch.float64)\n";
  private static final String FIRST_SAMPLE =
      "(<java.awt.image.BufferedImage image mode=L size=28x28>, 5)\n";

  private JavaForms() {}

  /** The texts by block. */
  static Map<String, String> of(String note) {
    return switch (note) {
      case "000" ->
          Map.of(
              "000-15",
              ARRAY + TENSOR,
              "000-16",
              "double[][], torch.float64\n",
              "000-17",
              ARRAY,
              "000-48",
              FIRST_SAMPLE);
      case "001" -> Map.of("001-05", FIRST_SAMPLE, "001-17", model());
      case "002" -> Map.of("002-04", FIRST_SAMPLE);
      case "004" ->
          Map.of(
              "004-13", "class dev.obor.Tensor\ntorch.Size([64, 1, 28, 28])\ntorch.Size([64])\n");
      default -> Map.of();
    };
  }

  /** The block names a method of the model, which Python shows around the model. */
  private static String model() {
    Output output = NoteFixture.outputs("001").getOrDefault("001-17", Output.NONE);
    return String.valueOf(output.run())
        .replace("<bound method Module.parameters of ", "")
        .replace(")>\n", ")\n");
  }
}
