package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import java.util.List;

/** One step: looks at the flow so far, remembers, and says how the flow changes. */
final class UpdateBlock extends Module {
  @Name("motion_encoder")
  MotionEncoder motionEncoder;

  @Name("recurrent_block")
  RecurrentBlock recurrentBlock;

  @Name("flow_head")
  FlowHead flowHead;

  /**
   * What a step gives.
   *
   * @param hidden what is remembered
   * @param change what is added to the flow
   */
  record Output(Tensor hidden, Tensor change) {}

  UpdateBlock(MotionEncoder motionEncoder, RecurrentBlock recurrentBlock, FlowHead flowHead) {
    this.motionEncoder = motionEncoder;
    this.recurrentBlock = recurrentBlock;
    this.flowHead = flowHead;
  }

  long hiddenStateSize() {
    return recurrentBlock.hiddenSize();
  }

  Output call(Tensor hidden, Tensor context, Tensor correlations, Tensor flow) {
    return callWithHooks(
        Output.class,
        (args, kwargs) ->
            compute((Tensor) args[0], (Tensor) args[1], (Tensor) args[2], (Tensor) args[3]),
        new Object[] {hidden, context, correlations, flow});
  }

  private Output compute(Tensor hidden, Tensor context, Tensor correlations, Tensor flow) {
    Tensor motion = motionEncoder.call(flow, correlations);
    Tensor next = recurrentBlock.call(hidden, Torch.cat(List.of(context, motion), 1));
    return new Output(next, flowHead.call(next));
  }
}
