package dev.obor.tutorials;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * What the standard output can show.
 *
 * @param interactive whether a person watches, so that a line may be redrawn; false for files,
 *     pipes and dumb terminals
 * @param charset the encoding of the standard output
 */
record Terminal(boolean interactive, Charset charset) {
  /** Returns the terminal that the process was started with. */
  static Terminal detect() {
    return new Terminal(isInteractive(System.console(), System.getenv("TERM")), outputCharset());
  }

  /** Returns whether block characters can be printed. */
  boolean showsBlocks() {
    return charset.canEncode() && charset.newEncoder().canEncode("\u2580\u2584\u2588");
  }

  private static boolean isInteractive(@Nullable Console console, @Nullable String term) {
    if (console == null || "dumb".equals(term)) {
      return false;
    }
    try {
      // From Java 22 on there is a console even where the output goes into a file; this method, new
      // there, tells.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  private static Charset outputCharset() {
    for (String property :
        new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(property);
      if (name != null) {
        try {
          return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
          // The next property may name an encoding that this Java knows.
        }
      }
    }
    return Charset.defaultCharset();
  }
}
