package dev.obor.tutorials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a tutorial is run with.
 *
 * @param seed the seed of the random numbers; the same seed gives the same run, in Python too
 * @param data the folder with data sets as torchvision lays them out, such as {@code MNIST/raw}
 * @param output the folder for what the tutorial makes: weights, pictures, and the digits that
 *     stand in for MNIST
 * @param pretrained whether networks that have a trained form begin with it; it is fetched once,
 *     into the folder of {@code Hub.getDir}
 * @param progress shows how far a training is
 */
public record Settings(long seed, Path data, Path output, boolean pretrained, Progress progress) {
  /** Seed 42, the folder {@code data} and the folder {@code tutorial-output}. */
  public Settings() {
    this(42, Path.of("data"), Path.of("tutorial-output"));
  }

  /** The same with networks that begin untrained, so that nothing is fetched. */
  public Settings(long seed, Path data, Path output) {
    this(seed, data, output, false);
  }

  /** The same without a display of how far a training is. */
  public Settings(long seed, Path data, Path output, boolean pretrained) {
    this(seed, data, output, pretrained, Progress.NONE);
  }

  /**
   * A folder in the output folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be made
   */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(output.resolve(name));
  }

  /**
   * The root to give to {@code MNIST}: the data folder if all files of MNIST are in it, otherwise a
   * folder with the digits that come with the tutorials, which it makes in the output folder.
   *
   * @throws IOException if the stand-in cannot be written
   */
  public String mnist() throws IOException {
    return MnistFolder.isIn(data)
        ? data.toString()
        : MnistFolder.standIn(output.resolve("digits")).toString();
  }
}
