package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.vision.image.ImageFiles;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numbers of an image file as they are, with up to 16 bits. */
final class PngSamples {
  private final int width;
  private final int height;
  private final int bands;
  private final float[] numbers;

  private PngSamples(int width, int height, int bands, float[] numbers) {
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.numbers = numbers;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Those of the first band row by row, then those of the others. */
  float[] numbers() {
    return numbers;
  }

  static PngSamples read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new TorchException("[Errno 2] No such file or directory: '" + file + "'");
      }
      Raster raster = ImageFiles.raster(Files.readAllBytes(file));
      if (raster == null) {
        throw DatasetFiles.damaged(file, "it is no image");
      }
      int width = raster.getWidth();
      int height = raster.getHeight();
      int bands = raster.getNumBands();
      float[] numbers = new float[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
      float[] band = new float[width * height];
      for (int i = 0; i < bands; i++) {
        raster.getSamples(0, 0, width, height, i, band);
        System.arraycopy(band, 0, numbers, i * band.length, band.length);
      }
      return new PngSamples(width, height, bands, numbers);
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  /** The same if pixels have that many numbers. */
  static PngSamples read(Path file, int bands) {
    PngSamples read = read(file);
    if (read.bands != bands) {
      throw DatasetFiles.damaged(
          file, "its pixels have " + read.bands + " numbers instead of " + bands);
    }
    return read;
  }
}
