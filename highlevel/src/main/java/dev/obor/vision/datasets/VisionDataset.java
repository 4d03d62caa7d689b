package dev.obor.vision.datasets;

import dev.obor.Aten;
import dev.obor.IndexException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.data.Data;
import dev.obor.data.Dataset;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A dataset of images with targets: Python's {@code torchvision.datasets.VisionDataset}.
 *
 * <p>A dataset of one's own says how many samples it has and reads one, and lets {@link #sample}
 * apply the transforms:
 *
 * <pre>{@code
 * class Birds extends VisionDataset {
 *   private final List<Path> files;
 *   private final List<Integer> labels;
 *
 *   Birds(String root, Function<? super BufferedImage, ?> transform) {
 *     super(root, transform, null);
 *     …
 *   }
 *
 *   @Override
 *   public Sample get(int index) {
 *     return sample(Folder.defaultLoader(files.get(index)), labels.get(index));
 *   }
 *
 *   @Override
 *   public int size() {
 *     return files.size();
 *   }
 * }
 * }</pre>
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public abstract class VisionDataset implements Dataset<Sample> {
  private final @Nullable String root;

  /** What is done to samples, until another dataset takes it. */
  private volatile Transforms done;

  /**
   * What is done to samples.
   *
   * @param both makes a sample of an image and its target, or null
   * @param ofImage what is done to each image, or null
   * @param ofTarget what is done to each target, or null
   */
  record Transforms(
      @Nullable BiFunction<Object, Object, Sample> both,
      @Nullable Function<Object, ?> ofImage,
      @Nullable Function<Object, ?> ofTarget) {}

  /**
   * Makes a dataset.
   *
   * @param root the folder with the data, as it is printed; a {@code ~} at its beginning is the
   *     user's folder
   * @param transform what is done to each image, or null
   * @param targetTransform what is done to each target, or null
   */
  protected VisionDataset(
      @Nullable String root,
      @Nullable Function<?, ?> transform,
      @Nullable Function<?, ?> targetTransform) {
    this(root, null, transform, targetTransform);
  }

  /**
   * Makes a dataset, perhaps with one function that transforms image and target together: Python's
   * {@code VisionDataset(root, transforms, transform, target_transform)}.
   *
   * @param root the folder with the data, as it is printed
   * @param transforms makes a sample of an image and its target, or null
   * @param transform what is done to each image, or null
   * @param targetTransform what is done to each target, or null
   * @throws ValueException if the first function is given and one of the others is
   */
  @SuppressWarnings("unchecked") // the dataset gives its transforms what it reads
  protected VisionDataset(
      @Nullable String root,
      @Nullable BiFunction<?, ?, Sample> transforms,
      @Nullable Function<?, ?> transform,
      @Nullable Function<?, ?> targetTransform) {
    if (transforms != null && (transform != null || targetTransform != null)) {
      throw new ValueException(
          "Only transforms or transform/target_transform can be passed as argument");
    }
    this.root = root == null ? null : expanded(root);
    this.done =
        new Transforms(
            (BiFunction<Object, Object, Sample>) transforms,
            (Function<Object, ?>) transform,
            (Function<Object, ?>) targetTransform);
  }

  VisionDataset(@Nullable String root, Transforms transforms) {
    this.root = root;
    this.done = transforms;
  }

  VisionDataset(@Nullable String root, VisionOptions<?, ?, ?> options) {
    this(root, options.transforms, options.transform, options.targetTransform);
  }

  static String expanded(String root) {
    boolean isHome = root.equals("~") || root.startsWith("~/");
    return isHome ? System.getProperty("user.home") + root.substring(1) : root;
  }

  /** The folder with the data: Python's {@code dataset.root}. */
  public final @Nullable String root() {
    return root;
  }

  /**
   * What is done to each image: Python's {@code dataset.transform}. Null if that is nothing, or if
   * {@link Datasets#wrapDatasetForTransformsV2} has taken it over.
   */
  public final @Nullable Function<Object, ?> transform() {
    return done.ofImage();
  }

  /** What is done to each target: Python's {@code dataset.target_transform}. */
  public final @Nullable Function<Object, ?> targetTransform() {
    return done.ofTarget();
  }

  /** What is done to samples, which from now on is no longer done here. */
  final Transforms takeTransforms() {
    Transforms taken = done;
    done = new Transforms(null, null, null);
    return taken;
  }

  /**
   * Applies the transforms.
   *
   * @param target what the image shows; null where Python has None
   */
  protected final Sample sample(Object image, @Nullable Object target) {
    Transforms transforms = done;
    if (transforms.both() != null) {
      return transforms.both().apply(image, target);
    }
    return new Sample(
        transforms.ofImage() == null ? image : transforms.ofImage().apply(image),
        transforms.ofTarget() == null ? target : transforms.ofTarget().apply(target));
  }

  /**
   * Checks an index of a sample.
   *
   * @param index counted from the end when negative
   * @return the index counted from the beginning
   * @throws IndexException if there is no such sample
   */
  protected final int checkedIndex(int index) {
    int size = size();
    if (index < -size || index >= size) {
      throw new IndexException(
          "index " + index + " is out of bounds for dimension 0 with size " + size);
    }
    return index < 0 ? index + size : index;
  }

  /**
   * Reads one sample.
   *
   * @param index counted from the end when negative
   * @throws IndexException if there is no such sample
   */
  @Override
  public abstract Sample get(int index);

  /** Reads several samples as one, with a tensor of all images and one of all targets. */
  @Override
  public Sample getBatch(int[] indices) {
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(collated(getItems(indices)));
    }
  }

  /** One sample of many. */
  static Sample collated(List<Sample> samples) {
    long[] labels = labels(samples.stream().<@Nullable Object>map(Sample::target).toList());
    boolean isPlain = labels != null && samples.stream().allMatch(s -> s.image() instanceof Tensor);
    if (labels != null && isPlain && !samples.isEmpty()) {
      Tensor[] images = samples.stream().map(Sample::tensor).toArray(Tensor[]::new);
      return new Sample(Aten.stack(images, 0), Torch.fromArray(labels));
    }
    if (!samples.isEmpty() && samples.get(0).image() instanceof BufferedImage) {
      throw new TypeException(
          "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found"
              + " <class 'PIL.Image.Image'>\nGive the dataset a transform that makes tensors, as"
              + " ToTensor.");
    }
    return (Sample) Data.defaultCollate(samples);
  }

  /** Targets that all are numbers of classes; null if they are not. */
  static long @Nullable [] labels(List<? extends @Nullable Object> targets) {
    long[] labels = new long[targets.size()];
    for (int i = 0; i < labels.length; i++) {
      if (!(targets.get(i) instanceof Integer label)) {
        return null;
      }
      labels[i] = label;
    }
    return labels;
  }

  /**
   * The same samples as arrays of an image and a target, both tensors: what {@code
   * dev.obor.training} and code that is written for a {@link dev.obor.data.TensorDataset} take.
   *
   * @return a dataset whose items fail if the images are no tensors or the targets no numbers
   */
  public final Dataset<Tensor[]> tensors() {
    return new SampleTensors(this);
  }

  private record SampleTensors(VisionDataset samples) implements Dataset<Tensor[]> {
    @Override
    public Tensor[] get(int index) {
      return pair(samples.get(index));
    }

    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public Tensor[] getBatch(int[] indices) {
      return pair(samples.getBatch(indices));
    }

    private static Tensor[] pair(Sample sample) {
      Tensor target =
          sample.target() instanceof Tensor tensor
              ? tensor
              : Torch.fromArray(new long[] {sample.label()}).reshape();
      return new Tensor[] {sample.tensor(), target};
    }
  }

  // ---- what subclasses share

  /** The folder with the data as a path. */
  final Path folder() {
    if (root == null) {
      throw new TorchException("the dataset has no folder");
    }
    return Path.of(root);
  }

  /** The numbers of classes by their names, in their order. */
  static Map<String, Integer> indices(List<String> classes) {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (String name : classes) {
      indices.put(name, indices.size());
    }
    return Collections.unmodifiableMap(indices);
  }

  /** A value of an argument that has few: Python's {@code verify_str_arg}. */
  static String verified(String value, String argument, List<String> valid) {
    if (!valid.contains(value)) {
      throw new ValueException(
          "Unknown value '"
              + value
              + "' for argument "
              + argument
              + ". Valid values are {'"
              + String.join("', '", valid)
              + "'}.");
    }
    return value;
  }

  // ---- printing

  /** More lines for {@link #toString}: Python's {@code extra_repr()}; none by default. */
  protected String extraRepr() {
    return "";
  }

  /** As Python prints the dataset, with its transforms. */
  @Override
  public String toString() {
    List<String> body = new ArrayList<>();
    body.add("Number of datapoints: " + size());
    if (root != null) {
      body.add("Root location: " + root);
    }
    extraRepr().lines().forEach(body::add);
    Transforms transforms = done;
    if (transforms.both() != null) {
      body.add(transforms.both().toString());
    } else if (transforms.ofImage() != null || transforms.ofTarget() != null) {
      body.add(standardTransform(transforms.ofImage(), transforms.ofTarget()));
    }
    return "Dataset " + printedName() + "\n    " + String.join("\n    ", body);
  }

  /** What Python calls the class. */
  String printedName() {
    return getClass().getSimpleName();
  }

  private static String standardTransform(
      @Nullable Object transform, @Nullable Object targetTransform) {
    List<String> lines = new ArrayList<>();
    lines.add("StandardTransform");
    if (transform != null) {
      lines.add(behind("Transform: ", transform));
    }
    if (targetTransform != null) {
      lines.add(behind("Target transform: ", targetTransform));
    }
    return String.join("\n", lines);
  }

  private static String behind(String head, Object transform) {
    return head + transform.toString().replace("\n", "\n" + " ".repeat(head.length()));
  }
}
