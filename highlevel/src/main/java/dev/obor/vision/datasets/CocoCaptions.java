package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Images of COCO with what people said about them: Python's {@code
 * torchvision.datasets.CocoCaptions}. The target is a list of captions.
 *
 * <pre>{@code
 * CocoCaptions dataset = new CocoCaptions("val2017", "annotations/captions_val2017.json");
 * List<?> captions = (List<?>) dataset.get(3).target();
 * }</pre>
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CocoCaptions extends CocoDetection {
  /** Reads the annotations: Python's {@code CocoCaptions(root, annFile)}. */
  public CocoCaptions(String root, String annFile) {
    this(root, annFile, o -> {});
  }

  /**
   * Reads the annotations: Python's {@code CocoCaptions(root, annFile, transform=…,
   * target_transform=…, transforms=…)}.
   *
   * @param root the folder with the images
   * @param annFile the file of the annotations
   * @throws TorchException if the file cannot be read, or is none of annotations
   */
  public CocoCaptions(String root, String annFile, Consumer<Options> options) {
    super(root, annFile, options);
  }

  @Override
  List<String> target(int at) {
    return annotations(at).stream()
        .map(
            annotation -> {
              if (annotation.get("caption") instanceof String caption) {
                return caption;
              }
              throw new TorchException("'caption'\nAn annotation has none: " + annotation);
            })
        .toList();
  }
}
