package dev.obor.vision.transforms;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.golden.Golden;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The values of {@code transform_goldens.py}. */
final class Fixture {
  private Fixture() {}

  /** A value: mode or dtype, shape, and the bytes of the numbers. */
  @SuppressWarnings("ArrayRecordComponent") // the test compares the numbers
  record Value(String kind, long[] shape, byte[] data) {
    static Value of(String text) {
      String[] parts = text.split(":", -1);
      long[] shape =
          parts[1].isEmpty()
              ? new long[0]
              : Arrays.stream(parts[1].split(",")).mapToLong(Long::parseLong).toArray();
      return new Value(parts[0], shape, inflated(parts[2]));
    }

    boolean isImage() {
      return Arrays.stream(Mode.values()).anyMatch(mode -> mode.toString().equals(kind));
    }

    double[] numbers() {
      ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
      int size = Math.max(1, data.length / (int) Math.max(1, count()));
      double[] numbers = new double[data.length / size];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] =
            switch (kind) {
              case "I;16", "uint16" -> buffer.getShort() & 0xffff;
              case "int16" -> buffer.getShort();
              case "I", "int32" -> buffer.getInt();
              case "int64" -> buffer.getLong();
              case "F", "float32" -> buffer.getFloat();
              case "float64" -> buffer.getDouble();
              default -> buffer.get() & 255;
            };
      }
      return numbers;
    }

    private long count() {
      long bands = isImage() ? Mode.of(kind).bands() : 1;
      return Arrays.stream(shape).reduce(bands, (a, b) -> a * b);
    }
  }

  static byte[] inflated(String text) {
    Inflater inflater = new Inflater();
    inflater.setInput(Base64.getDecoder().decode(text));
    byte[] result = new byte[1 << 20];
    try {
      int length = inflater.inflate(result);
      if (!inflater.finished()) {
        throw new IllegalStateException("a value of the fixture is too long");
      }
      return Arrays.copyOf(result, length);
    } catch (DataFormatException e) {
      throw new IllegalStateException(e);
    } finally {
      inflater.end();
    }
  }

  static String input(String name) {
    return Golden.read("vision/transforms.tsv").stream()
        .filter(line -> !line.fields().containsKey("case") && line.text("input").equals(name))
        .findFirst()
        .orElseThrow()
        .text("value");
  }

  /** One value or several. */
  static List<Value> list(String text) {
    // The name of mode I;16 has a semicolon of its own.
    return Arrays.stream(text.replace("I;16:", "I16:").split(";"))
        .map(part -> Value.of(part.replace("I16:", "I;16:")))
        .toList();
  }

  /** An image or a tensor of what Python wrote. */
  static Object read(String text) {
    Value value = Value.of(text);
    if (!value.isImage()) {
      return tensor(value);
    }
    Mode mode = Mode.of(value.kind);
    int width = (int) value.shape[0];
    int height = (int) value.shape[1];
    double[] numbers = value.numbers();
    if (mode == Mode.P) {
      return paletteImage(value);
    }
    Object values;
    if (mode == Mode.I16) {
      short[] shorts = new short[numbers.length];
      for (int i = 0; i < shorts.length; i++) {
        shorts[i] = (short) (int) numbers[i];
      }
      values = shorts;
    } else if (mode == Mode.I) {
      values = Arrays.stream(numbers).mapToInt(n -> (int) n).toArray();
    } else if (mode == Mode.F) {
      float[] floats = new float[numbers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) numbers[i];
      }
      values = floats;
    } else {
      values = value.data;
    }
    return BufferedImages.image(Pixels.of(mode, width, height, values));
  }

  private static BufferedImage paletteImage(Value value) {
    byte[] colors = inflated(input("palette"));
    IndexColorModel palette = new IndexColorModel(8, colors.length / 3, colors, 0, false, -1);
    int width = (int) value.shape[0];
    int height = (int) value.shape[1];
    var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 1, null);
    raster.setDataElements(0, 0, width, height, value.data);
    return new BufferedImage(palette, raster, false, null);
  }

  private static Tensor tensor(Value value) {
    try (Tensor flat = Torch.fromUnsignedArray(value.data);
        Tensor typed = Aten.view_dtype(flat, DType.of(value.kind))) {
      return typed.reshape(value.shape);
    }
  }

  /** What a transform made, as one value or several. */
  static List<Value> values(Object made) {
    if (made instanceof List<?> parts) {
      return parts.stream().flatMap(part -> values(part).stream()).toList();
    }
    if (made instanceof Tensor tensor) {
      try (Tensor whole = tensor.contiguous();
          Tensor line = whole.reshape(-1);
          Tensor bytes = Aten.view_dtype(line, DType.UINT8)) {
        return List.of(
            new Value(
                tensor.dtype().toString().substring(6),
                tensor.size().toArray(),
                bytes.toByteArray()));
      }
    }
    Pixels pixels = BufferedImages.pixels((BufferedImage) made);
    ByteBuffer data =
        ByteBuffer.allocate(pixels.width() * pixels.height() * 4).order(ByteOrder.LITTLE_ENDIAN);
    int bands = pixels.bands();
    for (int i = 0; i < pixels.width() * pixels.height(); i++) {
      if (pixels.values() instanceof short[] values) {
        data.putShort(values[i]);
      } else if (pixels.values() instanceof int[] values) {
        data.putInt(values[i]);
      } else if (pixels.values() instanceof float[] values) {
        data.putFloat(values[i]);
      } else {
        for (int c = 0; c < bands; c++) {
          data.put(pixels.bytes()[i * bands + pixels.place(c)]);
        }
      }
    }
    return List.of(
        new Value(
            pixels.mode().toString(),
            new long[] {pixels.width(), pixels.height()},
            Arrays.copyOf(data.array(), data.position())));
  }
}
