package dev.obor;

import java.security.CodeSource;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What LibTorch warns of, shown as Python shows it: once for each place in the program.
 *
 * <pre>{@code
 * Main.java:12: UserWarning: An output with one or more elements was resized since it had shape …
 * }</pre>
 *
 * <p>Without a handler the text goes to {@code System.err}. A program sends it elsewhere with
 * {@link #setHandler}; after {@link Torch#setWarnAlways} every warning comes through.
 */
public final class Warnings {
  /** More places than any program has; what is warned of in yet others is shown each time. */
  private static final int MOST_PLACES = 10_000;

  /** The classes of the bindings; those above them are places, as Python's own modules are. */
  private static final Pattern BINDINGS =
      Pattern.compile("dev\\.obor\\.((autograd|numpy|load)\\.)?[^.]+");

  /** Where LibTorch was built; Python's was built in the folder {@code /pytorch}. */
  private static final Pattern BUILD_FOLDER = Pattern.compile("^.*/pytorch/(aten|c10|torch)/");

  private static final Set<String> SHOWN = ConcurrentHashMap.newKeySet();
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final StackWalker CLASSES =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static volatile Consumer<Warning> handler = Warnings::print;

  private Warnings() {}

  /**
   * One warning.
   *
   * @param category {@code UserWarning}, {@code DeprecationWarning} and so on, as in Python
   * @param message the text, and where in LibTorch it comes from
   * @param place where the program called Obor; null where no other class is on the stack
   */
  public record Warning(String category, String message, @Nullable StackTraceElement place) {
    /** As Python prints it: {@code Main.java:12: UserWarning: …}. */
    @Override
    public String toString() {
      String text = category + ": " + message;
      return place == null
          ? text
          : Objects.requireNonNullElse(place.getFileName(), place.getClassName())
              + ":"
              + place.getLineNumber()
              + ": "
              + text;
    }
  }

  /**
   * Exchanges what is done with warnings.
   *
   * <p>The handler runs in the thread that called the operator, after the operator. What it throws
   * is given to that thread's {@link Thread.UncaughtExceptionHandler}; the operator's result
   * stands.
   *
   * @param handler gets each warning once for each place; null prints them to {@code System.err}
   */
  public static void setHandler(@Nullable Consumer<Warning> handler) {
    Warnings.handler = handler == null ? Warnings::print : handler;
  }

  /**
   * Warns of something as LibTorch does, in the category {@code UserWarning}: for code above the
   * bindings.
   *
   * @param message the text
   */
  public static void warn(String message) {
    warn("UserWarning", message);
  }

  /**
   * Warns of something as LibTorch does.
   *
   * @param category Python's class, such as {@code UserWarning} or {@code FutureWarning}
   * @param message the text; its place is the first caller outside of the library or program that
   *     warns
   */
  public static void warn(String category, String message) {
    StackTraceElement place =
        CLASSES.walk(
            frames -> {
              Set<@Nullable CodeSource> inside = new HashSet<>();
              return frames
                  .filter(frame -> frame.getDeclaringClass() != Warnings.class)
                  .filter(frame -> !isInside(frame.getClassName()))
                  .filter(
                      frame -> {
                        CodeSource source =
                            frame.getDeclaringClass().getProtectionDomain().getCodeSource();
                        return !(inside.isEmpty() ? inside.add(source) : inside.contains(source));
                      })
                  .findFirst()
                  .map(StackWalker.StackFrame::toStackTraceElement)
                  .orElse(null);
            });
    if (Torch.isWarnAlwaysEnabled() || isNew(place + message)) {
      handler.accept(new Warning(category, message, place));
    }
  }

  private static void print(Warning warning) {
    System.err.println(warning);
  }

  /** Called by native code. */
  static void receive(boolean deprecation, String message, String file, int line) {
    try {
      StackTraceElement place =
          STACK.walk(
              frames ->
                  frames
                      .filter(frame -> !isInside(frame.getClassName()))
                      .findFirst()
                      .map(StackWalker.StackFrame::toStackTraceElement)
                      .orElse(null));
      String text = TorchException.withPythonNames(message);
      if (!file.isEmpty()) {
        String source = BUILD_FOLDER.matcher(file).replaceFirst("/pytorch/$1/");
        text += " (Triggered internally at " + source + ":" + line + ".)";
      }
      if (Torch.isWarnAlwaysEnabled() || isNew(place + text)) {
        handler.accept(
            new Warning(deprecation ? "DeprecationWarning" : "UserWarning", text, place));
      }
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private static boolean isNew(String shown) {
    return SHOWN.size() >= MOST_PLACES || SHOWN.add(shown);
  }

  /** Obor's own classes; the JDK's come between when a method is called by reflection. */
  private static boolean isInside(String name) {
    return name.startsWith("java.") || name.startsWith("jdk.") || BINDINGS.matcher(name).matches();
  }
}
