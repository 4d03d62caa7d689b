package dev.obor.vision.models.detection;

import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link RetinaNet} and {@link FCOS}, which find objects in one step.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class AnchorOptions<O extends AnchorOptions<O>> extends DetectionOptions<O> {
  @Nullable AnchorGenerator anchorGenerator;
  double scoreThresh;
  double nmsThresh;
  long detectionsPerImg;
  long topkCandidates = 1000;

  AnchorOptions(double scoreThresh, double nmsThresh, long detectionsPerImg) {
    super(91);
    this.scoreThresh = scoreThresh;
    this.nmsThresh = nmsThresh;
    this.detectionsPerImg = detectionsPerImg;
  }

  /** Sets what makes anchors. */
  public O anchorGenerator(AnchorGenerator value) {
    this.anchorGenerator = value;
    return self();
  }

  /** Sets how sure the network is of an object at least; default 0.05, for FCOS 0.2. */
  public O scoreThresh(double value) {
    this.scoreThresh = value;
    return self();
  }

  /**
   * Sets above what overlap the worse of two objects of a class is left out; default 0.5, for FCOS
   * 0.6.
   */
  public O nmsThresh(double value) {
    this.nmsThresh = value;
    return self();
  }

  /** Sets how many objects are found in a picture at most; default 300, for FCOS 100. */
  public O detectionsPerImg(long value) {
    this.detectionsPerImg = value;
    return self();
  }

  /** Sets how many boxes of each features are looked at; default 1000. */
  public O topkCandidates(long value) {
    this.topkCandidates = value;
    return self();
  }
}
