package dev.obor.distributions;

import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;

/** Random tensors without parameters, of the dtype and on the device of another tensor. */
final class Draws {
  private Draws() {}

  /** Room for samples. */
  static Tensor empty(Size shape, Tensor like) {
    return Torch.empty(shape, o -> o.dtype(like.dtype()).device(like.device()));
  }

  static Tensor normal(Size shape, Tensor like) {
    return empty(shape, like).normal_();
  }

  /** From the uniform distribution over [0, 1). */
  static Tensor uniform(Size shape, Tensor like) {
    return Torch.rand(shape, o -> o.dtype(like.dtype()).device(like.device()));
  }

  /** One value all over. */
  static Tensor full(Size shape, double value, Tensor like) {
    return Torch.full(shape, value, o -> o.dtype(like.dtype()).device(like.device()));
  }

  /** 0, 1, … below an end. */
  static Tensor range(long end, Tensor like) {
    return Torch.arange(end, o -> o.dtype(like.dtype()).device(like.device()));
  }
}
