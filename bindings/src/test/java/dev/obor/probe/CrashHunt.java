package dev.obor.probe;

import dev.obor.testing.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs probes until every method has had its rounds, each crash in a JVM of its own.
 *
 * <p>Started by hand it looks further than the test does: {@code functions|operators, first seed,
 * last seed, rounds}.
 */
final class CrashHunt {
  private static final int MOST_FINDINGS = 10;
  private static final Pattern END =
      Pattern.compile("#  SIG.*|# [CVv]  .*|# the .*|Aborted.*|.*(malloc|free|corrupt|overflow).*");

  private final String which;
  private final long seed;
  private final int rounds;
  private final Path folder;
  private final Path progress;
  private final List<String> findings = new ArrayList<>();
  private double returned;
  private double thrown;
  private double resident;

  private CrashHunt(String which, long seed, int rounds, Path folder) {
    this.which = which;
    this.seed = seed;
    this.rounds = rounds;
    this.folder = folder;
    this.progress = folder.resolve("progress");
  }

  /**
   * What a hunt found.
   *
   * @param findings each crash, hang or untyped exception with its call
   * @param returned how many calls of the last probe gave a result
   * @param thrown how many calls of the last probe threw
   * @param resident the most memory in MiB that a probe took that came to its end
   */
  record Result(List<String> findings, double returned, double thrown, double resident) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (long seed = Long.parseLong(arguments[1]); seed <= Long.parseLong(arguments[2]); seed++) {
      Path folder = Files.createTempDirectory("probe");
      Result result = run(arguments[0], seed, Integer.parseInt(arguments[3]), folder);
      System.out.println(
          "seed "
              + seed
              + ": "
              + (int) result.returned()
              + " returned, "
              + (int) result.thrown()
              + " threw, "
              + (int) result.resident()
              + " MiB");
      result.findings().forEach(System.out::println);
    }
  }

  /** Calls every method of a kind with so many sets of arguments. */
  static Result run(String which, long seed, int rounds, Path folder) throws InterruptedException {
    CrashHunt hunt = new CrashHunt(which, seed, rounds, folder);
    hunt.from(0);
    return new Result(hunt.findings, hunt.returned, hunt.thrown, hunt.resident);
  }

  private void from(int first) throws InterruptedException {
    int at = first;
    int last = Methods.of(which).size() - 1;
    while (at <= last && findings.size() < MOST_FINDINGS) {
      JavaProgram.Result result = probe(at, last, 1, rounds);
      result.output().lines().filter(line -> line.startsWith("unexpected")).forEach(findings::add);
      if (result.ended() && result.exit() == 0) {
        returned = result.figure("returned");
        thrown = result.figure("thrown");
        resident = Math.max(resident, result.figure("resident"));
        return;
      }
      at = reached(0);
      findings.add(story(at, reached(4), result));
      at++;
    }
  }

  private JavaProgram.Result probe(
      int first, int last, int firstRound, int lastRound, String... options)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(which, progress.toString()));
    for (long number : new long[] {seed, firstRound, lastRound, first, last}) {
      arguments.add(Long.toString(number));
    }
    arguments.addAll(List.of(options));
    return JavaProgram.of(Probe.class, arguments.toArray(String[]::new))
        .options("-Xmx300m", "-XX:TieredStopAtLevel=1")
        .in(folder)
        .limit(Duration.ofMinutes(5))
        .run();
  }

  private int reached(int offset) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(progress)).getInt(offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The call, how it ended, and whether it ends so alone. */
  private String story(int index, int round, JavaProgram.Result result)
      throws InterruptedException {
    Method method = Methods.of(which).get(index);
    JavaProgram.Result alone = probe(index, index, round, round, "tell");
    boolean again = !alone.ended() || alone.exit() != 0;
    String call =
        alone.output().lines().filter(line -> line.startsWith("called ")).findFirst().orElse("");
    return (again ? "" : "only after other calls: ")
        + method.getDeclaringClass().getSimpleName()
        + "."
        + Methods.name(method)
        + " in round "
        + round
        + ", "
        + call
        + "\n    "
        + end(again ? alone : result);
  }

  private static String end(JavaProgram.Result result) {
    if (!result.ended()) {
      return "the program did not end";
    }
    return result
        .output()
        .lines()
        .filter(line -> END.matcher(line).matches())
        .limit(3)
        .reduce((first, second) -> first + "\n    " + second)
        .orElse("exit code " + result.exit());
  }
}
