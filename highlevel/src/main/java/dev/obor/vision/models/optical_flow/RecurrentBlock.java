package dev.obor.vision.models.optical_flow;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what earlier steps have found, in one gated unit or two. */
final class RecurrentBlock extends Module {
  private final long hiddenSize;
  ConvGRU convgru1;
  @Nullable ConvGRU convgru2;

  /** A gated recurrent unit of convolutions. */
  private static final class ConvGRU extends Module {
    Conv2d convz;
    Conv2d convr;
    Conv2d convq;

    ConvGRU(long inputs, long hidden, Size kernel) {
      this.convz = conv(inputs + hidden, hidden, kernel);
      this.convr = conv(inputs + hidden, hidden, kernel);
      this.convq = conv(inputs + hidden, hidden, kernel);
    }

    private static Conv2d conv(long inputs, long outputs, Size kernel) {
      return new Conv2d(
          inputs, outputs, kernel, o -> o.padding(kernel.get(0) / 2, kernel.get(1) / 2));
    }

    @Override
    public Tensor forward(Tensor hidden, Tensor x) {
      Tensor both = Torch.cat(List.of(hidden, x), 1);
      Tensor z = convz.call(both).sigmoid();
      Tensor r = convr.call(both).sigmoid();
      Tensor q = convq.call(Torch.cat(List.of(r.mul(hidden), x), 1)).tanh();
      return z.neg().add(1).mul(hidden).add(z.mul(q));
    }
  }

  /** Makes a unit for each kernel. */
  RecurrentBlock(long inputs, long hidden, List<Size> kernels) {
    this.hiddenSize = hidden;
    this.convgru1 = new ConvGRU(inputs, hidden, kernels.get(0));
    this.convgru2 = kernels.size() == 2 ? new ConvGRU(inputs, hidden, kernels.get(1)) : null;
  }

  long hiddenSize() {
    return hiddenSize;
  }

  @Override
  public Tensor forward(Tensor hidden, Tensor x) {
    Tensor out = convgru1.call(hidden, x);
    return convgru2 == null ? out : convgru2.call(out, x);
  }
}
