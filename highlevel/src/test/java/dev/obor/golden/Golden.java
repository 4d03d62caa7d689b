package dev.obor.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A line of a fixture that a script in {@code src/test/python} writes; {@code golden_lines.py} says
 * what the fields mean.
 *
 * @param fields the values by name
 */
public record Golden(Map<String, String> fields) {
  /**
   * Whether LibTorch and its BLAS are those of Python's package, which compute the same last bits.
   * Others round otherwise.
   */
  public static final boolean LIBRARIES_ARE_PYTHONS = Torch.Config.show().contains("BLAS_INFO=mkl");

  /** Reads all lines of a fixture in {@code dev/obor}, compressed if its name ends so. */
  public static List<Golden> read(String path) {
    String name = "/dev/obor/" + path;
    try (InputStream stream = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name);
        InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(stream) : stream) {
      return new String(plain.readAllBytes(), UTF_8)
          .lines()
          .map(line -> new Golden(parse(line)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The line of a fixture whose field {@code case} has the given value. */
  public static Golden of(String path, String name) {
    return read(path).stream()
        .filter(golden -> golden.text("case").equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(path + ": " + name));
  }

  private static Map<String, String> parse(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : line.split("\t", -1)) {
      int equals = field.indexOf('=');
      // Names may hold a =, as in lr=0.1, only behind the first one.
      fields.put(field.substring(0, equals), unescaped(field.substring(equals + 1)));
    }
    return fields;
  }

  private static String unescaped(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        char escaped = text.charAt(i);
        result.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  /** A field as it is. */
  public String text(String field) {
    String value = fields.get(field);
    if (value == null) {
      throw new NoSuchElementException(field + " in " + fields.keySet());
    }
    return value;
  }

  /** A field, or null if Python's value is None or there is no such field. */
  public @Nullable String optional(String field) {
    String value = fields.get(field);
    return value == null || value.equals("None") ? null : value;
  }

  /** A field that is a whole number. */
  public int integer(String field) {
    return Integer.parseInt(text(field));
  }

  /** A field that is True or False. */
  public boolean flag(String field) {
    return text(field).equals("True");
  }

  /** The names in a field. */
  public List<String> names(String field) {
    return List.of(text(field).split(",", -1));
  }

  /** What a field may be on different CPUs. */
  public List<String> variants(String field) {
    return List.of(text(field).split("\\|", -1));
  }

  /** The numbers in a field, as the first of the CPUs has them. */
  public double[] numbers(String field) {
    return numbersOf(variants(field).get(0));
  }

  private static double[] numbersOf(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(",")).mapToDouble(Golden::number).toArray();
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** The sizes in a field; none for a tensor without dimensions. */
  public long[] sizes(String field) {
    String value = text(field);
    return value.isEmpty()
        ? new long[0]
        : Arrays.stream(value.split(",")).mapToLong(Long::parseLong).toArray();
  }

  /** A float32 tensor of the numbers in one field, with the shape in another. */
  public Tensor tensor(String numbers, String shape) {
    float[] values = new float[numbers(numbers).length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers(numbers)[i];
    }
    return Torch.fromArray(values).reshape(sizes(shape));
  }

  /** The elements of a tensor as {@code golden_lines.numbers} writes them. */
  public static String hex(Tensor tensor) {
    return DoubleStream.of(tensor.detach().to(DType.FLOAT64).toDoubleArray())
        .mapToObj(Golden::hex)
        .collect(Collectors.joining(","));
  }

  /** Python's {@code float.hex}: always with 13 digits after the point. */
  private static String hex(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0x0.0p+0" : "-0x0.0p+0";
    }
    String text = Double.toHexString(value);
    int p = text.indexOf('p');
    String digits = text.substring(text.indexOf('.') + 1, p);
    String exponent = text.substring(p + 1);
    return text.substring(0, text.indexOf('.') + 1)
        + digits
        + "0".repeat(13 - digits.length())
        + "p"
        + (exponent.startsWith("-") ? exponent : "+" + exponent);
  }

  /** The first elements of a tensor as {@code golden_lines.first} writes them. */
  public static String first(Tensor tensor, int count) {
    Tensor flat = tensor.detach().reshape(-1);
    return hex(flat.narrow(0, 0, Math.min(count, flat.numel())));
  }

  /** The checksum of a float32 or float64 tensor as {@code golden_lines.checksum} writes it. */
  public static String checksum(Tensor tensor) {
    boolean isDouble = tensor.dtype() == DType.FLOAT64;
    double[] values = tensor.detach().toDoubleArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * (isDouble ? 8 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (isDouble) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    return String.valueOf(crc.getValue());
  }

  /** Batches of indices as the scripts write them: {@code 0,1,2;3,4}. */
  public static String written(Iterable<int[]> batches) {
    List<String> texts = new ArrayList<>();
    for (int[] batch : batches) {
      texts.add(Arrays.stream(batch).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }
    return String.join(";", texts);
  }
}
