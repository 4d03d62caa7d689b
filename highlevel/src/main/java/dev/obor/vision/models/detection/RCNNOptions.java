package dev.obor.vision.models.detection;

import dev.obor.nn.Module;
import dev.obor.vision.ops.MultiScaleRoIAlign;
import org.jspecify.annotations.Nullable;

/**
 * Keyword arguments of {@link FasterRCNN} and its subclasses.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class RCNNOptions<O extends RCNNOptions<O>> extends DetectionOptions<O> {
  @Nullable AnchorGenerator rpnAnchorGenerator;
  @Nullable RPNHead rpnHead;
  long rpnPreNmsTopNTrain = 2000;
  long rpnPreNmsTopNTest = 1000;
  long rpnPostNmsTopNTrain = 2000;
  long rpnPostNmsTopNTest = 1000;
  double rpnNmsThresh = 0.7;
  double rpnFgIouThresh = 0.7;
  double rpnBgIouThresh = 0.3;
  long rpnBatchSizePerImage = 256;
  double rpnPositiveFraction = 0.5;
  double rpnScoreThresh;
  @Nullable MultiScaleRoIAlign boxRoiPool;
  @Nullable Module boxHead;
  @Nullable BoxPredictor boxPredictor;
  double boxScoreThresh = 0.05;
  double boxNmsThresh = 0.5;
  long boxDetectionsPerImg = 100;
  double boxFgIouThresh = 0.5;
  double boxBgIouThresh = 0.5;
  long boxBatchSizePerImage = 512;
  double boxPositiveFraction = 0.25;
  double[] bboxRegWeights = {10, 10, 5, 5};

  RCNNOptions(long numClasses) {
    super(numClasses);
  }

  /** Sets what makes anchors; by default sizes from 32 to 512 for five features. */
  public O rpnAnchorGenerator(AnchorGenerator value) {
    this.rpnAnchorGenerator = value;
    return self();
  }

  /** Sets what tells of anchors whether there is an object; default {@link RPNHead}. */
  public O rpnHead(RPNHead value) {
    this.rpnHead = value;
    return self();
  }

  /** Sets how many anchors of each features are looked at in training; default 2000. */
  public O rpnPreNmsTopNTrain(long value) {
    this.rpnPreNmsTopNTrain = value;
    return self();
  }

  /** Sets how many anchors of each features are looked at in evaluation; default 1000. */
  public O rpnPreNmsTopNTest(long value) {
    this.rpnPreNmsTopNTest = value;
    return self();
  }

  /** Sets how many boxes of a picture are proposed in training; default 2000. */
  public O rpnPostNmsTopNTrain(long value) {
    this.rpnPostNmsTopNTrain = value;
    return self();
  }

  /** Sets how many boxes of a picture are proposed in evaluation; default 1000. */
  public O rpnPostNmsTopNTest(long value) {
    this.rpnPostNmsTopNTest = value;
    return self();
  }

  /** Sets above what overlap the worse of two proposals is left out; default 0.7. */
  public O rpnNmsThresh(double value) {
    this.rpnNmsThresh = value;
    return self();
  }

  /** Sets from what overlap on an anchor counts as one with an object; default 0.7. */
  public O rpnFgIouThresh(double value) {
    this.rpnFgIouThresh = value;
    return self();
  }

  /** Sets below what overlap an anchor counts as one without an object; default 0.3. */
  public O rpnBgIouThresh(double value) {
    this.rpnBgIouThresh = value;
    return self();
  }

  /** Sets how many anchors of a picture are drawn for the losses; default 256. */
  public O rpnBatchSizePerImage(long value) {
    this.rpnBatchSizePerImage = value;
    return self();
  }

  /** Sets what part of the drawn anchors has objects; default 0.5. */
  public O rpnPositiveFraction(double value) {
    this.rpnPositiveFraction = value;
    return self();
  }

  /** Sets how sure the head is of a proposal at least; default 0. */
  public O rpnScoreThresh(double value) {
    this.rpnScoreThresh = value;
    return self();
  }

  /** Sets what takes the regions of boxes out of features; by default 7 by 7 of each. */
  public O boxRoiPool(MultiScaleRoIAlign value) {
    this.boxRoiPool = value;
    return self();
  }

  /** Sets what makes features of a region; default {@link TwoMLPHead} with 1024 outputs. */
  public O boxHead(Module value) {
    this.boxHead = value;
    return self();
  }

  /** Sets what tells classes and boxes; default {@link FastRCNNPredictor}. */
  public O boxPredictor(BoxPredictor value) {
    this.boxPredictor = value;
    return self();
  }

  /** Sets how sure the network is of an object at least; default 0.05. */
  public O boxScoreThresh(double value) {
    this.boxScoreThresh = value;
    return self();
  }

  /** Sets above what overlap the worse of two objects of a class is left out; default 0.5. */
  public O boxNmsThresh(double value) {
    this.boxNmsThresh = value;
    return self();
  }

  /** Sets how many objects are found in a picture at most; default 100. */
  public O boxDetectionsPerImg(long value) {
    this.boxDetectionsPerImg = value;
    return self();
  }

  /** Sets from what overlap on a proposal counts as one with an object; default 0.5. */
  public O boxFgIouThresh(double value) {
    this.boxFgIouThresh = value;
    return self();
  }

  /** Sets below what overlap a proposal counts as one without an object; default 0.5. */
  public O boxBgIouThresh(double value) {
    this.boxBgIouThresh = value;
    return self();
  }

  /** Sets how many proposals of a picture are drawn for the losses; default 512. */
  public O boxBatchSizePerImage(long value) {
    this.boxBatchSizePerImage = value;
    return self();
  }

  /** Sets what part of the drawn proposals has objects; default 0.25. */
  public O boxPositiveFraction(double value) {
    this.boxPositiveFraction = value;
    return self();
  }

  /** Sets the weights of {@link BoxCoder} for objects; default 10, 10, 5 and 5. */
  public O bboxRegWeights(double x, double y, double width, double height) {
    this.bboxRegWeights = new double[] {x, y, width, height};
    return self();
  }
}
