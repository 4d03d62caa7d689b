package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A network that gives scores for each pixel: what {@link FCN} and {@link DeepLabV3} have in
 * common.
 *
 * <p>{@link #call} gives the scores of the head and of the auxiliary one; seen as a {@code Module},
 * the network gives the first of them.
 */
public abstract class SegmentationModel extends Module {
  /** The network that computes features. */
  public Module backbone;

  /** The head. */
  public Module classifier;

  /** The head for features from the middle, which helps training, or null. */
  @Name("aux_classifier")
  public @Nullable Module auxClassifier;

  SegmentationModel(
      IntermediateLayerGetter backbone, Module classifier, @Nullable Module auxClassifier) {
    this.backbone = backbone;
    this.classifier = classifier;
    this.auxClassifier = auxClassifier;
  }

  /** Computes the scores, with the hooks around it: Python's {@code model(x)}. */
  public SegmentationOutput call(Tensor x) {
    return callWithHooks(
        SegmentationOutput.class, (args, kwargs) -> compute((Tensor) args[0]), new Object[] {x});
  }

  @Override
  public Tensor forward(Tensor x) {
    return compute(x).out();
  }

  private SegmentationOutput compute(Tensor x) {
    Map<String, Tensor> features = ((IntermediateLayerGetter) backbone).call(x);
    Tensor deep = Objects.requireNonNull(features.get("out"), "the backbone's last features");
    Tensor out = enlarged(classifier.call(deep), x);
    Module head = auxClassifier;
    Tensor shallow = features.get("aux");
    return new SegmentationOutput(
        out, head == null || shallow == null ? null : enlarged(head.call(shallow), x));
  }

  /** The scores in the size of the picture. */
  static Tensor enlarged(Tensor scores, Tensor picture) {
    return F.interpolate(
        scores,
        o -> o.size(picture.size(-2), picture.size(-1)).mode("bilinear").alignCorners(false));
  }
}
