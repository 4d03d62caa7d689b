package dev.obor.probe;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program that is expected to survive: it calls methods with arguments that make little sense.
 *
 * <p>Before each call it notes the method and the round in a memory-mapped file, which is there
 * when the program is not. It prints a line {@code unexpected} for what is no typed exception.
 */
final class Probe {
  private final MappedByteBuffer progress;
  private final long seed;
  private final boolean tells;
  private final Set<String> told = new HashSet<>();
  private long returned;
  private long thrown;
  private long texts;

  private Probe(MappedByteBuffer progress, long seed, boolean tells) {
    this.progress = progress;
    this.seed = seed;
    this.tells = tells;
  }

  /**
   * Runs the probe.
   *
   * @param arguments {@code operators} or {@code functions}, the progress file, the seed, the first
   *     and the last round, the first and the last method; then {@code tell} prints the arguments
   *     of each call
   */
  public static void main(String[] arguments) throws IOException {
    Warnings.setHandler(warning -> {});
    Torch.ones(1).close(); // a failure to load must not look like one of a method
    List<Method> methods = Methods.of(arguments[0]);
    List<String> options = List.of(arguments).subList(7, arguments.length);
    try (RandomAccessFile file = new RandomAccessFile(arguments[1], "rw")) {
      MappedByteBuffer progress = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 8);
      Watch.start(progress);
      Probe probe = new Probe(progress, Long.parseLong(arguments[2]), options.contains("tell"));
      int last = Math.min(Integer.parseInt(arguments[6]), methods.size() - 1);
      for (int i = Integer.parseInt(arguments[5]); i <= last; i++) {
        probe.run(
            methods.get(i), i, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
      }
      System.out.println("returned=" + probe.returned);
      System.out.println("thrown=" + probe.thrown);
      System.out.println("characters=" + probe.texts);
      System.out.println("resident=" + Watch.highest());
    }
  }

  private void run(Method method, int index, int firstRound, int lastRound) {
    progress.putInt(0, index);
    for (int round = firstRound; round <= lastRound; round++) {
      progress.putInt(4, round);
      call(method, round);
    }
  }

  private void call(Method method, int round) {
    long callSeed = 31 * (31 * seed + Methods.name(method).hashCode()) + round;
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(callSeed);
      Arguments arguments = new Arguments(callSeed);
      Object receiver = Modifier.isStatic(method.getModifiers()) ? null : arguments.receiver();
      @Nullable Object[] values = arguments.of(method);
      if (tells) {
        System.out.println("called " + Told.call(method, receiver, values));
      }
      Object result = method.invoke(receiver, values);
      returned++;
      if (round % 8 == 0) {
        texts += String.valueOf(result).length();
      }
    } catch (InvocationTargetException e) {
      thrown++;
      Throwable cause = e.getCause();
      judge(method, round, cause == null ? e : cause);
    } catch (IllegalAccessException e) {
      throw new AssertionError(method.toString(), e);
    } catch (RuntimeException | Error e) {
      judge(method, round, e);
    }
  }

  /** Tells what is no typed exception, once for each method and kind. */
  private void judge(Method method, int round, Throwable e) {
    if (!isTyped(e) && told.add(Methods.name(method) + e.getClass())) {
      System.out.println("unexpected in round " + round + " of " + method + ": " + e);
    }
  }

  private static boolean isTyped(Throwable e) {
    String text = String.valueOf(e.getMessage());
    if (e instanceof TorchException) {
      return !text.startsWith("native code threw something")
          && !text.startsWith("a Java exception was lost");
    }
    return e instanceof NullPointerException
        || (e instanceof IllegalStateException && text.contains("closed"));
  }
}
