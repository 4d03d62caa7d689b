package dev.obor.tutorials.introduction;

import dev.obor.Tensor;
import dev.obor.tutorials.Block;
import dev.obor.vision.datasets.Sample;
import dev.obor.vision.datasets.VisionDataset;
import dev.obor.vision.io.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of one's own: pictures in the folder {@code data}, beside a text file with a line for
 * each, such as {@code cat.jpg cat}.
 *
 * <p>A dataset must say how many items it has and read one.
 */
@Block(
    value = {"003-45", "003-52"},
    differs = "without width and height, which the note does not use; 52 is the head of a class")
class MyDataset extends VisionDataset {
  private final List<Path> imgPaths = new ArrayList<>();
  private final List<String> imgLabels = new ArrayList<>();

  MyDataset(Path dataFile) throws IOException {
    this(dataFile, null, null);
  }

  MyDataset(Path dataFile, Function<Tensor, ?> transform) throws IOException {
    this(dataFile, transform, null);
  }

  MyDataset(
      Path dataFile,
      @Nullable Function<Tensor, ?> transform,
      @Nullable Function<String, ?> targetTransform)
      throws IOException {
    super(null, transform, targetTransform);
    for (String line : Files.readAllLines(dataFile)) {
      String[] word = line.split(" ", -1);
      imgPaths.add(dataFile.resolveSibling("data").resolve(word[0]));
      imgLabels.add(word[1]);
    }
  }

  @Override
  public int size() {
    return imgLabels.size();
  }

  @Override
  public Sample get(int idx) {
    Tensor image = Io.readImage(imgPaths.get(idx).toString());
    String label = imgLabels.get(idx);
    return sample(image, label);
  }
}
