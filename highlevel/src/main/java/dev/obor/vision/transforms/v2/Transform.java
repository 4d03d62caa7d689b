package dev.obor.vision.transforms.v2;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.tv_tensors.BoundingBoxes;
import dev.obor.vision.tv_tensors.Image;
import dev.obor.vision.tv_tensors.KeyPoints;
import dev.obor.vision.tv_tensors.Mask;
import dev.obor.vision.tv_tensors.TVTensor;
import dev.obor.vision.tv_tensors.Video;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done to a sample: Python's {@code torchvision.transforms.v2.Transform}.
 *
 * <p>A transform of one's own says what it draws for a sample, and what it does with each part:
 *
 * <pre>{@code
 * class RandomGain extends Transform<Double> {
 *   @Override
 *   protected Double makeParams(List<Object> flatInputs) {
 *     return Draws.uniform(0.8, 1.2);
 *   }
 *
 *   @Override
 *   protected Object transform(Object inpt, Double gain) {
 *     return inpt instanceof Image image ? new Image(image.data().mul(gain)) : inpt;
 *   }
 * }
 * }</pre>
 *
 * @param <P> what is drawn; a transform that draws nothing need not override {@link #makeParams},
 *     and gets null
 */
public abstract class Transform<P extends @Nullable Object>
    implements dev.obor.vision.transforms.Transform<Object, Object> {
  /** Makes a transform. */
  protected Transform() {}

  /**
   * Looks at a sample before anything is drawn; throws if it does not fit.
   *
   * @param flatInputs all its parts
   */
  protected void checkInputs(List<Object> flatInputs) {}

  /**
   * Draws what is the same for all parts of a sample: Python's {@code make_params(flat_inputs)}.
   *
   * @param flatInputs the parts that are transformed
   */
  protected @Nullable P makeParams(List<Object> flatInputs) {
    return null;
  }

  /**
   * Transforms a part: Python's {@code transform(inpt, params)}.
   *
   * @param inpt a part
   * @param params what {@link #makeParams} drew
   * @return the part itself, if there is nothing to do
   */
  protected abstract Object transform(Object inpt, P params);

  /**
   * Whether parts of its class are transformed; others stay as they are. By default those are
   * tensors, {@link TVTensor} and images of Java.
   */
  protected boolean isTransformed(Object inpt) {
    return inpt instanceof Tensor || inpt instanceof TVTensor || inpt instanceof BufferedImage;
  }

  /** What is printed between the brackets; by default nothing. */
  protected String extraRepr() {
    return "";
  }

  /** Transforms a sample: Python's {@code transform(sample)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the sample decides
  public final <T> T call(Object sample) {
    return (T) apply(sample);
  }

  /** Transforms the parts of a sample: Python's {@code transform(image, target)}. */
  public final List<Object> call(Object first, Object second, Object... more) {
    List<Object> sample = new ArrayList<>(List.of(first, second));
    sample.addAll(List.of(more));
    return call(sample);
  }

  @Override
  public final Object apply(Object sample) {
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(forward(sample));
    }
  }

  /** Transforms a sample, in a scope of its own. */
  Object forward(Object sample) {
    List<@Nullable Object> leaves = Leaves.of(sample);
    checkInputs(present(leaves));
    return transformed(sample, leaves);
  }

  static List<Object> present(List<@Nullable Object> leaves) {
    return leaves.stream().filter(Objects::nonNull).map(Object.class::cast).toList();
  }

  @SuppressWarnings("NullAway") // who draws nothing is told null
  Object transformed(Object sample, List<@Nullable Object> leaves) {
    boolean[] needs = needsTransform(leaves);
    List<Object> chosen = new ArrayList<>();
    for (int i = 0; i < needs.length; i++) {
      if (needs[i]) {
        chosen.add(Objects.requireNonNull(leaves.get(i)));
      }
    }
    P params = makeParams(chosen);
    List<@Nullable Object> made = new ArrayList<>();
    for (int i = 0; i < needs.length; i++) {
      Object leaf = leaves.get(i);
      made.add(needs[i] && leaf != null ? transform(leaf, params) : leaf);
    }
    return Objects.requireNonNull(Leaves.filled(sample, made));
  }

  /** A plain tensor is an image if there is no other image, and it is the first. */
  boolean[] needsTransform(List<@Nullable Object> leaves) {
    boolean takesTensor = !hasAny(present(leaves), Image.class, Video.class, BufferedImage.class);
    boolean[] needs = new boolean[leaves.size()];
    for (int i = 0; i < needs.length; i++) {
      Object leaf = leaves.get(i);
      needs[i] = leaf != null && isTransformed(leaf);
      if (needs[i] && leaf instanceof Tensor) {
        needs[i] = takesTensor;
        takesTensor = false;
      }
    }
    return needs;
  }

  @Override
  public String toString() {
    return Attributes.module(getClass().getSimpleName(), extraRepr());
  }

  // ---- for transforms of one's own

  /**
   * Whether an object is of one of some classes: Python's {@code check_type(obj, types)}; {@code
   * Tensor.class} is for {@code is_pure_tensor}.
   */
  public static boolean checkType(Object obj, Class<?>... types) {
    return Stream.of(types).anyMatch(type -> type.isInstance(obj));
  }

  /** Whether any part is of one of some classes: Python's {@code has_any(flat_inputs, *types)}. */
  public static boolean hasAny(List<?> flatInputs, Class<?>... types) {
    return flatInputs.stream().anyMatch(inpt -> checkType(inpt, types));
  }

  /** Whether there is a part of each class: Python's {@code has_all(flat_inputs, *types)}. */
  public static boolean hasAll(List<?> flatInputs, Class<?>... types) {
    return Stream.of(types).allMatch(type -> hasAny(flatInputs, type));
  }

  /**
   * The boxes of a sample: Python's {@code get_bounding_boxes(flat_inputs)}.
   *
   * @throws ValueException if there are none
   */
  public static BoundingBoxes getBoundingBoxes(List<?> flatInputs) {
    return first(flatInputs, BoundingBoxes.class, "bounding boxes");
  }

  /**
   * The points of a sample: Python's {@code get_keypoints(flat_inputs)}.
   *
   * @throws ValueException if there are none
   */
  public static KeyPoints getKeypoints(List<?> flatInputs) {
    return first(flatInputs, KeyPoints.class, "keypoints");
  }

  private static <T> T first(List<?> flatInputs, Class<T> type, String name) {
    return flatInputs.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new ValueException("No " + name + " were found in the sample"));
  }

  /**
   * Channels, height and width of the images of a sample: Python's {@code query_chw(flat_inputs)}.
   *
   * @throws TypeException if there is no image
   * @throws ValueException if there are images of several sizes
   */
  public static List<Integer> queryChw(List<?> flatInputs) {
    Set<List<Integer>> sizes = new LinkedHashSet<>();
    for (Object inpt : flatInputs) {
      if (checkType(inpt, Tensor.class, Image.class, BufferedImage.class, Video.class)) {
        sizes.add(F.getDimensions(inpt));
      }
    }
    if (sizes.isEmpty()) {
      throw new TypeException("No image or video was found in the sample");
    }
    return single(sizes, "CxHxW");
  }

  /**
   * Height and width of a sample: Python's {@code query_size(flat_inputs)}.
   *
   * @throws TypeException if there is nothing that has a size
   * @throws ValueException if there are several sizes
   */
  public static List<Integer> querySize(List<?> flatInputs) {
    Set<List<Integer>> sizes = new LinkedHashSet<>();
    for (Object inpt : flatInputs) {
      if (checkType(
          inpt,
          Tensor.class,
          Image.class,
          BufferedImage.class,
          Video.class,
          Mask.class,
          BoundingBoxes.class,
          KeyPoints.class)) {
        sizes.add(F.getSize(inpt));
      }
    }
    if (sizes.isEmpty()) {
      throw new TypeException(
          "No image, video, mask, bounding box of keypoint was found in the sample");
    }
    return single(sizes, "HxW");
  }

  private static List<Integer> single(Collection<List<Integer>> sizes, String what) {
    if (sizes.size() > 1) {
      Comparator<List<Integer>> order = Comparator.comparing(size -> size.get(0));
      for (int i = 1; i < sizes.iterator().next().size(); i++) {
        int place = i;
        order = order.thenComparing(size -> size.get(place));
      }
      String texts =
          sizes.stream()
              .sorted(order)
              .map(
                  size ->
                      size.stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(", ", "'(", ")'")))
              .collect(Collectors.joining(", "));
      throw new ValueException("Found multiple " + what + " dimensions in the sample: " + texts);
    }
    return sizes.iterator().next();
  }
}
