package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.vision.datasets.FlowDataset.Flow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads files of flows and disparities: {@code .flo}, {@code .pfm}, and PNG with 16 bits. */
final class FlowFiles {
  private static final int FLO_HEADER = 12;
  private static final int MOST_HEADER = 200;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s(\\d{1,9})\\s?");

  private FlowFiles() {}

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  /**
   * Reads a flow of Middlebury's format.
   *
   * @return (2, H, W), float32
   * @throws ValueException if it is another file
   */
  static Flow flo(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length < FLO_HEADER
        || !new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("PIEH")) {
      throw new ValueException("Magic number incorrect. Invalid .flo file\n" + file);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = buffer.getInt(4);
    int height = buffer.getInt(8);
    long count = 2L * width * height;
    if (width < 0 || height < 0 || count > (bytes.length - FLO_HEADER) / Float.BYTES) {
      throw DatasetFiles.damaged(
          file, bytes.length + " bytes are too few for " + width + " by " + height + " pixels");
    }
    float[] numbers = new float[(int) count];
    buffer.position(FLO_HEADER).asFloatBuffer().get(numbers);
    try (Scope scope = Torch.scope()) {
      Tensor pairs = Torch.fromArray(numbers, height, width, 2);
      return new Flow(scope.keep(pairs.permute(2, 0, 1).contiguous()), null);
    }
  }

  /**
   * Reads a flow as Kitti keeps it: two bands with numbers 64 times as large, around 32768, and one
   * that is not zero where they count.
   */
  static Flow png(Path file) {
    PngSamples samples = PngSamples.read(file, 3);
    try (Scope scope = Torch.scope()) {
      Tensor all = Torch.fromArray(samples.numbers(), 3, samples.height(), samples.width());
      Tensor flow = all.narrow(0, 0, 2).sub(32768).div(64);
      return new Flow(scope.keep(flow), scope.keep(all.select(0, 2).ne(0)));
    }
  }

  /**
   * Reads a portable float map.
   *
   * @param channels how many of its channels are wanted; it has one or three
   * @return (channels, H, W), float32, with the first row on top
   * @throws ValueException if it is another file
   */
  static Tensor pfm(Path file, int channels) {
    byte[] bytes = bytes(file);
    int[] at = {0};
    String kind = line(bytes, at).stripTrailing();
    if (!kind.equals("PF") && !kind.equals("Pf")) {
      throw new ValueException("Invalid PFM file\n" + file);
    }
    Matcher size = SIZE.matcher(line(bytes, at));
    if (!size.matches()) {
      throw new TorchException("Malformed PFM header.\n" + file);
    }
    int width = Integer.parseInt(size.group(1));
    int height = Integer.parseInt(size.group(2));
    String scale = line(bytes, at).strip();
    boolean isLittle;
    try {
      isLittle = Double.parseDouble(scale) < 0;
    } catch (NumberFormatException e) {
      throw DatasetFiles.damaged(file, "'" + scale + "' is no number");
    }
    int bands = kind.equals("PF") ? 3 : 1;
    long count = (long) width * height * bands;
    if (count * Float.BYTES != bytes.length - at[0]) {
      throw DatasetFiles.damaged(
          file, bytes.length + " bytes do not fit " + width + " by " + height + " pixels");
    }
    float[] numbers = new float[(int) count];
    ByteBuffer.wrap(bytes, at[0], bytes.length - at[0])
        .order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        .asFloatBuffer()
        .get(numbers);
    try (Scope scope = Torch.scope()) {
      Tensor rows = Torch.fromArray(numbers, height, width, bands).flip(0);
      Tensor wanted = rows.permute(2, 0, 1).narrow(0, 0, Math.min(channels, bands));
      return scope.keep(wanted.contiguous());
    }
  }

  /** The text up to the next end of a line. */
  private static String line(byte[] bytes, int[] at) {
    int end = at[0];
    while (end < bytes.length && end - at[0] < MOST_HEADER && bytes[end] != '\n') {
      end++;
    }
    String text = new String(bytes, at[0], end - at[0], StandardCharsets.ISO_8859_1);
    at[0] = Math.min(end + 1, bytes.length);
    return text;
  }
}
