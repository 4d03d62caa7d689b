package dev.obor.vision.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickled dictionaries of CIFAR's files: of texts, numbers, lists and arrays of bytes.
 *
 * <p>A pickle is a program that may call anything. This reader calls nothing: it knows the few
 * names with which NumPy writes an array, and refuses every other one.
 */
final class PickledBatch {
  private static final Object MARK = new Object();
  private static final long MOST_BYTES = 1L << 30;
  private static final Set<String> RECONSTRUCT =
      Set.of("numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct");
  private static final Set<String> OTHERS =
      Set.of("numpy ndarray", "numpy dtype", "_codecs encode");

  private final ByteBuffer in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /** A name that a pickle mentions. */
  private record Name(String text) {}

  /** The value {@code None}, which a stack cannot hold as null. */
  private enum None {
    NONE
  }

  /** The type of the elements of an array. */
  private record ElementType(String code) {}

  /** An array of unsigned bytes, filled in two steps. */
  static final class Bytes {
    private int[] shape = {0};
    private byte[] data = {};

    int[] shape() {
      return shape.clone();
    }

    byte[] data() {
      return data;
    }
  }

  private PickledBatch(byte[] content) {
    this.in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a file.
   *
   * @return texts as {@code String}, numbers as {@code Long}, lists as {@code List}, arrays as
   *     {@link Bytes}
   * @throws IOException if the file cannot be read, is damaged or holds something else
   */
  static Map<?, ?> read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + ": too large for a batch");
    }
    return read(Files.readAllBytes(file), file.toString());
  }

  static Map<?, ?> read(byte[] content, String name) throws IOException {
    try {
      Object value = new PickledBatch(content).run();
      if (value instanceof Map<?, ?> map) {
        return map;
      }
      throw new IOException("no dictionary");
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // A damaged program takes what is not there, or takes it for something else.
      throw new IOException(name + ": damaged (" + e + ")", e);
    }
  }

  private Object run() throws IOException {
    while (in.hasRemaining()) {
      int code = in.get() & 0xff;
      if (code == '.') {
        return stack.pop();
      }
      if (!value(code) && !container(code) && !other(code)) {
        throw new IOException(String.format("opcode 0x%02x is not for such a file", code));
      }
    }
    throw new IOException("damaged, it has no end");
  }

  private boolean value(int code) throws IOException {
    switch (code) {
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) (in.get() & 0xff));
      case 'M' -> stack.push((long) (in.getShort() & 0xffff));
      case 'J' -> stack.push((long) in.getInt());
      case 0x8a -> stack.push(number(take(in.get() & 0xff)));
      case 'I' -> stack.push(line(line()));
      case 'G' -> {
        stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
      }
      case 'S' -> stack.push(quoted(line()));
      case 'V' -> stack.push(unescaped(line()));
      case 'U' -> stack.push(latin1(take(in.get() & 0xff)));
      case 'T' -> stack.push(latin1(take(length(in.getInt()))));
      case 'X' -> stack.push(utf8(take(length(in.getInt()))));
      case 0x8c -> stack.push(utf8(take(in.get() & 0xff)));
      case 'C' -> stack.push(take(in.get() & 0xff));
      case 'B' -> stack.push(take(length(in.getInt())));
      case 0x8e -> stack.push(take(length(in.getLong())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int code) throws IOException {
    switch (code) {
      case '(' -> stack.push(MARK);
      case '}' -> stack.push(new LinkedHashMap<>());
      case 'd' -> stack.push(pairs(sinceMark()));
      case ']' -> stack.push(new ArrayList<>());
      case ')' -> stack.push(List.of());
      case 0x85 -> stack.push(tuple(1));
      case 0x86 -> stack.push(tuple(2));
      case 0x87 -> stack.push(tuple(3));
      case 't' -> stack.push(sinceMark());
      case 'l' -> stack.push(sinceMark());
      case 'a' -> {
        Object element = stack.pop();
        list().add(element);
      }
      case 'e' -> {
        List<Object> elements = sinceMark();
        list().addAll(elements);
      }
      case 's' -> {
        List<Object> pair = tuple(2);
        map().put(pair.get(0), pair.get(1));
      }
      case 'u' -> {
        Map<Object, Object> more = pairs(sinceMark());
        map().putAll(more);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean other(int code) throws IOException {
    switch (code) {
      case 0x80 -> take(1);
      case 0x95 -> take(8);
      case 'p' -> memo.put(Integer.valueOf(line()), top());
      case 'g' -> stack.push(remembered(Integer.parseInt(line())));
      case 'q' -> memo.put(in.get() & 0xff, top());
      case 'r' -> memo.put(in.getInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> stack.push(remembered(in.get() & 0xff));
      case 'j' -> stack.push(remembered(in.getInt()));
      case 'c' -> stack.push(name(line(), line()));
      case 0x93 -> {
        List<Object> parts = tuple(2);
        stack.push(name((String) parts.get(0), (String) parts.get(1)));
      }
      case 'R' -> {
        List<?> arguments = (List<?>) stack.pop();
        stack.push(call((Name) stack.pop(), arguments));
      }
      case 'b' -> {
        List<?> state = (List<?>) stack.pop();
        build(top(), state);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  // ---- what NumPy writes

  private static Name name(String module, String member) throws IOException {
    String name = module + " " + member;
    if (!RECONSTRUCT.contains(name) && !OTHERS.contains(name)) {
      throw new IOException("the pickle wants to use " + name + ", which is not for such a file");
    }
    return new Name(name);
  }

  private static Object call(Name function, List<?> arguments) throws IOException {
    if (RECONSTRUCT.contains(function.text())) {
      return new Bytes();
    }
    return switch (function.text()) {
      case "numpy dtype" -> new ElementType((String) arguments.get(0));
      case "_codecs encode" -> ((String) arguments.get(0)).getBytes(StandardCharsets.ISO_8859_1);
      default -> throw new IOException("the pickle calls " + function.text());
    };
  }

  private static void build(Object target, List<?> state) throws IOException {
    if (target instanceof ElementType) {
      return; // byte order and alignment, which single bytes do not have
    }
    if (!(target instanceof Bytes array)) {
      throw new IOException("the pickle sets the state of " + target.getClass().getSimpleName());
    }
    List<?> shape = (List<?>) state.get(1);
    int[] sizes = new int[shape.size()];
    long product = 1;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact((Long) shape.get(i));
      product = Math.multiplyExact(product, sizes[i]);
    }
    boolean isUnsigned = state.get(2) instanceof ElementType type && type.code().equals("u1");
    if (!isUnsigned || Boolean.TRUE.equals(state.get(3))) {
      throw new IOException("an array is not of unsigned bytes in row-major order");
    }
    Object content = state.get(4);
    byte[] data =
        content instanceof String text
            ? text.getBytes(StandardCharsets.ISO_8859_1)
            : (byte[]) content;
    if (product != data.length) {
      throw new IOException("an array has " + data.length + " bytes instead of " + product);
    }
    array.shape = sizes;
    array.data = data;
  }

  // ---- reading

  private byte[] take(int count) throws IOException {
    if (count > in.remaining()) {
      throw new IOException("damaged, it ends too early");
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private int length(long declared) throws IOException {
    if (declared < 0 || declared > in.remaining()) {
      throw new IOException("damaged, a text of " + declared + " bytes is not there");
    }
    return (int) declared;
  }

  private String line() throws IOException {
    int start = in.position();
    while (in.hasRemaining()) {
      if (in.get() == '\n') {
        byte[] bytes = new byte[in.position() - 1 - start];
        in.get(start, bytes);
        return latin1(bytes);
      }
    }
    throw new IOException("damaged, a line has no end");
  }

  private static Object line(String text) {
    return text.equals("01") ? true : text.equals("00") ? (Object) false : Long.valueOf(text);
  }

  private static long number(byte[] bytes) throws IOException {
    if (bytes.length > 8) {
      throw new IOException("a number is too large");
    }
    long value = bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private static String quoted(String text) throws IOException {
    int last = text.length() - 1;
    boolean isQuoted =
        last > 0 && text.charAt(0) == text.charAt(last) && "'\"".indexOf(text.charAt(0)) >= 0;
    if (!isQuoted) {
      throw new IOException("damaged, a text has no quotes");
    }
    return unescaped(text.substring(1, last));
  }

  private static String unescaped(String text) throws IOException {
    if (text.indexOf('\\') >= 0) {
      throw new IOException("a text has escapes, which such files do not have");
    }
    return text;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  // ---- the stack

  private Object top() {
    return stack.element();
  }

  private Object remembered(int place) throws IOException {
    @Nullable Object value = memo.get(place);
    if (value == null) {
      throw new IOException("damaged, nothing is remembered as " + place);
    }
    return value;
  }

  @SuppressWarnings("unchecked") // only this class makes lists
  private List<Object> list() {
    return (List<Object>) top();
  }

  @SuppressWarnings("unchecked") // only this class makes maps
  private Map<Object, Object> map() {
    return (Map<Object, Object>) top();
  }

  private static Map<Object, Object> pairs(List<Object> elements) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < elements.size(); i += 2) {
      map.put(elements.get(i), elements.get(i + 1));
    }
    return map;
  }

  private List<Object> tuple(int size) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(0, stack.pop());
    }
    return elements;
  }

  private List<Object> sinceMark() {
    List<Object> elements = new ArrayList<>();
    for (Object element = stack.pop(); element != MARK; element = stack.pop()) {
      elements.add(element);
    }
    Collections.reverse(elements);
    return elements;
  }
}
