package dev.obor.vision.models.detection;

import dev.obor.Tensor;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Init;
import dev.obor.nn.Module;
import java.util.Map;

/** Initial weights that several of the parts share, and weights from files of earlier versions. */
final class Weightings {
  private Weightings() {}

  private static void clearBias(Conv2d conv) {
    if (conv.bias != null) {
      Init.zeros_(conv.bias);
    }
  }

  /** The normal distribution around zero, and a bias of zeros. */
  static void normal(Conv2d conv, double std) {
    Init.normal_(conv.weight, 0, std);
    clearBias(conv);
  }

  /** The same for all convolutions of a module. */
  static void normal(Module module, double std) {
    for (Module layer : module.modules()) {
      if (layer instanceof Conv2d conv) {
        normal(conv, std);
      }
    }
  }

  /** Glorot's uniform distribution, and a bias of zeros, for all convolutions of a module. */
  static void xavier(Module module) {
    for (Module layer : module.modules()) {
      if (layer instanceof Conv2d conv) {
        Init.xavierUniform_(conv.weight);
        clearBias(conv);
      }
    }
  }

  /** He's normal distribution for outputs, and a bias of zeros, for all convolutions. */
  static void kaiming(Module module) {
    for (Module layer : module.modules()) {
      if (layer instanceof Conv2d conv) {
        kaiming(conv.weight);
        clearBias(conv);
      }
    }
  }

  /** He's normal distribution for outputs. */
  static void kaiming(Tensor weight) {
    Init.kaimingNormal_(weight, o -> o.mode("fan_out").nonlinearity("relu"));
  }

  /** Whether a state dict is of the first version of a module. */
  static boolean isOld(Map<String, ?> metadata) {
    return !(metadata.get("version") instanceof Number number) || number.longValue() < 2;
  }

  /** Gives an entry of a state dict another name if it is there. */
  static void rename(Map<String, Tensor> state, String from, String to) {
    Tensor value = state.remove(from);
    if (value != null) {
      state.put(to, value);
    }
  }
}
