package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Identity;
import dev.obor.nn.Module;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.List;

/** Joins the flow so far, and how alike the pictures are where it leads. */
final class MotionEncoder extends Module {
  Conv2dNormActivation convcorr1;
  Module convcorr2;
  Conv2dNormActivation convflow1;
  Conv2dNormActivation convflow2;
  Conv2dNormActivation conv;

  /**
   * Makes an encoder.
   *
   * @param inputs the channels of the correlations
   * @param corrLayers the channels of one or two layers for them
   * @param flow1 the channels of the first layer for the flow
   * @param flow2 those of the second
   * @param outputs the channels of the result, of which two are the flow
   */
  MotionEncoder(long inputs, List<Long> corrLayers, long flow1, long flow2, long outputs) {
    this.convcorr1 = conv(inputs, corrLayers.get(0), 1);
    this.convcorr2 =
        corrLayers.size() == 2 ? conv(corrLayers.get(0), corrLayers.get(1), 3) : new Identity();
    this.convflow1 = conv(2, flow1, 7);
    this.convflow2 = conv(flow1, flow2, 3);
    this.conv = conv(corrLayers.get(corrLayers.size() - 1) + flow2, outputs - 2, 3);
  }

  static Conv2dNormActivation conv(long inputs, long outputs, long kernel) {
    return new Conv2dNormActivation(inputs, outputs, c -> c.kernelSize(kernel).normLayer(null));
  }

  @Override
  public Tensor forward(Tensor flow, Tensor correlations) {
    Tensor alike = convcorr2.call(convcorr1.call(correlations));
    Tensor moved = convflow2.call(convflow1.call(flow));
    return Torch.cat(List.of(conv.call(Torch.cat(List.of(alike, moved), 1)), flow), 1);
  }
}
