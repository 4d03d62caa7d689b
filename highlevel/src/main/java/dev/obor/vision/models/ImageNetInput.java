package dev.obor.vision.models;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.List;

/** Pictures that were normalised with the mean and deviation of ImageNet. */
final class ImageNetInput {
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  private ImageNetInput() {}

  /** The pictures as networks want them that were trained with mean and deviation 0.5. */
  static Tensor centred(Tensor x) {
    try (Scope scope = Torch.scope()) {
      List<Tensor> channels = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        channels.add(x.select(1, i).unsqueeze(1).mul(STD[i] / 0.5).add((MEAN[i] - 0.5) / 0.5));
      }
      return scope.keep(Torch.cat(channels, 1));
    }
  }
}
