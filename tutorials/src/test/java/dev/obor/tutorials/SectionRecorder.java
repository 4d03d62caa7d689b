package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a tutorial prints, and knows which of its sections printed it: the outermost method on
 * the stack that carries {@link Block}. What is printed outside of them, as headings are, is
 * dropped.
 */
final class SectionRecorder extends OutputStream {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Map<String, ByteArrayOutputStream> printed = new HashMap<>();
  private final Map<String, Boolean> sections = new HashMap<>();

  /** The stream to give to the tutorial. */
  PrintStream stream() {
    return new PrintStream(this, true, UTF_8);
  }

  /** What a method or type has printed, with line feeds. */
  String printedBy(Port port) {
    ByteArrayOutputStream text = printed.get(port.type().getName() + "." + port.method());
    return text == null ? "" : text.toString(UTF_8).replace("\r\n", "\n");
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    String section =
        STACK.walk(frames -> frames.map(this::section).reduce(null, SectionRecorder::outer));
    if (section != null) {
      printed
          .computeIfAbsent(section, name -> new ByteArrayOutputStream())
          .write(bytes, from, length);
    }
  }

  private static @Nullable String outer(@Nullable String inner, @Nullable String outer) {
    return outer == null ? inner : outer;
  }

  private @Nullable String section(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (!type.getPackageName().startsWith("dev.obor.tutorials")) {
      return null;
    }
    String name = type.getName() + "." + frame.getMethodName();
    boolean isSection =
        sections.computeIfAbsent(
            name,
            key ->
                Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(
                        method ->
                            method.getName().equals(frame.getMethodName())
                                && method.isAnnotationPresent(Block.class)));
    return isSection ? name : null;
  }
}
