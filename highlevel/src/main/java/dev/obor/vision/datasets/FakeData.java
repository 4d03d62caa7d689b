package dev.obor.vision.datasets;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.IndexException;
import dev.obor.Tensor;
import dev.obor.TypeException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.function.Consumer;

/**
 * Random images that need no files: Python's {@code torchvision.datasets.FakeData}.
 *
 * <pre>{@code
 * FakeData dataset = new FakeData(100, o -> o.imageSize(3, 32, 32).numClasses(5));
 * }</pre>
 *
 * <p>Each image depends on its index only, and is the one that Python has. The program's own random
 * numbers stay as they are.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FakeData extends VisionDataset {
  private final int size;
  private final int[] imageSize;
  private final int numClasses;
  private final long randomOffset;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private int[] imageSize = {3, 224, 224};
    private int numClasses = 10;
    private long randomOffset;

    Options() {}

    /** Sets the channels, 1, 3 or 4, the height and the width; default 3, 224 and 224. */
    public Options imageSize(int channels, int height, int width) {
      this.imageSize = new int[] {channels, height, width};
      return this;
    }

    /** Sets how many classes there are; default 10. */
    public Options numClasses(int value) {
      this.numClasses = value;
      return this;
    }

    /** Sets what is added to the index to get the seed of an image; default 0. */
    public Options randomOffset(long value) {
      this.randomOffset = value;
      return this;
    }
  }

  /** Makes 1,000 images of 224 × 224: Python's {@code FakeData()}. */
  public FakeData() {
    this(1000);
  }

  /** Makes images of 224 × 224: Python's {@code FakeData(size)}. */
  public FakeData(int size) {
    this(size, o -> {});
  }

  /**
   * Makes images: Python's {@code FakeData(size, image_size=…, num_classes=…, transform=…,
   * target_transform=…, random_offset=…)}.
   *
   * @param size how many
   */
  public FakeData(int size, Consumer<Options> options) {
    this(size, options(options));
  }

  private FakeData(int size, Options o) {
    super(null, o);
    this.size = size;
    this.imageSize = o.imageSize.clone();
    this.numClasses = o.numClasses;
    this.randomOffset = o.randomOffset;
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Sample get(int index) {
    if (index >= size) {
      throw new IndexException("FakeData index out of range");
    }
    Generator generator = new Generator().manualSeed(index + randomOffset);
    long[] shape = {imageSize[0], imageSize[1], imageSize[2]};
    try (Tensor values = Aten.randn_generator(shape, generator, DType.FLOAT32, null, null, null);
        Tensor label =
            Aten.randint_low_generator(
                0, numClasses, new long[] {1}, generator, DType.INT64, null, null, null)) {
      return sample(picture(values.toFloatArray()), label.item().intValue());
    }
  }

  private BufferedImage picture(float[] values) {
    int channels = imageSize[0];
    int type =
        switch (channels) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_3BYTE_BGR;
          case 4 -> BufferedImage.TYPE_4BYTE_ABGR;
          default ->
              throw new TypeException(
                  "Input type float32 is not supported\nAn image has 1, 3 or 4 channels, not "
                      + channels
                      + ".");
        };
    BufferedImage image = new BufferedImage(imageSize[2], imageSize[1], type);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    int plane = imageSize[1] * imageSize[2];
    for (int channel = 0; channel < channels; channel++) {
      for (int i = 0; i < plane; i++) {
        // Levels outside of 0 to 255 wrap around, as they do in Python.
        pixels[i * channels + channels - 1 - channel] =
            (byte) (int) (values[channel * plane + i] * 255f);
      }
    }
    return image;
  }

  @Override
  public int size() {
    return size;
  }
}
