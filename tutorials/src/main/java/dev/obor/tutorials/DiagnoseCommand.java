package dev.obor.tutorials;

import dev.obor.Obor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command {@code diagnose}: what Obor runs on. */
@Command(
    name = "diagnose",
    description = "Prints versions, libraries, threads and settings: put it into every bug report.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DiagnoseCommand implements Callable<Integer> {
  private final PrintWriter out;

  DiagnoseCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    out.println(Obor.diagnose().strip());
    return 0;
  }
}
