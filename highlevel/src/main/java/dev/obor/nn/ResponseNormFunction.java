package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.autograd.Function;
import dev.obor.autograd.FunctionCtx;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of {@link CrossMapLRN2d}, with the windows that Python's has: the one of the
 * result never loses the first channel again, and the one of the gradient lies to one side.
 */
final class ResponseNormFunction extends Function<Tensor> {
  private final CrossMapLRN2d layer;

  private ResponseNormFunction(CrossMapLRN2d layer) {
    this.layer = layer;
  }

  static Tensor apply(Tensor x, CrossMapLRN2d layer) {
    if (x.dim() != 4) {
      throw new ValueException(
          "CrossMapLRN2d: Expected input to be 4D, got " + x.dim() + "D instead.");
    }
    return new ResponseNormFunction(layer).apply(x);
  }

  @Override
  protected Tensor forward(FunctionCtx ctx, Tensor... inputs) {
    Tensor x = inputs[0];
    int channels = Math.toIntExact(x.size(1));
    int reach = (int) ((layer.size - 1) / 2.0 + 1);
    float[] window = new float[channels * channels];
    for (int c = 0; c < channels; c++) {
      for (int other = 0; other < channels; other++) {
        boolean stays = other == 0 || other > c - reach;
        window[c * channels + other] = stays && other < c + reach ? 1 : 0;
      }
    }
    Tensor sums = weighted(window, Aten.mul_Tensor(x, x));
    double factor = layer.alpha.doubleValue() / layer.size;
    Tensor scale = Aten.add_Scalar(Aten.mul_Scalar(sums, factor), layer.k, 1);
    Tensor output = Aten.mul_Tensor(power(scale), x);
    ctx.saveForBackward(x, output, scale);
    return output;
  }

  private Tensor power(Tensor scale) {
    return Aten.pow_Tensor_Scalar(scale, -layer.beta.doubleValue());
  }

  /** Sums of channels: entry (c, other) of the matrix says whether c has the other in its sum. */
  private static Tensor weighted(float[] matrix, Tensor x) {
    Tensor weights = Torch.fromArray(matrix, x.size(1), x.size(1)).to(x.dtype()).to(x.device());
    Tensor flat = x.reshape(x.size(0), x.size(1), -1);
    return Aten.matmul(weights, flat).reshape(x.shape().toArray());
  }

  @Override
  protected @Nullable Tensor[] backward(FunctionCtx ctx, Tensor... gradOutputs) {
    Tensor[] saved = ctx.savedTensors();
    Tensor x = saved[0];
    Tensor scale = saved[2];
    Tensor gradient = gradOutputs[0];
    int channels = Math.toIntExact(x.size(1));
    int shift = (int) (layer.size - (layer.size - 1) / 2.0);
    float[] window = new float[channels * channels];
    for (int c = 0; c < channels; c++) {
      for (int other = 0; other < channels; other++) {
        boolean inside = other >= c - shift && other < c - shift + layer.size;
        window[c * channels + other] = inside ? 1 : 0;
      }
    }
    Tensor ratio = Aten.div_Tensor(Aten.mul_Tensor(gradient, saved[1]), scale);
    double factor = 2 * layer.alpha.doubleValue() * layer.beta.doubleValue() / layer.size;
    Tensor away = Aten.mul_Scalar(Aten.mul_Tensor(x, weighted(window, ratio)), factor);
    return new Tensor[] {Aten.sub_Tensor(Aten.mul_Tensor(power(scale), gradient), away, 1)};
  }
}
