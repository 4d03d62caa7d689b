package dev.obor.vision.models.detection;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what objects proposed boxes have: Python's {@code
 * torchvision.models.detection.roi_heads.RoIHeads}. Its parts are fields, so that others can take
 * their places.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RoIHeads extends Module {
  /** Boxes with a shorter edge are left out. */
  private static final double MIN_SIZE = 1e-2;

  /** Takes the regions of boxes out of features. */
  @Name("box_roi_pool")
  public MultiScaleRoIAlign boxRoiPool;

  /** Makes features of a region. */
  @Name("box_head")
  public Module boxHead;

  /** Tells the class of a region, and how to move its box. */
  @Name("box_predictor")
  public BoxPredictor boxPredictor;

  /** Takes the regions for masks out of features, or null. */
  @Name("mask_roi_pool")
  public @Nullable MultiScaleRoIAlign maskRoiPool;

  /** Makes features for masks, or null. */
  @Name("mask_head")
  public @Nullable Module maskHead;

  /** Makes a mask for each class, or null. */
  @Name("mask_predictor")
  public @Nullable Module maskPredictor;

  /** Takes the regions for keypoints out of features, or null. */
  @Name("keypoint_roi_pool")
  public @Nullable MultiScaleRoIAlign keypointRoiPool;

  /** Makes features for keypoints, or null. */
  @Name("keypoint_head")
  public @Nullable Module keypointHead;

  /** Makes a map of places for each keypoint, or null. */
  @Name("keypoint_predictor")
  public @Nullable Module keypointPredictor;

  private final Matcher proposalMatcher;
  private final BalancedPositiveNegativeSampler sampler;
  private final BoxCoder boxCoder;
  private final Options options;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private double fgIouThresh = 0.5;
    private double bgIouThresh = 0.5;
    private long batchSizePerImage = 512;
    private double positiveFraction = 0.25;
    private BoxCoder boxCoder = new BoxCoder(10, 10, 5, 5);
    private double scoreThresh = 0.05;
    private double nmsThresh = 0.5;
    private long detectionsPerImg = 100;

    Options() {}

    /** Sets from what overlap on a box counts as one with an object; default 0.5. */
    public Options fgIouThresh(double value) {
      this.fgIouThresh = value;
      return this;
    }

    /** Sets below what overlap a box counts as one without an object; default 0.5. */
    public Options bgIouThresh(double value) {
      this.bgIouThresh = value;
      return this;
    }

    /** Sets how many boxes of a picture are drawn for the losses; default 512. */
    public Options batchSizePerImage(long value) {
      this.batchSizePerImage = value;
      return this;
    }

    /** Sets what part of the drawn boxes has objects; default 0.25. */
    public Options positiveFraction(double value) {
      this.positiveFraction = value;
      return this;
    }

    /** Sets the weights of {@link BoxCoder}; default 10, 10, 5 and 5. */
    public Options bboxRegWeights(double x, double y, double width, double height) {
      this.boxCoder = new BoxCoder(x, y, width, height);
      return this;
    }

    /** Sets how sure the network is of an object at least; default 0.05. */
    public Options scoreThresh(double value) {
      this.scoreThresh = value;
      return this;
    }

    /** Sets above what overlap the worse of two objects of a class is left out; default 0.5. */
    public Options nmsThresh(double value) {
      this.nmsThresh = value;
      return this;
    }

    /** Sets how many objects are found in a picture at most; default 100. */
    public Options detectionsPerImg(long value) {
      this.detectionsPerImg = value;
      return this;
    }
  }

  /** Proposed boxes, with what is known of them in training. */
  private record Regions(
      List<Tensor> boxes, List<Tensor> matches, List<Tensor> labels, List<Tensor> wanted) {
    /** Those with objects, and the objects. */
    Regions positive() {
      List<Tensor> places = labels.stream().map(label -> Lists.where(label.gt(0))).toList();
      return new Regions(
          Lists.rows(boxes, places), Lists.rows(matches, places), List.of(), List.of());
    }
  }

  /** Makes heads for boxes: Python's {@code RoIHeads(box_roi_pool, box_head, box_predictor, …)}. */
  public RoIHeads(
      MultiScaleRoIAlign boxRoiPool,
      Module boxHead,
      BoxPredictor boxPredictor,
      Consumer<Options> options) {
    this.options = new Options();
    options.accept(this.options);
    this.boxRoiPool = boxRoiPool;
    this.boxHead = boxHead;
    this.boxPredictor = boxPredictor;
    this.proposalMatcher = new Matcher(this.options.fgIouThresh, this.options.bgIouThresh);
    this.sampler =
        new BalancedPositiveNegativeSampler(
            this.options.batchSizePerImage, this.options.positiveFraction);
    this.boxCoder = this.options.boxCoder;
  }

  /** Whether there are all parts that make masks. */
  public boolean hasMask() {
    return maskRoiPool != null && maskHead != null && maskPredictor != null;
  }

  /** Whether there are all parts that find keypoints. */
  public boolean hasKeypoint() {
    return keypointRoiPool != null && keypointHead != null && keypointPredictor != null;
  }

  /**
   * Tells what objects boxes have: Python's {@code roi_heads(features, proposals, image_shapes,
   * targets)}.
   *
   * @param features by names
   * @param proposals the boxes of each picture, (N, 4)
   * @param imageShapes the height and width of each picture
   * @param targets for each picture its {@code boxes}, {@code labels}, and {@code masks} or {@code
   *     keypoints} if there are heads for them; needed in training
   * @throws ValueException if one of them is not there in training
   */
  public DetectionOutput call(
      Map<String, Tensor> features,
      List<Tensor> proposals,
      List<Size> imageShapes,
      @Nullable List<Map<String, Tensor>> targets) {
    return callWithHooks(
        DetectionOutput.class,
        (args, kwargs) -> {
          try (Scope scope = Torch.scope()) {
            return scope.keepAll(
                compute(
                    Lists.mapOf(args[0]),
                    Lists.of(args[1]),
                    Lists.of(args[2]),
                    args[3] == null ? null : Lists.of(args[3])));
          }
        },
        features,
        proposals,
        imageShapes,
        targets);
  }

  private DetectionOutput compute(
      Map<String, Tensor> features,
      List<Tensor> proposals,
      List<Size> shapes,
      @Nullable List<Map<String, Tensor>> targets) {
    if (targets != null) {
      Targets.checkTypes(targets, hasKeypoint());
    }
    if (!isTraining()) {
      return new DetectionOutput(Map.of(), predictions(features, proposals, shapes));
    }
    List<Map<String, Tensor>> known = checked(targets);
    Regions regions = drawn(proposals, known);
    Map<String, Tensor> losses = boxLosses(features, regions, shapes);
    Regions positive = regions.positive();
    Tensor masks = masks(features, positive.boxes(), shapes);
    if (masks != null) {
      losses.put(
          "loss_mask",
          Masks.loss(
              masks,
              positive.boxes(),
              all(known, "masks"),
              all(known, "labels"),
              positive.matches()));
    }
    Tensor keypoints = keypoints(features, positive.boxes(), shapes);
    if (keypoints != null) {
      losses.put(
          "loss_keypoint",
          Keypoints.loss(keypoints, positive.boxes(), all(known, "keypoints"), positive.matches()));
    }
    return new DetectionOutput(losses, List.of());
  }

  private static List<Tensor> all(List<Map<String, Tensor>> targets, String key) {
    return targets.stream().map(target -> Targets.of(target, key)).toList();
  }

  private @Nullable Tensor masks(
      Map<String, Tensor> features, List<Tensor> boxes, List<Size> shapes) {
    return answer(maskRoiPool, maskHead, maskPredictor, features, boxes, shapes);
  }

  private @Nullable Tensor keypoints(
      Map<String, Tensor> features, List<Tensor> boxes, List<Size> shapes) {
    return answer(keypointRoiPool, keypointHead, keypointPredictor, features, boxes, shapes);
  }

  private static @Nullable Tensor answer(
      @Nullable MultiScaleRoIAlign pool,
      @Nullable Module head,
      @Nullable Module predictor,
      Map<String, Tensor> features,
      List<Tensor> boxes,
      List<Size> shapes) {
    return pool == null || head == null || predictor == null
        ? null
        : predictor.call(head.call(pool.call(features, boxes, shapes)));
  }

  private BoxPredictor.Output boxes(
      Map<String, Tensor> features, List<Tensor> boxes, List<Size> shapes) {
    return boxPredictor.call(boxHead.call(boxRoiPool.call(features, boxes, shapes)));
  }

  // ---- training

  private List<Map<String, Tensor>> checked(@Nullable List<Map<String, Tensor>> targets) {
    if (targets == null) {
      throw new ValueException("targets should not be None");
    }
    List<String> keys =
        hasMask() ? List.of("boxes", "labels", "masks") : List.of("boxes", "labels");
    for (String key : keys) {
      if (!targets.stream().allMatch(target -> target.containsKey(key))) {
        throw new ValueException("Every element of targets should have a " + key + " key");
      }
    }
    return targets;
  }

  /** Draws boxes for the losses, from those that were proposed and those of the objects. */
  private Regions drawn(List<Tensor> proposals, List<Map<String, Tensor>> targets) {
    DType dtype = proposals.get(0).dtype();
    List<Tensor> boxes = new ArrayList<>();
    List<Tensor> matches = new ArrayList<>();
    List<Tensor> labels = new ArrayList<>();
    List<Tensor> objects = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      Tensor real = Targets.boxes(targets.get(i)).to(dtype);
      Tensor all = Torch.cat(List.of(proposals.get(i), real), 0);
      boxes.add(all);
      objects.add(real);
      if (real.numel() == 0) {
        matches.add(none(all));
        labels.add(none(all));
        continue;
      }
      Tensor match = proposalMatcher.call(Ops.boxIou(real, all));
      Tensor some = match.clampMin(0);
      matches.add(some);
      labels.add(
          Lists.rows(Targets.labels(targets.get(i)), some)
              .maskedFill(match.eq(Matcher.BELOW_LOW_THRESHOLD), 0)
              .maskedFill(match.eq(Matcher.BETWEEN_THRESHOLDS), -1));
    }
    BalancedPositiveNegativeSampler.Samples samples = sampler.call(labels);
    List<Tensor> drawn = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      drawn.add(Lists.where(samples.positive().get(i).bitwiseOr(samples.negative().get(i)).ne(0)));
    }
    boxes = Lists.rows(boxes, drawn);
    matches = Lists.rows(matches, drawn);
    List<Tensor> matched = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      Tensor real = objects.get(i);
      matched.add(Lists.rows(real.numel() == 0 ? real.newZeros(1, 4) : real, matches.get(i)));
    }
    return new Regions(boxes, matches, Lists.rows(labels, drawn), boxCoder.encode(matched, boxes));
  }

  private static Tensor none(Tensor boxes) {
    return Torch.zeros(boxes.size(0), o -> o.dtype(DType.INT64).device(boxes.device()));
  }

  private Map<String, Tensor> boxLosses(
      Map<String, Tensor> features, Regions regions, List<Size> shapes) {
    BoxPredictor.Output answers = boxes(features, regions.boxes(), shapes);
    Tensor labels = Torch.cat(regions.labels(), 0);
    Tensor wanted = Torch.cat(regions.wanted(), 0);
    Tensor positive = Lists.where(labels.gt(0));
    Tensor codes = answers.boxDeltas();
    Tensor ofClasses =
        codes
            .reshape(codes.size(0), codes.size(1) / 4, 4)
            .index(List.of(positive, Lists.rows(labels, positive)));
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put("loss_classifier", F.crossEntropy(answers.scores(), labels));
    losses.put(
        "loss_box_reg",
        F.smoothL1Loss(
                ofClasses, Lists.rows(wanted, positive), o -> o.beta(1.0 / 9).reduction("sum"))
            .div(labels.numel()));
    return losses;
  }

  // ---- evaluation

  private List<Prediction> predictions(
      Map<String, Tensor> features, List<Tensor> proposals, List<Size> shapes) {
    BoxPredictor.Output answers = boxes(features, proposals, shapes);
    long[] counts = Lists.counts(proposals);
    List<Tensor> boxes = boxCoder.decode(answers.boxDeltas(), proposals).split(counts, 0);
    List<Tensor> scores = F.softmax(answers.scores(), -1).split(counts, 0);
    List<Prediction> found = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      found.add(found(boxes.get(i), scores.get(i), shapes.get(i)).prediction());
    }
    List<Tensor> ofObjects = found.stream().map(Prediction::boxes).toList();
    Tensor masks = masks(features, ofObjects, shapes);
    List<Tensor> labels = found.stream().map(Prediction::labels).toList();
    List<Tensor> ofClasses = masks == null ? List.of() : Masks.ofClasses(masks, labels);
    Tensor maps = keypoints(features, ofObjects, shapes);
    List<Tensor> ofPictures = maps == null ? List.of() : maps.split(Lists.counts(ofObjects), 0);
    List<Prediction> whole = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Prediction p = found.get(i);
      Keypoints.Found places = maps == null ? null : Keypoints.found(ofPictures.get(i), p.boxes());
      whole.add(
          new Prediction(
              p.boxes(),
              p.labels(),
              p.scores(),
              masks == null ? null : ofClasses.get(i),
              places == null ? null : places.places(),
              places == null ? null : places.scores()));
    }
    return whole;
  }

  /** The objects of one picture: boxes (N, classes, 4) and scores (N, classes). */
  private Candidates found(Tensor decoded, Tensor scores, Size shape) {
    long classes = scores.size(1);
    Tensor boxes = Ops.clipBoxesToImage(decoded, shape.get(0), shape.get(1));
    Tensor labels =
        Torch.arange(classes, o -> o.device(scores.device())).view(1, -1).expandAs(scores);
    Candidates all =
        new Candidates(
            boxes.narrow(1, 1, classes - 1).reshape(-1, 4),
            scores.narrow(1, 1, classes - 1).reshape(-1),
            labels.narrow(1, 1, classes - 1).reshape(-1));
    Candidates sure = all.of(Lists.where(all.scores().gt(options.scoreThresh)));
    Candidates large = sure.of(Ops.removeSmallBoxes(sure.boxes(), MIN_SIZE));
    return large.suppressed(options.nmsThresh, options.detectionsPerImg);
  }
}
