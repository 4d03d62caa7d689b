package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Handwritten digits from letters, 16 × 16 levels of grey: Python's {@code
 * torchvision.datasets.USPS}.
 *
 * <p>The files {@code usps.bz2} and {@code usps.t.bz2} lie in the folder itself.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class USPS extends PictureDataset {
  private static final String FROM =
      "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass/";
  private static final int SIDE = 16;
  private static final int PIXELS = SIDE * SIDE;
  private static final int LONGEST_LINE = 1 << 16;

  private final byte[] images;
  private final List<Integer> targets = new ArrayList<>();

  /** Reads the training set: Python's {@code USPS(root)}. */
  public USPS(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code USPS(root, train)}. */
  public USPS(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /**
   * Reads one of the two sets: Python's {@code USPS(root, train=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @throws TorchException if the file is not there, or damaged
   */
  public USPS(String root, Consumer<TrainOptions> options) {
    this(root, MNIST.read(options));
  }

  private USPS(String root, TrainOptions o) {
    super(root, o);
    String name = o.train ? "usps.bz2" : "usps.t.bz2";
    Path file = folder().resolve(name);
    if (o.download && !Files.exists(file)) {
      String md5 =
          o.train ? "ec16c51db3855ca6c91edd34d0e9b197" : "8ea070ee2aca1ac39742fdd1ef5ed118";
      Downloads.downloadUrl(FROM + name, folder(), d -> d.filename(name).md5(md5));
    }
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (InputStream raw = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Archive.decompressed(raw, ".bz2"), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read(line, pixels);
      }
    } catch (IOException | NumberFormatException e) {
      TorchException failed = new TorchException(file + " cannot be read: " + e.getMessage());
      failed.initCause(e);
      throw failed;
    }
    this.images = pixels.toByteArray();
  }

  private void read(String line, ByteArrayOutputStream pixels) throws IOException {
    String[] words = line.strip().split("\\s+", -1);
    if (line.length() > LONGEST_LINE || words.length != 1 + PIXELS) {
      throw new IOException("a line has not a label and " + PIXELS + " values");
    }
    targets.add(Integer.parseInt(words[0]) - 1);
    for (int i = 1; i < words.length; i++) {
      float value = Float.parseFloat(words[i].substring(words[i].lastIndexOf(':') + 1));
      pixels.write((int) ((value + 1) / 2 * 255) & 0xff);
    }
  }

  @Override
  Sample load(int at) {
    return new Sample(Images.gray(images, at * PIXELS, SIDE, SIDE), targets.get(at));
  }

  @Override
  public int size() {
    return targets.size();
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 16, 16). */
  public Tensor data() {
    return Torch.fromUnsignedArray(images, size(), SIDE, SIDE);
  }

  /** All labels: Python's {@code dataset.targets}. */
  public List<Integer> targets() {
    return List.copyOf(targets);
  }
}
