package dev.obor.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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
    Optional<String> section =
        STACK.walk(
            frames ->
                frames
                    .filter(this::isSection)
                    .reduce((inner, outer) -> outer)
                    .map(SectionRecorder::name));
    section.ifPresent(
        name ->
            printed
                .computeIfAbsent(name, key -> new ByteArrayOutputStream())
                .write(bytes, from, length));
  }

  private static String name(StackFrame frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }

  private boolean isSection(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return type.getPackageName().startsWith("dev.obor.tutorials")
        && sections.computeIfAbsent(
            name(frame),
            key ->
                Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(
                        method ->
                            method.getName().equals(frame.getMethodName())
                                && method.isAnnotationPresent(Block.class)));
  }
}
