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
import dev.obor.vision.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Proposes boxes that may have objects: Python's {@code
 * torchvision.models.detection.rpn.RegionProposalNetwork}, from "Faster R-CNN" (Ren and others,
 * 2015).
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RegionProposalNetwork extends Module {
  /** Boxes with a shorter edge are left out. */
  private static final double MIN_SIZE = 1e-3;

  /** Makes the boxes from which it goes out. */
  @Name("anchor_generator")
  public AnchorGenerator anchorGenerator;

  /** Tells of each of them whether there is an object. */
  public RPNHead head;

  private final BoxCoder boxCoder = new BoxCoder(1, 1, 1, 1);
  private final Matcher proposalMatcher;
  private final BalancedPositiveNegativeSampler sampler;
  private final Options options;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private double fgIouThresh = 0.7;
    private double bgIouThresh = 0.3;
    private long batchSizePerImage = 256;
    private double positiveFraction = 0.5;
    private long preNmsTopNTrain = 2000;
    private long preNmsTopNTest = 1000;
    private long postNmsTopNTrain = 2000;
    private long postNmsTopNTest = 1000;
    private double nmsThresh = 0.7;
    private double scoreThresh;

    Options() {}

    /** Sets from what overlap on an anchor counts as one with an object; default 0.7. */
    public Options fgIouThresh(double value) {
      this.fgIouThresh = value;
      return this;
    }

    /** Sets below what overlap an anchor counts as one without an object; default 0.3. */
    public Options bgIouThresh(double value) {
      this.bgIouThresh = value;
      return this;
    }

    /** Sets how many anchors of a picture are drawn for the losses; default 256. */
    public Options batchSizePerImage(long value) {
      this.batchSizePerImage = value;
      return this;
    }

    /** Sets what part of the drawn anchors has objects; default 0.5. */
    public Options positiveFraction(double value) {
      this.positiveFraction = value;
      return this;
    }

    /** Sets how many boxes of each features are looked at, in training and in evaluation. */
    public Options preNmsTopN(long training, long testing) {
      this.preNmsTopNTrain = training;
      this.preNmsTopNTest = testing;
      return this;
    }

    /** Sets how many boxes of a picture are proposed, in training and in evaluation. */
    public Options postNmsTopN(long training, long testing) {
      this.postNmsTopNTrain = training;
      this.postNmsTopNTest = testing;
      return this;
    }

    /** Sets above what overlap the worse of two boxes is left out; default 0.7. */
    public Options nmsThresh(double value) {
      this.nmsThresh = value;
      return this;
    }

    /** Sets how sure the head is of a box at least; default 0. */
    public Options scoreThresh(double value) {
      this.scoreThresh = value;
      return this;
    }
  }

  /**
   * What the network gives.
   *
   * @param boxes the proposed boxes of each picture, (N, 4)
   * @param losses {@code loss_objectness} and {@code loss_rpn_box_reg}; empty in evaluation
   */
  public record Proposals(List<Tensor> boxes, Map<String, Tensor> losses) {}

  /** Makes a network: Python's {@code RegionProposalNetwork(anchor_generator, head, …)}. */
  public RegionProposalNetwork(
      AnchorGenerator anchorGenerator, RPNHead head, Consumer<Options> options) {
    this.options = new Options();
    options.accept(this.options);
    this.anchorGenerator = anchorGenerator;
    this.head = head;
    this.proposalMatcher = new Matcher(this.options.fgIouThresh, this.options.bgIouThresh, true);
    this.sampler =
        new BalancedPositiveNegativeSampler(
            this.options.batchSizePerImage, this.options.positiveFraction);
  }

  /**
   * Proposes boxes: Python's {@code rpn(images, features, targets)}.
   *
   * @param images the pictures
   * @param features their features by names
   * @param targets for each picture its {@code boxes}; needed in training
   * @throws ValueException if there are no targets in training
   */
  public Proposals call(
      ImageList images, Map<String, Tensor> features, @Nullable List<Map<String, Tensor>> targets) {
    return callWithHooks(
        Proposals.class,
        (args, kwargs) -> {
          try (Scope scope = Torch.scope()) {
            return scope.keepAll(
                compute(
                    (ImageList) Objects.requireNonNull(args[0]),
                    List.copyOf(Lists.mapOf(args[1]).values()),
                    args[2] == null ? null : Lists.of(args[2])));
          }
        },
        images,
        features,
        targets);
  }

  private Proposals compute(
      ImageList images, List<Tensor> features, @Nullable List<Map<String, Tensor>> targets) {
    RPNHead.Output answers = head.call(features);
    List<Tensor> anchors = anchorGenerator.call(images, features);
    long[] levels = new long[features.size()];
    List<Tensor> logits = new ArrayList<>();
    List<Tensor> codes = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      Tensor level = answers.logits().get(i);
      Tensor moves = answers.boxRegression().get(i);
      levels[i] = level.size(1) * level.size(2) * level.size(3);
      logits.add(Lists.flattened(level, level.size(1) / (moves.size(1) / 4)));
      codes.add(Lists.flattened(moves, 4));
    }
    Tensor objectness = Torch.cat(logits, 1).flatten(0, -2);
    Tensor deltas = Torch.cat(codes, 1).reshape(-1, 4);
    Tensor proposals = boxCoder.decode(deltas.detach(), anchors).view(anchors.size(), -1, 4);
    List<Tensor> boxes = filter(proposals, objectness.detach(), images.imageSizes(), levels);
    return new Proposals(
        boxes, isTraining() ? losses(objectness, deltas, anchors, targets) : Map.of());
  }

  private List<Tensor> filter(
      Tensor proposals, Tensor objectness, List<Size> shapes, long[] levels) {
    long count = isTraining() ? options.preNmsTopNTrain : options.preNmsTopNTest;
    long most = isTraining() ? options.postNmsTopNTrain : options.postNmsTopNTest;
    Tensor logits = objectness.reshape(proposals.size(0), -1);
    List<Tensor> best = new ArrayList<>();
    List<Tensor> numbers = new ArrayList<>();
    long offset = 0;
    for (int i = 0; i < levels.length; i++) {
      long n = Math.min(count, levels[i]);
      best.add(logits.narrow(1, offset, levels[i]).topk(n, 1).indices().add(offset));
      numbers.add(Torch.full(n, i, o -> o.dtype(DType.INT64).device(proposals.device())));
      offset += levels[i];
    }
    Tensor places = Torch.cat(best, 1);
    Tensor level = Torch.cat(numbers, 0);
    Tensor probabilities = logits.gather(1, places).sigmoid();
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Size shape = shapes.get(i);
      Tensor boxes = Lists.rows(proposals.select(0, i), places.select(0, i));
      Candidates all =
          new Candidates(
              Ops.clipBoxesToImage(boxes, shape.get(0), shape.get(1)),
              probabilities.select(0, i),
              level);
      Candidates some = all.of(Ops.removeSmallBoxes(all.boxes(), MIN_SIZE));
      some = some.of(Lists.where(some.scores().ge(options.scoreThresh)));
      kept.add(some.suppressed(options.nmsThresh, most).boxes());
    }
    return kept;
  }

  private Map<String, Tensor> losses(
      Tensor objectness,
      Tensor deltas,
      List<Tensor> anchors,
      @Nullable List<Map<String, Tensor>> targets) {
    if (targets == null) {
      throw new ValueException("targets should not be None");
    }
    List<Tensor> labels = new ArrayList<>();
    List<Tensor> matched = new ArrayList<>();
    for (int i = 0; i < anchors.size(); i++) {
      Tensor boxes = Targets.boxes(targets.get(i));
      Tensor around = anchors.get(i);
      if (boxes.numel() == 0) {
        matched.add(Torch.zeros(around.shape(), o -> o.device(around.device())));
        labels.add(Torch.zeros(around.size(0), o -> o.device(around.device())));
        continue;
      }
      Tensor matches = proposalMatcher.call(Ops.boxIou(boxes, around));
      matched.add(Lists.rows(boxes, matches.clampMin(0)));
      labels.add(
          matches.ge(0).to(DType.FLOAT32).maskedFill(matches.eq(Matcher.BETWEEN_THRESHOLDS), -1));
    }
    Tensor wanted = Torch.cat(boxCoder.encode(matched, anchors), 0);
    Tensor all = Torch.cat(labels, 0);
    BalancedPositiveNegativeSampler.Samples samples = sampler.call(labels);
    Tensor positive = Lists.where(Torch.cat(samples.positive(), 0).ne(0));
    Tensor negative = Lists.where(Torch.cat(samples.negative(), 0).ne(0));
    Tensor drawn = Torch.cat(List.of(positive, negative), 0);
    Tensor boxLoss =
        F.smoothL1Loss(
                Lists.rows(deltas, positive),
                Lists.rows(wanted, positive),
                o -> o.beta(1.0 / 9).reduction("sum"))
            .div(drawn.numel());
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put(
        "loss_objectness",
        F.binaryCrossEntropyWithLogits(
            Lists.rows(objectness.flatten(), drawn), Lists.rows(all, drawn)));
    losses.put("loss_rpn_box_reg", boxLoss);
    return losses;
  }
}
