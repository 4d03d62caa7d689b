package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Images with a box around each face: Python's {@code torchvision.datasets.WIDERFace}.
 *
 * <p>The files lie in {@code root/widerface}. The images are on Google Drive, from which Obor
 * fetches nothing: Python does with {@code download=True}, or a browser.
 *
 * <p>The target is a map of int64 tensors: {@code bbox} of shape (N, 4), left, top, width and
 * height, and of shape (N) {@code blur}, {@code expression}, {@code illumination}, {@code
 * occlusion}, {@code pose} and {@code invalid}. That of the test set is null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class WIDERFace extends PictureDataset {
  private static final List<String> FOLDERS =
      List.of("WIDER_train", "WIDER_val", "WIDER_test", "wider_face_split");
  private static final List<String> MARKS =
      List.of("blur", "expression", "illumination", "occlusion", "pose", "invalid");
  private static final int NUMBERS = 10;

  private final String split;
  private final List<Path> images = new ArrayList<>();

  /** The numbers of the faces of each image. */
  private final List<List<long[]>> faces = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options
      extends VisionOptions<BufferedImage, Map<String, Tensor>, Options> {
    private String split = "train";
    private boolean download;

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, {@code val} or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets whether the files are to be there already; see the class. Default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code WIDERFace(root)}. */
  public WIDERFace(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code WIDERFace(root, split=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds {@code widerface}
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public WIDERFace(String root, Consumer<Options> options) {
    this(Caltech256.under(root, "widerface"), new Options().set(options));
  }

  private WIDERFace(String folder, Options o) {
    super(folder, o);
    this.split = verified(o.split, "split", List.of("train", "val", "test"));
    if (!FOLDERS.stream().allMatch(name -> Files.exists(folder().resolve(name)))) {
      throw o.download
          ? CelebA.onGoogleDrive("WIDERFace", folder())
          : DatasetFiles.absent(
              "Dataset not found or corrupted. You can use download=True to download and prepare"
                  + " it",
              folder());
    }
    Path lists = folder().resolve("wider_face_split");
    Path pictures = folder().resolve("WIDER_" + split).resolve("images");
    if (split.equals("test")) {
      for (String line : DatasetFiles.lines(lists.resolve("wider_face_test_filelist.txt"))) {
        images.add(pictures.resolve(line.stripTrailing()));
      }
    } else {
      read(lists.resolve("wider_face_" + split + "_bbx_gt.txt"), pictures);
    }
  }

  private void read(Path list, Path pictures) {
    List<String> lines = DatasetFiles.lines(list);
    for (int at = 0; at + 2 < lines.size(); ) {
      images.add(pictures.resolve(lines.get(at).stripTrailing()));
      // An image without a face has a line of zeros all the same.
      int count = Math.max(1, DatasetFiles.number(lines.get(at + 1), list));
      at += 2;
      if (count > lines.size() - at) {
        throw DatasetFiles.damaged(list, "it ends before the last face");
      }
      List<long[]> ofImage = new ArrayList<>();
      for (String line : lines.subList(at, at + count)) {
        long[] numbers =
            DatasetFiles.words(line).stream()
                .mapToLong(word -> DatasetFiles.number(word, list))
                .toArray();
        if (numbers.length != NUMBERS) {
          throw DatasetFiles.damaged(list, "a face has " + numbers.length + " numbers");
        }
        ofImage.add(numbers);
      }
      faces.add(ofImage);
      at += count;
    }
  }

  @Override
  Sample load(int at) {
    return new Sample(
        DatasetFiles.open(images.get(at)), split.equals("test") ? null : target(faces.get(at)));
  }

  private static @Nullable Map<String, Tensor> target(List<long[]> faces) {
    long[] boxes = faces.stream().flatMapToLong(face -> Arrays.stream(face, 0, 4)).toArray();
    Map<String, Tensor> target = new LinkedHashMap<>();
    target.put("bbox", Torch.fromArray(boxes, faces.size(), 4));
    for (int i = 0; i < MARKS.size(); i++) {
      int at = 4 + i;
      target.put(
          MARKS.get(i), Torch.fromArray(faces.stream().mapToLong(face -> face[at]).toArray()));
    }
    return target;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split;
  }
}
