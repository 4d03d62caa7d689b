package dev.obor.vision.models.optical_flow;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.vision.models.ModelOptions;
import dev.obor.vision.models.WeightsEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says where each pixel of a picture is in a second one, in ever better steps: Python's {@code
 * torchvision.models.optical_flow.RAFT}, from "RAFT: recurrent all pairs field transforms for
 * optical flow" (Teed and Deng, 2020).
 *
 * <p>Input: two tensors (N, 3, H, W), with H and W at least 128 and divisible by 8. Output: for
 * each step a tensor (N, 2, H, W), how many pixels to the right and down; the last is the best.
 *
 * <pre>{@code
 * RAFT model = OpticalFlow.raftLarge();
 * List<Tensor> flows = model.call(first, second, 12);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public final class RAFT extends Module {
  private static final int STEPS = 12;
  private static final long FACTOR = 8;

  @Name("feature_encoder")
  FeatureEncoder featureEncoder;

  @Name("context_encoder")
  FeatureEncoder contextEncoder;

  @Name("corr_block")
  CorrBlock corrBlock;

  @Name("update_block")
  UpdateBlock updateBlock;

  @Name("mask_predictor")
  @Nullable MaskPredictor maskPredictor;

  /** Keyword arguments of the functions that make it: weights, and whether a bar is shown. */
  public static final class Options extends ModelOptions<Options> {
    Options() {
      super(0);
    }

    @Override
    protected Options self() {
      return this;
    }

    /**
     * Refuses: the network tells no classes.
     *
     * @throws TypeException always
     */
    @Override
    public Options numClasses(long value) {
      throw new TypeException(
          "RAFT.__init__() got an unexpected keyword argument 'num_classes'\nIt tells no classes.");
    }

    static RAFT pretrained(
        Class<? extends WeightsEnum> type, Consumer<Options> options, Supplier<RAFT> make) {
      return make(
          type,
          options,
          wanted -> {
            read(new Options(), wanted);
            return make.get();
          });
    }
  }

  /** The steps of a computation, of which hooks that see one tensor see the first. */
  private record Steps(List<Tensor> flows) {}

  RAFT(
      FeatureEncoder featureEncoder,
      FeatureEncoder contextEncoder,
      CorrBlock corrBlock,
      UpdateBlock updateBlock,
      @Nullable MaskPredictor maskPredictor) {
    this.featureEncoder = featureEncoder;
    this.contextEncoder = contextEncoder;
    this.corrBlock = corrBlock;
    this.updateBlock = updateBlock;
    this.maskPredictor = maskPredictor;
  }

  /**
   * Computes a flow in some steps: Python's {@code model(image1, image2,
   * num_flow_updates=numFlowUpdates)}.
   *
   * @return the flows after each step
   * @throws ValueException if the pictures differ in size, or their size does not suit the network
   */
  public List<Tensor> call(Tensor image1, Tensor image2, int numFlowUpdates) {
    return callWithHooks(
            Steps.class,
            (args, kwargs) -> new Steps(compute((Tensor) args[0], (Tensor) args[1], (int) args[2])),
            new Object[] {image1, image2, numFlowUpdates})
        .flows();
  }

  /** The flow after 12 steps: Python's {@code model(image1, image2)[-1]}. */
  @Override
  public Tensor forward(Tensor image1, Tensor image2) {
    List<Tensor> flows = compute(image1, image2, STEPS);
    return flows.get(flows.size() - 1);
  }

  private List<Tensor> compute(Tensor image1, Tensor image2, int numFlowUpdates) {
    long count = image1.size(0);
    long height = image1.size(-2);
    long width = image1.size(-1);
    check(image1, image2);
    Tensor[] features =
        featureEncoder
            .call(Torch.cat(List.of(image1, image2), 0))
            .chunk(2, 0)
            .toArray(Tensor[]::new);
    List<Tensor> pyramid = corrBlock.pyramid(features[0], features[1]);
    Tensor context = contextEncoder.call(image1);
    long hiddenSize = updateBlock.hiddenStateSize();
    Tensor hidden = context.narrow(1, 0, hiddenSize).tanh();
    Tensor seen = F.relu(context.narrow(1, hiddenSize, context.size(1) - hiddenSize));
    Tensor start = places(count, height / FACTOR, width / FACTOR, image1.device());
    Tensor places = start;
    List<Tensor> flows = new ArrayList<>();
    for (int i = 0; i < numFlowUpdates; i++) {
      places = places.detach();
      Tensor correlations = corrBlock.around(pyramid, places);
      UpdateBlock.Output step = updateBlock.call(hidden, seen, correlations, places.sub(start));
      hidden = step.hidden();
      places = places.add(step.change());
      Tensor mask = maskPredictor == null ? null : maskPredictor.call(hidden);
      flows.add(enlarged(places.sub(start), mask));
    }
    return flows;
  }

  private static void check(Tensor image1, Tensor image2) {
    long height = image1.size(-2);
    long width = image1.size(-1);
    if (height != image2.size(-2) || width != image2.size(-1)) {
      throw new ValueException(
          "input images should have the same shape, instead got ("
              + height
              + ", "
              + width
              + ") != "
              + Torch.size(image2.size(-2), image2.size(-1)));
    }
    if (height % FACTOR != 0 || width % FACTOR != 0) {
      throw new ValueException(
          "input image H and W should be divisible by 8, instead got "
              + height
              + " (h) and "
              + width
              + " (w)");
    }
  }

  /** The column and row of each pixel: (count, 2, height, width). */
  private static Tensor places(long count, long height, long width, Device device) {
    Tensor rows = Torch.arange(height, o -> o.dtype(DType.FLOAT32).device(device));
    Tensor columns = Torch.arange(width, o -> o.dtype(DType.FLOAT32).device(device));
    Tensor right = columns.unsqueeze(0).expand(height, width);
    Tensor down = rows.unsqueeze(1).expand(height, width);
    return Torch.stack(List.of(right, down)).unsqueeze(0).repeat(count, 1, 1, 1);
  }

  /** A flow at the size of the pictures: interpolated, or mixed of neighbours as a mask says. */
  private static Tensor enlarged(Tensor flow, @Nullable Tensor mask) {
    long count = flow.size(0);
    long height = flow.size(2);
    long width = flow.size(3);
    if (mask == null) {
      return F.interpolate(
              flow,
              o -> o.size(height * FACTOR, width * FACTOR).mode("bilinear").alignCorners(true))
          .mul(FACTOR);
    }
    Tensor shares = F.softmax(mask.view(count, 1, 9, FACTOR, FACTOR, height, width), 2);
    Tensor neighbours =
        F.unfold(flow.mul(FACTOR), 3, o -> o.padding(1)).view(count, 2, 9, 1, 1, height, width);
    return shares
        .mul(neighbours)
        .sum(2)
        .permute(0, 1, 4, 2, 5, 3)
        .reshape(count, 2, height * FACTOR, width * FACTOR);
  }
}
