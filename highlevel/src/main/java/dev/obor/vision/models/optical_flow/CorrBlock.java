package dev.obor.vision.models.optical_flow;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/** Tells how alike the places of two pictures are, near and far. It has no weights. */
final class CorrBlock extends Module {
  private final int levels;
  private final int radius;

  /**
   * Makes a block.
   *
   * @param levels the number of resolutions, each half of the one before
   * @param radius how far neighbours are looked at
   */
  CorrBlock(int levels, int radius) {
    this.levels = levels;
    this.radius = radius;
  }

  long outChannels() {
    long side = 2L * radius + 1;
    return levels * side * side;
  }

  /**
   * How alike each place of one picture is to all of another, at all resolutions.
   *
   * @return for each resolution (N * H * W, 1, h, w)
   * @throws ValueException if the features differ in shape or are too small
   */
  List<Tensor> pyramid(Tensor first, Tensor second) {
    long count = first.size(0);
    long channels = first.size(1);
    long height = first.size(2);
    long width = first.size(3);
    long least = 2L << (levels - 1);
    if (height < least || width < least) {
      throw new ValueException(
          "Feature maps are too small to be down-sampled by the correlation pyramid. H and W of"
              + " feature maps should be at least "
              + least
              + "; got: "
              + Torch.size(height, width)
              + ". Remember that input images to the model are downsampled by 8, so that means"
              + " their dimensions should be at least 8 * "
              + least
              + " = "
              + 8 * least
              + ".");
    }
    Tensor alike =
        first
            .reshape(count, channels, height * width)
            .transpose(1, 2)
            .matmul(second.reshape(count, channels, height * width))
            .div(Math.sqrt((double) channels))
            .reshape(count * height * width, 1, height, width);
    List<Tensor> pyramid = new ArrayList<>(List.of(alike));
    for (int i = 1; i < levels; i++) {
      alike = F.avgPool2d(alike, 2, 2);
      pyramid.add(alike);
    }
    return pyramid;
  }

  /**
   * What a pyramid holds around some places.
   *
   * @param places (N, 2, H, W), columns and rows
   * @return (N, outChannels, H, W)
   */
  Tensor around(List<Tensor> pyramid, Tensor places) {
    long count = places.size(0);
    long height = places.size(2);
    long width = places.size(3);
    Tensor line = Torch.linspace(-radius, radius, 2L * radius + 1).to(places.device());
    List<Tensor> grid = Torch.meshgrid(List.of(line, line), o -> o.indexing("ij"));
    Tensor neighbours = Torch.stack(grid, -1).unsqueeze(0);
    Tensor centres = places.permute(0, 2, 3, 1).reshape(count * height * width, 1, 1, 2);
    List<Tensor> found = new ArrayList<>();
    for (Tensor level : pyramid) {
      found.add(sample(level, centres.add(neighbours)).view(count, height, width, -1));
      centres = centres.div(2);
    }
    return Torch.cat(found, -1).permute(0, 3, 1, 2).contiguous();
  }

  /** Pixels of pictures at places between them. */
  private static Tensor sample(Tensor pictures, Tensor places) {
    long height = pictures.size(-2);
    long width = pictures.size(-1);
    Tensor x = places.narrow(-1, 0, 1).mul(2).div(width - 1).sub(1);
    Tensor y = places.narrow(-1, 1, 1).mul(2).div(height - 1).sub(1);
    return F.gridSample(pictures, Torch.cat(List.of(x, y), -1), o -> o.alignCorners(true));
  }
}
