package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.IndexException;
import dev.obor.NotImplementedException;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.TensorImages.Batch;

/** Cuts, pads and resizes images that are tensors. */
final class TensorGeometry {
  private TensorGeometry() {}

  static Tensor flip(Tensor img, long dim) {
    TensorImages.checkImage(img);
    return img.flip(dim);
  }

  /** Python's slice {@code img[..., top:bottom, left:right]}. */
  private static Tensor slice(Tensor img, long top, long bottom, long left, long right) {
    try (Tensor rows = part(img, -2, top, bottom)) {
      return part(rows, -1, left, right);
    }
  }

  private static Tensor part(Tensor img, long dim, long start, long end) {
    long size = img.size(dim);
    long first = Math.max(0, Math.min(start, size));
    long last = Math.max(first, Math.min(end, size));
    return img.narrow(dim, first, last - first);
  }

  static Tensor crop(Tensor img, int top, int left, int height, int width) {
    int[] size = TensorImages.dimensions(img);
    int right = left + width;
    int bottom = top + height;
    if (left >= 0 && top >= 0 && right <= size[2] && bottom <= size[1]) {
      return slice(img, top, bottom, left, right);
    }
    int[] padding = {
      Math.max(-left + Math.min(0, right), 0),
      Math.max(-top + Math.min(0, bottom), 0),
      Math.max(right - Math.max(size[2], left), 0),
      Math.max(bottom - Math.max(size[1], top), 0)
    };
    try (Tensor inside = slice(img, Math.max(top, 0), bottom, Math.max(left, 0), right)) {
      return pad(inside, padding, 0, "constant");
    }
  }

  /** Pads by left, top, right and bottom. */
  static Tensor pad(Tensor img, int[] padding, Number fill, String mode) {
    TensorImages.checkImage(img);
    long[] p = {padding[0], padding[2], padding[1], padding[3]};
    if (mode.equals("symmetric")) {
      return padSymmetric(img, p);
    }
    boolean constant = mode.equals("constant");
    boolean cast = !constant && img.dtype() != DType.FLOAT32 && img.dtype() != DType.FLOAT64;
    try (Scope scope = Torch.scope()) {
      Tensor batch = img.dim() < 4 ? img.unsqueeze(0) : img;
      if (cast) {
        batch = batch.to(DType.FLOAT32);
      }
      Tensor padded =
          constant
              ? Aten.pad(batch, p, mode, fill.doubleValue())
              : Aten.pad(batch, p, mode.equals("edge") ? "replicate" : mode, null);
      if (img.dim() < 4) {
        padded = padded.squeeze(0);
      }
      return scope.keep(cast ? padded.to(img.dtype()) : padded);
    }
  }

  private static Tensor padSymmetric(Tensor img, long[] p) {
    if (img.dim() != 3 && img.dim() != 4) {
      throw new TorchException("Symmetric padding of N-D tensors are not supported yet");
    }
    try (Scope scope = Torch.scope()) {
      Tensor inside =
          slice(
              img,
              Math.max(0, -p[2]),
              img.size(-2) - Math.max(0, -p[3]),
              Math.max(0, -p[0]),
              img.size(-1) - Math.max(0, -p[1]));
      Tensor columns = mirrored(Math.max(0, p[0]), inside.size(-1), Math.max(0, p[1]), 1);
      Tensor rows = mirrored(Math.max(0, p[2]), inside.size(-2), Math.max(0, p[3]), 0);
      return scope.keep(inside.indexSelect(-2, rows).indexSelect(-1, columns));
    }
  }

  private static Tensor mirrored(long before, long size, long after, int dimension) {
    if (before > size || after > size) {
      throw new IndexException(
          "index "
              + (before > size ? before - 1 : -after)
              + " is out of bounds for dimension "
              + dimension
              + " with size "
              + size
              + "\nAn image cannot be mirrored by more than itself.");
    }
    long[] places = new long[Math.toIntExact(before + size + after)];
    for (int i = 0; i < places.length; i++) {
      long place = i - before;
      places[i] = place < 0 ? -1 - place : place < size ? place : 2 * size - 1 - place;
    }
    return Torch.fromArray(places);
  }

  static Tensor resize(
      Tensor img, int height, int width, InterpolationMode mode, boolean antialias) {
    TensorImages.checkImage(img);
    long[] size = {height, width};
    try (Scope scope = Torch.scope()) {
      Batch batch = Batch.of(img, DType.FLOAT32, DType.FLOAT64);
      Tensor x = batch.img();
      if (x.dim() < 4) {
        throw new ValueException(
            "Input and output must have the same number of spatial dimensions, but got input with"
                + " spatial dimensions of ["
                + img.size(-1)
                + "] and output size of ["
                + height
                + ", "
                + width
                + "]. Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size"
                + " in (o1, o2, ...,oK) format.");
      }
      Tensor resized =
          switch (mode) {
            case NEAREST -> Aten.upsample_nearest2d(x, size, null, null);
            case NEAREST_EXACT -> Aten._upsample_nearest_exact2d(x, size, null, null);
            case BILINEAR ->
                antialias
                    ? Aten._upsample_bilinear2d_aa(x, size, false, null, null)
                    : Aten.upsample_bilinear2d(x, size, false, null, null);
            case BICUBIC ->
                antialias
                    ? Aten._upsample_bicubic2d_aa(x, size, false, null, null)
                    : Aten.upsample_bicubic2d(x, size, false, null, null);
            default ->
                throw new NotImplementedException(
                    "Input Error: Only 3D, 4D and 5D input Tensors supported (got "
                        + x.dim()
                        + "D) for the modes: nearest | linear | bilinear | bicubic | trilinear |"
                        + " area | nearest-exact (got "
                        + mode.value()
                        + ")");
          };
      if (mode == InterpolationMode.BICUBIC && batch.dtype() == DType.UINT8) {
        resized = resized.clamp(0, 255);
      }
      return scope.keep(batch.back(resized));
    }
  }

  static Tensor erase(Tensor img, int i, int j, int h, int w, Tensor v, boolean inplace) {
    TensorImages.checkImage(img);
    Tensor result = inplace ? img : img.clone();
    try (Tensor part = slice(result, i, i + (long) h, j, j + (long) w)) {
      part.copy_(v);
    }
    return result;
  }

  static Tensor gaussianBlur(Tensor img, int[] kernelSize, double[] sigma) {
    TensorImages.checkImage(img);
    try (Scope scope = Torch.scope()) {
      DType dtype = TensorImages.computing(img);
      long channels = img.size(-3);
      Tensor kernelX = gaussian(kernelSize[0], sigma[0], dtype);
      Tensor kernelY = gaussian(kernelSize[1], sigma[1], dtype);
      Tensor kernel =
          kernelY
              .unsqueeze(1)
              .mm(kernelX.unsqueeze(0))
              .to(img.device())
              .expand(channels, 1, kernelSize[1], kernelSize[0]);
      Batch batch = Batch.of(img, dtype);
      long x = kernelSize[0] / 2;
      long y = kernelSize[1] / 2;
      Tensor padded = Aten.pad(batch.img(), new long[] {x, x, y, y}, "reflect", null);
      return scope.keep(batch.back(convolved(padded, kernel)));
    }
  }

  /** Convolves each channel by itself. */
  static Tensor convolved(Tensor batch, Tensor kernel) {
    long[] one = {1, 1};
    return Aten.conv2d(batch, kernel, null, one, new long[] {0, 0}, one, batch.size(-3));
  }

  private static Tensor gaussian(int size, double sigma, DType dtype) {
    double half = (size - 1) * 0.5;
    Tensor x = Torch.linspace(-half, half, size, o -> o.dtype(dtype));
    Tensor density = x.div(sigma).pow(2).mul(-0.5).exp();
    return density.div(density.sum());
  }
}
