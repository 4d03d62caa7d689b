package dev.obor.vision.datasets;

import java.util.List;
import java.util.function.Consumer;

/**
 * Japanese characters in the format of {@link MNIST}: Python's {@code torchvision.datasets.KMNIST}.
 *
 * <p>The files lie in {@code root/KMNIST/raw}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class KMNIST extends MNIST {
  private static final MnistFiles FILES =
      MnistFiles.standard(
          List.of("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
          "bdb82020997e1d708af4cf47b453dcf7",
          "e144d726b3acfaa3e44228e80efcd344",
          "5c965bf0a639b31b8f53240b1b52f4d7",
          "7320c461ea6c1c855c0b718fb2a4b134");

  private static final List<String> CLASSES =
      List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");

  /** Reads the training set: Python's {@code KMNIST(root)}. */
  public KMNIST(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code KMNIST(root, train)}. */
  public KMNIST(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /**
   * Reads one of the two sets: Python's {@code KMNIST(root, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code KMNIST/raw}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public KMNIST(String root, Consumer<TrainOptions> options) {
    super(root, read(options), "KMNIST", FILES, CLASSES);
  }
}
