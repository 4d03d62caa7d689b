package dev.obor.vision.transforms;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import dev.obor.ValueException;
import dev.obor.vision.transforms.TensorImages.Batch;
import java.util.List;

/** Changes the colours of images that are tensors. */
final class TensorColors {
  private TensorColors() {}

  private static void checkFactor(String name, double factor) {
    if (factor < 0) {
      throw new ValueException(name + " (" + PythonText.of(factor) + ") is not non-negative.");
    }
  }

  private static Tensor blend(Tensor a, Tensor b, double ratio) {
    return a.mul(ratio)
        .add(b.mul(1.0 - ratio))
        .clamp(0, TensorImages.maxValue(a.dtype()))
        .to(a.dtype());
  }

  static Tensor grayscale(Tensor img, int channels) {
    TensorImages.checkThreeDimensions(img);
    TensorImages.checkChannels(img, 1, 3);
    if (channels != 1 && channels != 3) {
      throw new ValueException("num_output_channels should be either 1 or 3");
    }
    try (Scope scope = Torch.scope()) {
      Tensor gray;
      if (img.size(-3) == 3) {
        Tensor sum =
            img.select(-3, 0)
                .mul(0.2989)
                .add(img.select(-3, 1).mul(0.587))
                .add(img.select(-3, 2).mul(0.114));
        gray = sum.to(img.dtype()).unsqueeze(-3);
      } else {
        gray = img.clone();
      }
      return scope.keep(channels == 3 ? gray.expand(img.size()) : gray);
    }
  }

  static Tensor brightness(Tensor img, double factor) {
    checkFactor("brightness_factor", factor);
    TensorImages.checkChannels(img, 1, 3);
    try (Scope scope = Torch.scope()) {
      return scope.keep(blend(img, Torch.zerosLike(img), factor));
    }
  }

  static Tensor contrast(Tensor img, double factor) {
    checkFactor("contrast_factor", factor);
    TensorImages.checkChannels(img, 3, 1);
    try (Scope scope = Torch.scope()) {
      Tensor gray = TensorImages.dimensions(img)[0] == 3 ? grayscale(img, 1) : img;
      Tensor mean = gray.to(TensorImages.computing(img)).mean(new long[] {-3, -2, -1}, true);
      return scope.keep(blend(img, mean, factor));
    }
  }

  static Tensor saturation(Tensor img, double factor) {
    checkFactor("saturation_factor", factor);
    TensorImages.checkChannels(img, 1, 3);
    if (TensorImages.dimensions(img)[0] == 1) {
      return img;
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(blend(img, grayscale(img, 1), factor));
    }
  }

  static Tensor gamma(Tensor img, double gamma, double gain) {
    TensorImages.checkChannels(img, 1, 3);
    if (gamma < 0) {
      throw new ValueException("Gamma should be a non-negative real number");
    }
    try (Scope scope = Torch.scope()) {
      Tensor x =
          img.dtype().isFloatingPoint() ? img : TensorImages.convertDtype(img, DType.FLOAT32);
      Tensor result = x.pow(gamma).mul(gain).clamp(0, 1);
      return scope.keep(TensorImages.convertDtype(result, img.dtype()));
    }
  }

  static Tensor hue(Tensor img, double factor) {
    TensorImages.checkChannels(img, 1, 3);
    if (TensorImages.dimensions(img)[0] == 1) {
      return img;
    }
    try (Scope scope = Torch.scope()) {
      Tensor[] hsv = hsv(TensorImages.convertDtype(img, DType.FLOAT32));
      Tensor turned = rgb(hsv[0].add(factor).remainder(1.0), hsv[1], hsv[2]);
      return scope.keep(TensorImages.convertDtype(turned, img.dtype()));
    }
  }

  private static Tensor[] hsv(Tensor img) {
    Tensor r = img.select(-3, 0);
    Tensor g = img.select(-3, 1);
    Tensor b = img.select(-3, 2);
    Tensor most = img.amax(-3);
    Tensor least = img.amin(-3);
    Tensor gray = most.eq(least);
    Tensor range = most.sub(least);
    Tensor ones = Torch.onesLike(most);
    // Where there is no hue, dividing by one keeps nan away.
    Tensor saturation = range.div(Torch.where(gray, ones, most));
    Tensor divisor = Torch.where(gray, ones, range);
    Tensor rc = most.sub(r).div(divisor);
    Tensor gc = most.sub(g).div(divisor);
    Tensor bc = most.sub(b).div(divisor);
    Tensor isRed = most.eq(r);
    Tensor isGreen = most.eq(g);
    Tensor hr = isRed.mul(bc.sub(gc));
    Tensor hg = isGreen.bitwiseAnd(isRed.logicalNot()).mul(rc.add(2.0).sub(bc));
    Tensor hb = isGreen.logicalNot().bitwiseAnd(isRed.logicalNot()).mul(gc.add(4.0).sub(rc));
    Tensor h = hr.add(hg).add(hb).div(6.0).add(1.0).fmod(1.0);
    return new Tensor[] {h, saturation, most};
  }

  private static Tensor rgb(Tensor h, Tensor s, Tensor v) {
    Tensor sextant = h.mul(6.0);
    Tensor floor = sextant.floor();
    Tensor f = sextant.sub(floor);
    Tensor p = v.mul(s.rsub(1.0)).clamp(0.0, 1.0);
    Tensor q = v.mul(s.mul(f).rsub(1.0)).clamp(0.0, 1.0);
    Tensor t = v.mul(s.mul(f.rsub(1.0)).rsub(1.0)).clamp(0.0, 1.0);
    Tensor which = floor.to(DType.INT64).remainder(6).unsqueeze(-3);
    Tensor red = chosen(which, v, q, p, p, t, v);
    Tensor green = chosen(which, t, v, v, q, p, p);
    Tensor blue = chosen(which, p, p, t, v, v, q);
    return Torch.cat(List.of(red, green, blue), -3);
  }

  private static Tensor chosen(Tensor which, Tensor... values) {
    return Torch.stack(List.of(values), -3).gather(-3, which);
  }

  static Tensor invert(Tensor img) {
    TensorImages.checkImage(img);
    TensorImages.checkThreeDimensions(img);
    TensorImages.checkChannels(img, 1, 3);
    double most = TensorImages.maxValue(img.dtype());
    return img.dtype().isFloatingPoint() ? img.rsub(most) : img.rsub((long) most);
  }

  private static void checkBytes(Tensor img) {
    if (img.dtype() != DType.UINT8) {
      throw new TypeException(
          "Only torch.uint8 image tensors are supported, but found " + img.dtype());
    }
  }

  static Tensor posterize(Tensor img, int bits) {
    TensorImages.checkImage(img);
    TensorImages.checkThreeDimensions(img);
    checkBytes(img);
    TensorImages.checkChannels(img, 1, 3);
    return img.bitwiseAnd(-(1 << (8 - bits)) & 255);
  }

  static Tensor solarize(Tensor img, double threshold) {
    TensorImages.checkImage(img);
    TensorImages.checkThreeDimensions(img);
    TensorImages.checkChannels(img, 1, 3);
    if (threshold > TensorImages.maxValue(img.dtype())) {
      throw new TypeException("Threshold should be less than bound of img.");
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(Torch.where(img.ge(threshold), invert(img), img));
    }
  }

  static Tensor sharpness(Tensor img, double factor) {
    checkFactor("sharpness_factor", factor);
    TensorImages.checkChannels(img, 1, 3);
    if (img.size(-1) <= 2 || img.size(-2) <= 2) {
      return img;
    }
    try (Scope scope = Torch.scope()) {
      return scope.keep(blend(img, smoothed(img), factor));
    }
  }

  private static Tensor smoothed(Tensor img) {
    DType dtype = TensorImages.computing(img);
    Tensor weights =
        Torch.tensor(new double[] {1, 1, 1, 1, 5, 1, 1, 1, 1}, o -> o.dtype(dtype))
            .to(img.device());
    Tensor kernel = weights.div(weights.sum()).view(3, 3).expand(img.size(-3), 1, 3, 3);
    Batch batch = Batch.of(img, dtype);
    Tensor inside = batch.back(TensorGeometry.convolved(batch.img(), kernel));
    Tensor result = img.clone();
    result.narrow(-2, 1, img.size(-2) - 2).narrow(-1, 1, img.size(-1) - 2).copy_(inside);
    return result;
  }

  static Tensor autocontrast(Tensor img) {
    TensorImages.checkImage(img);
    TensorImages.checkThreeDimensions(img);
    TensorImages.checkChannels(img, 1, 3);
    double bound = TensorImages.maxValue(img.dtype());
    DType dtype = TensorImages.computing(img);
    long[] pixels = {-2, -1};
    try (Scope scope = Torch.scope()) {
      Tensor least = img.amin(pixels, true).to(dtype);
      Tensor most = img.amax(pixels, true).to(dtype);
      Tensor scale = most.sub(least).reciprocal().mul(bound);
      Tensor flat = scale.isfinite().logicalNot();
      Tensor result =
          img.sub(least.maskedFill(flat, 0)).mul(scale.maskedFill(flat, 1)).clamp(0, bound);
      return scope.keep(result.to(img.dtype()));
    }
  }

  static Tensor equalize(Tensor img) {
    TensorImages.checkImage(img);
    if (img.dim() != 3 && img.dim() != 4) {
      throw new TypeException(
          "Input image tensor should have 3 or 4 dimensions, but found " + img.dim());
    }
    checkBytes(img);
    TensorImages.checkChannels(img, 1, 3);
    byte[] values = img.toByteArray();
    int plane = Math.toIntExact(img.size(-1) * img.size(-2));
    for (int start = 0; start < values.length; start += plane) {
      equalize(values, start, start + plane);
    }
    try (Scope scope = Torch.scope()) {
      Tensor result = Torch.fromUnsignedArray(values, img.size().toArray());
      return scope.keep(result.to(img.device()));
    }
  }

  private static void equalize(byte[] values, int start, int end) {
    int[] counts = new int[256];
    int most = 0;
    for (int i = start; i < end; i++) {
      int value = values[i] & 255;
      counts[value]++;
      most = Math.max(most, value);
    }
    int step = (end - start - counts[most]) / 255;
    if (step == 0) {
      return;
    }
    byte[] table = new byte[256];
    long sum = step / 2;
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) Math.min(255, sum / step);
      sum += counts[i];
    }
    for (int i = start; i < end; i++) {
      values[i] = table[values[i] & 255];
    }
  }
}
