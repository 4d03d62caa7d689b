package dev.obor.vision.models.detection;

import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the classes of boxes of several sizes in one step: Python's {@code
 * torchvision.models.detection.ssd.SSD}, from "SSD: single shot multibox detector" (Liu and others,
 * 2015).
 *
 * <p>{@link DetectionModel} says what goes in and comes out; all pictures are brought to one size.
 * In training: {@code bbox_regression} and {@code classification}.
 *
 * <pre>{@code
 * SSD model = Detection.ssd300Vgg16(o -> o.numClasses(5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SSD extends DetectionModel {
  /** Computes features. */
  public Module backbone;

  /** Makes the boxes from which it goes out. */
  @Name("anchor_generator")
  public DefaultBoxGenerator anchorGenerator;

  /** Tells of each of them the class, and how to move it. */
  public SSDHead head;

  /** Brings pictures to what the network wants. */
  public GeneralizedRCNNTransform transform;

  private final BoxCoder boxCoder = new BoxCoder(10, 10, 5, 5);
  private final SSDMatcher proposalMatcher;
  private final Options options;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DetectionOptions<Options> {
    private @Nullable SSDHead head;
    private double scoreThresh = 0.01;
    private double nmsThresh = 0.45;
    private long detectionsPerImg = 200;
    private double iouThresh = 0.5;
    private long topkCandidates = 400;
    private double positiveFraction = 0.25;
    private LongFunction<? extends Module> normLayer =
        channels -> new BatchNorm2d(channels, 0.001, 0.03);

    Options() {
      super(91);
      sizeDivisible(1);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets what tells classes and boxes; default {@link SSDHead}. */
    public Options head(SSDHead value) {
      this.head = value;
      return this;
    }

    /** Sets how sure the network is of an object at least; default 0.01. */
    public Options scoreThresh(double value) {
      this.scoreThresh = value;
      return this;
    }

    /** Sets above what overlap the worse of two objects of a class is left out; default 0.45. */
    public Options nmsThresh(double value) {
      this.nmsThresh = value;
      return this;
    }

    /** Sets how many objects are found in a picture at most; default 200. */
    public Options detectionsPerImg(long value) {
      this.detectionsPerImg = value;
      return this;
    }

    /** Sets from what overlap on a box counts as one with an object; default 0.5. */
    public Options iouThresh(double value) {
      this.iouThresh = value;
      return this;
    }

    /** Sets how many boxes are looked at for each class; default 400. */
    public Options topkCandidates(long value) {
      this.topkCandidates = value;
      return this;
    }

    /** Sets what part of the boxes that count for the loss has objects; default 0.25. */
    public Options positiveFraction(double value) {
      this.positiveFraction = value;
      return this;
    }

    /**
     * Sets what makes a normalisation for a number of channels, for {@link
     * Detection#ssdlite320MobilenetV3Large}; the default is {@code BatchNorm2d} with eps 0.001 and
     * momentum 0.03.
     */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    LongFunction<? extends Module> normLayer() {
      return normLayer;
    }
  }

  /** Makes a network: Python's {@code SSD(backbone, anchor_generator, size, num_classes)}. */
  public SSD(Module backbone, DefaultBoxGenerator anchorGenerator, Size size, long numClasses) {
    this(backbone, anchorGenerator, size, numClasses, o -> {});
  }

  /**
   * Makes a network with keyword arguments: Python's {@code SSD(backbone, anchor_generator, size,
   * num_classes, …)}.
   *
   * @param backbone computes features; a {@link Backbone}, or a module that gives one tensor
   * @param anchorGenerator makes boxes for as many features
   * @param size the width and height that all pictures get
   * @param numClasses how many classes there are, one more for nothing
   * @throws ValueException if the generator is for another number of features
   */
  public SSD(
      Module backbone,
      DefaultBoxGenerator anchorGenerator,
      Size size,
      long numClasses,
      Consumer<Options> options) {
    this(
        backbone,
        anchorGenerator,
        size,
        numClasses,
        DetectionOptions.<Options>given(new Options(), options));
  }

  SSD(Module backbone, DefaultBoxGenerator anchorGenerator, Size size, long numClasses, Options o) {
    this.options = o;
    this.backbone = backbone;
    this.anchorGenerator = anchorGenerator;
    long[] anchors =
        anchorGenerator.numAnchorsPerLocation().stream().mapToLong(Long::longValue).toArray();
    this.head =
        o.head == null
            ? new SSDHead(channels(backbone, size, anchors.length), anchors, numClasses)
            : o.head;
    this.proposalMatcher = new SSDMatcher(o.iouThresh);
    o.minSize(Math.min(size.get(0), size.get(1)));
    o.maxSize(Math.max(size.get(0), size.get(1)));
    o.fixedSize(size.get(0), size.get(1));
    this.transform = o.transform();
  }

  /** The channels of each of a backbone's features. */
  static long[] channels(Module backbone, Size size, int count) {
    long[] channels =
        backbone instanceof KnownChannels known ? known.channels() : tried(backbone, size);
    if (channels.length != count) {
      throw new ValueException(
          "The length of the output channels from the backbone ("
              + channels.length
              + ") do not match the length of the anchor generator aspect ratios ("
              + count
              + ")");
    }
    return channels;
  }

  /** Finds out the channels of features with an empty picture. */
  private static long[] tried(Module backbone, Size size) {
    boolean wasTraining = backbone.isTraining();
    backbone.eval();
    try (Scope scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor some = backbone.parameters().get(0);
      Tensor picture =
          Torch.zeros(new long[] {1, 3, size.get(1), size.get(0)}, o -> o.device(some.device()));
      return features(backbone, picture).values().stream().mapToLong(x -> x.size(1)).toArray();
    } finally {
      backbone.train(wasTraining);
    }
  }

  @Override
  GeneralizedRCNNTransform transform() {
    return transform;
  }

  @Override
  Module backbone() {
    return backbone;
  }

  @Override
  DetectionOutput detect(
      ImageList images, Map<String, Tensor> features, @Nullable List<Map<String, Tensor>> targets) {
    List<Tensor> maps = List.copyOf(features.values());
    Map<String, Tensor> answers = head.call(maps);
    List<Tensor> anchors = anchorGenerator.call(images, maps);
    Tensor codes = Targets.of(answers, "bbox_regression");
    Tensor logits = Targets.of(answers, "cls_logits");
    return isTraining() && targets != null
        ? new DetectionOutput(losses(targets, codes, logits, anchors), List.of())
        : new DetectionOutput(Map.of(), found(codes, logits, anchors, images.imageSizes()));
  }

  private Map<String, Tensor> losses(
      List<Map<String, Tensor>> targets, Tensor codes, Tensor logits, List<Tensor> anchors) {
    List<Tensor> boxLosses = new ArrayList<>();
    List<Tensor> classes = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < anchors.size(); i++) {
      Tensor boxes = Targets.boxes(targets.get(i));
      Tensor matches =
          boxes.numel() == 0
              ? AnchorModel.unmatched(anchors.get(i))
              : proposalMatcher.call(Ops.boxIou(boxes, anchors.get(i)));
      Tensor places = Lists.where(matches.ge(0));
      Tensor objects = Lists.rows(matches, places);
      count += objects.numel();
      Tensor wanted =
          boxCoder.encodeSingle(Lists.rows(boxes, objects), Lists.rows(anchors.get(i), places));
      boxLosses.add(
          F.smoothL1Loss(Lists.rows(codes.select(0, i), places), wanted, o -> o.reduction("sum")));
      Tensor labels = Targets.labels(targets.get(i));
      classes.add(
          labels.newZeros(logits.size(1)).indexCopy_(0, places, Lists.rows(labels, objects)));
    }
    Tensor labels = Torch.stack(classes, 0);
    Tensor each =
        F.crossEntropy(logits.view(-1, logits.size(-1)), labels.view(-1), o -> o.reduction("none"))
            .view(labels.shape());
    Tensor foreground = labels.gt(0);
    Tensor hardest = hardest(each, foreground);
    long n = Math.max(1, count);
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put("bbox_regression", Torch.stack(boxLosses, 0).sum().div(n));
    losses.put(
        "classification",
        each.maskedSelect(foreground).sum().add(each.maskedSelect(hardest).sum()).div(n));
    return losses;
  }

  /** The boxes without objects of which the network is most wrong, some for each with an object. */
  private Tensor hardest(Tensor losses, Tensor foreground) {
    double each = (1.0 - options.positiveFraction) / options.positiveFraction;
    Tensor count = foreground.sum(1).unsqueeze(1).mul(each);
    Tensor order =
        losses.detach().maskedFill(foreground, Double.NEGATIVE_INFINITY).sort(1, true).indices();
    return order.sort(1).indices().lt(count);
  }

  private List<Prediction> found(
      Tensor codes, Tensor logits, List<Tensor> anchors, List<Size> shapes) {
    Tensor scores = F.softmax(logits, -1);
    List<Prediction> found = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Size shape = shapes.get(i);
      Tensor decoded = boxCoder.decodeSingle(codes.select(0, i), anchors.get(i));
      Tensor boxes = Ops.clipBoxesToImage(decoded, shape.get(0), shape.get(1));
      List<Candidates> best = new ArrayList<>();
      for (long label = 1; label < scores.size(-1); label++) {
        best.add(best(boxes, scores.select(0, i).select(1, label), label));
      }
      found.add(
          Candidates.all(best)
              .suppressed(options.nmsThresh, options.detectionsPerImg)
              .prediction());
    }
    return found;
  }

  private Candidates best(Tensor boxes, Tensor scores, long label) {
    Tensor sure = Lists.where(scores.gt(options.scoreThresh));
    var top = Lists.rows(scores, sure).topk(Math.min(options.topkCandidates, sure.numel()));
    Tensor places = Lists.rows(sure, top.indices());
    return new Candidates(Lists.rows(boxes, places), top.values(), Torch.fullLike(places, label));
  }
}
