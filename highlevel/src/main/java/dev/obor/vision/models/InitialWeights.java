package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.nn.Init;
import org.jspecify.annotations.Nullable;

/** Initial values that several of the models share. */
final class InitialWeights {
  private InitialWeights() {}

  /** He's normal distribution for the outputs of a convolution that a ReLU follows. */
  static void kaimingFanOut(Tensor weight) {
    Init.kaimingNormal_(weight, o -> o.mode("fan_out").nonlinearity("relu"));
  }

  /** Sets a bias, or the shift of a normalisation, to zeros if there is one. */
  static void zeros(@Nullable Tensor tensor) {
    if (tensor != null) {
      Init.zeros_(tensor);
    }
  }

  /** Sets the scale of a normalisation to ones if there is one. */
  static void ones(@Nullable Tensor tensor) {
    if (tensor != null) {
      Init.ones_(tensor);
    }
  }
}
